package dev.presgen.orchestrator.workflows.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.WaitProbe.Finding;
import dev.presgen.orchestrator.workflows.assessment.world.Faults.Fault;
import dev.presgen.orchestrator.workflows.assessment.world.MemoryForms;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitingCompletionTest {

  private static final String ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ_0123456789-abcde";
  private static final String LINK = "https://docs.google.com/spreadsheets/d/" + ID;

  private final World world = new World();
  private final Pipeline run = new Pipeline(world, Requests.small()).drive();

  private Finding<Completion> look() {
    return run.look(Optional.empty());
  }

  private Finding<Completion> look(String sheetUrl) {
    return run.look(Optional.of(new AssessmentCompleted(sheetUrl)));
  }

  private void answer() {
    world.forms.submit(run.assets().form().id(), Requests.LEARNER, MemoryForms::right);
  }

  private Finding<Completion> found(int responses, Optional<String> sheetId) {
    return new Finding.Found<>(new Completion(responses, sheetId, world.time.instant()));
  }

  @Test
  void nothing_is_found_before_somebody_answers() {
    assertThat(look()).isEqualTo(new Finding.Nothing<>());
    assertThat(run.look(Optional.of(new AssessmentCompleted(null))))
        .isEqualTo(new Finding.Nothing<>());
  }

  @Test
  void a_response_is_found_with_and_without_a_signal() {
    answer();

    assertThat(look()).isEqualTo(found(1, Optional.empty()));
    assertThat(run.look(Optional.of(new AssessmentCompleted(null))))
        .isEqualTo(found(1, Optional.empty()));
  }

  @Test
  void a_response_after_the_moment_that_is_asked_about_does_not_count() {
    var deadline = world.time.instant();
    world.time.pass(Duration.ofMinutes(1));
    answer();

    assertThat(run.look(Optional.empty(), deadline)).isEqualTo(new Finding.Nothing<>());
  }

  @Test
  void no_answer_is_accepted_while_form_or_folder_is_in_the_trash_and_then_it_is() {
    answer();
    var form = run.assets().form().id();
    var folder = run.assets().folder().id();

    for (Consumer<World> trash : List.<Consumer<World>>of(w -> w.personTrashes(form),
        w -> w.personTrashes(folder))) {
      trash.accept(world);
      assertThat(look())
          .isEqualTo(
              new Finding.Refused<>(
                  "FORM_GONE",
                  "The run's form is in the trash. Take it out of the trash, and the run goes on;"
                      + " or cancel the run."));
      world.personRestores(form);
      world.personRestores(folder);
    }
    assertThat(look()).isEqualTo(found(1, Optional.empty()));
  }

  @Test
  void a_folder_that_is_gone_is_noticed_although_the_form_was_moved_out() {
    answer();
    world.personMovesOut(run.assets().form().id());
    world.personDeletes(run.assets().folder().id());

    assertThat(look()).isInstanceOf(Finding.Refused.class);
  }

  @Test
  void a_form_that_is_gone_is_noticed_before_anybody_answers() {
    world.personDeletes(run.assets().form().id());

    assertThat(look())
        .isEqualTo(
            new Finding.Refused<>(
                "FORM_GONE",
                "The run's form is gone, or its account may not see it any more. Give it back to"
                    + " the account, or cancel the run and start a new one."));
  }

  @Test
  void the_runs_own_sheet_means_its_form() {
    answer();
    var own = run.assets().sheet().url();

    assertThat(look(own)).isEqualTo(found(1, Optional.empty()));
    assertThat(look(own + "?pli=1#gid=0")).isEqualTo(found(1, Optional.empty()));
    assertThat(world.faults.count("firstTab")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "", "/", "/edit", "/edit#gid=0", "/edit?usp=sharing", "/edit?usp=drive_link&ouid=1#gid=7",
          "/view", "?gid=0", "#gid=0"
      })
  void links_to_a_google_sheet_are_taken_by_their_id(String rest) {
    world.sheets.shared(ID, rows("wrong"));

    assertThat(look(LINK + rest)).isEqualTo(found(1, Optional.of(ID)));
  }

  @Test
  void a_link_that_names_one_of_several_accounts_is_taken_too() {
    world.sheets.shared(ID, rows("wrong"));

    assertThat(look("https://docs.google.com/spreadsheets/u/1/d/" + ID + "/edit"))
        .isEqualTo(found(1, Optional.of(ID)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "",
          " ",
          "x",
          "1aBcDeFgHiJkLmNoPqRsTuVwXyZ_0123456789-abcde",
          "http://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "HTTPS://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "ftp://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "file:///spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "//docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https:docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com.evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://evil.example/docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://evil.example@docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://user:pass@docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com:443/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com:8080/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com./spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://xdocs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docsXgoogle.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://sheets.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://127.0.0.1/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://[::1]/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com\\@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/\\evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/../../evil",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/../../evil",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq%2F..%2Fevil/edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFg HiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d//1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com//spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/short/edit",
          "https://docs.google.com/spreadsheets/d/e/2PACX-1vAbCdEfGhIj/pubhtml",
          "https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/forms/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/",
          "https://docs.google.com/url?q=https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit\nhttps://evil.example",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit?a=<script>",
          " https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit ",
          "https://docs.google.com%2f@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com%00.evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com#@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com?@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com:@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com:443@evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://evil.example#docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://evil.example?docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://evil.example\\.docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://2130706433/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://0x7f000001/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://0177.0.0.1/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://169.254.169.254/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://[::ffff:127.0.0.1]/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com.127.0.0.1.nip.io/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com\u3002evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs\u2024google\u2024com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.c\u043em/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets%2Fd%2F1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq%252F../edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq\u0000/edit",
          "https://docs.google.com/spreadsheets/d/\u202e1aBcDeFgHiJkLmNoPq/edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq;evil/edit",
          "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit/../../../evil",
          "https://docs.google.com/a/evil.example/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view",
          "data:text/html,https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "https://döcs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq/edit",
          "javascript:alert(1)//https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPq"
      })
  void every_other_link_is_refused_and_nothing_is_fetched(String link) {
    answer();

    assertThat(look(link))
        .isEqualTo(
            new Finding.Refused<>(
                "SHEET_URL_REFUSED",
                "sheetUrl cannot be used. It must be a link to a Google Sheet, such as"
                    + " https://docs.google.com/spreadsheets/d/SHEET_ID/edit"));
    assertThat(world.faults.count("firstTab")).isZero();
  }

  @Test
  void a_link_of_endless_length_is_refused() {
    assertThat(look(LINK + "/edit?" + "a".repeat(3_000))).isInstanceOf(Finding.Refused.class);
  }

  private List<List<String>> rows(String answer) {
    var questions = run.assessment().questions();
    return List.of(
        questions.stream().map(Assessment.Question::stem).toList(),
        questions.stream()
            .map(q -> answer.isEmpty() ? "" : MemoryForms.wrong(q).getFirst())
            .toList());
  }

  @Test
  void a_sheet_that_cannot_be_seen_is_refused_with_what_to_do() {
    assertThat(look(LINK))
        .isEqualTo(
            new Finding.Refused<>(
                "SHEET_NOT_VISIBLE",
                "The sheet cannot be seen. Share it with the service's account."));
  }

  @Test
  void a_sheet_without_a_filled_row_has_nothing_yet() {
    world.sheets.shared(ID, rows(""));
    assertThat(look(LINK)).isEqualTo(new Finding.Nothing<>());

    world.sheets.shared(ID, List.of());
    assertThat(look(LINK)).isEqualTo(new Finding.Nothing<>());
  }

  @Test
  void a_sheet_about_something_else_is_refused() {
    world.sheets.shared(ID, List.of(List.of("Name", "Age"), List.of("Ada", "36")));

    assertThat(look(LINK))
        .isInstanceOfSatisfying(
            Finding.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("SHEET_HAS_NO_ANSWERS"));
  }

  @Test
  void a_sheet_is_not_accepted_while_the_form_is_in_the_trash() {
    world.sheets.shared(ID, rows("wrong"));
    world.personTrashes(run.assets().form().id());

    assertThat(look(LINK)).isInstanceOf(Finding.Refused.class);
  }

  @Test
  void a_look_that_fails_says_how() {
    world.faults.next("responses", Fault.THROTTLED);

    assertThat(look())
        .isEqualTo(
            new Finding.Failed<>(new Failure.Throttled("slow down", Duration.ofSeconds(30))));
  }
}
