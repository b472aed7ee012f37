package dev.presgen.orchestrator.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.presgen.orchestrator.cli.client.FakeService;
import dev.presgen.orchestrator.cli.client.FakeService.Reply;
import dev.presgen.orchestrator.cli.demo.FilledForm.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final String FORM =
      """
      <html><body><form method="get" action="/search"><input name="q"></form>
      <form method="post" action="submit?x=1">
        <input type="hidden" name="token" value="t&amp;1">
        <label>Email <input type="email" name="email" required></label>
        <fieldset><legend>Which volume is durable?</legend>
          <label><input type="radio" name="q1" value="gp3 &quot;fast&quot;"> gp3</label>
          <label><input type="radio" name="q1" value="instance store"> instance store</label>
        </fieldset>
        <fieldset><legend>Which keep data apart? (Choose two.)</legend>
          <label><input type="checkbox" name="q2" value="A"> A</label>
          <label><input type="checkbox" name="q2" value="B"> B</label>
          <label><input type="checkbox" name="q2" value="C"> C</label>
        </fieldset>
        <button>Send</button>
      </form></body></html>
      """;
  private static final URI PAGE = URI.create("http://127.0.0.1/forms/f/viewform");

  @Test
  void what_it_has_studied_it_answers_right_and_the_rest_it_guesses() throws Exception {
    var studies = Studies.of("/banks/aws-saa-c03.json");
    assertThat(studies.answers()).hasSizeBetween(45, 60);
    var known = studies.answers().entrySet().iterator().next();
    var right = known.getValue();
    var form =
        """
        <form method="post"><fieldset><legend>1. %s</legend>
        <label><input type="checkbox" name="q1" value="%s">a</label>
        <label><input type="checkbox" name="q1" value="something else">b</label>
        </fieldset></form>
        """
            .formatted(known.getKey(), right.getFirst());
    var oneRight = new Studies(java.util.Map.of(known.getKey(), List.of(right.getFirst())));
    assertThat(new Learner("l@example.org", oneRight, 1).fillIn(form, PAGE).fields())
        .containsExactly(new FilledForm.Field("q1", right.getFirst()));
  }

  @Test
  void every_question_is_answered_as_often_as_it_asks() throws Exception {
    var form = new Learner("learner@example.org", Studies.none(), 1).fillIn(FORM, PAGE);

    assertThat(form.action()).isEqualTo(URI.create("http://127.0.0.1/forms/f/submit?x=1"));
    assertThat(form.questions()).isEqualTo(2);
    assertThat(form.fields())
        .startsWith(new Field("token", "t&1"), new Field("email", "learner@example.org"));
    assertThat(values(form, "q1"))
        .hasSize(1)
        .isSubsetOf("gp3 \"fast\"", "instance store");
    assertThat(values(form, "q2")).hasSize(2).doesNotHaveDuplicates().isSubsetOf("A", "B", "C");
  }

  @Test
  void the_same_seed_answers_the_same_and_another_does_not() throws Exception {
    assertThat(new Learner("l@example.org", Studies.none(), 5).fillIn(FORM, PAGE))
        .isEqualTo(new Learner("l@example.org", Studies.none(), 5).fillIn(FORM, PAGE));
    assertThat(forms(20)).hasSizeGreaterThan(1);
  }

  @Test
  void the_form_is_sent_as_a_browser_does() throws Exception {
    try (var service = new FakeService();
        var browser = new Browser()) {
      service.on("GET /form", Reply.html(FORM)).on("POST /submit?x=1", Reply.html("Thank you"));

      var sent =
          new Learner("learner@example.org", Studies.none(), 1)
              .answer(service.url().resolve("/form"), browser);

      assertThat(service.requests("POST /submit?x=1"))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.body())
                    .isEqualTo(sent.encoded())
                    .startsWith("token=t%261&email=learner%40example.org&q1=");
                assertThat(request.header("Content-Type"))
                    .contains("application/x-www-form-urlencoded");
              });
    }
  }

  @Test
  void a_form_that_does_not_take_the_answers_is_an_error() {
    try (var service = new FakeService();
        var browser = new Browser()) {
      service.on("GET /form", Reply.html(FORM));
      var learner = new Learner("learner@example.org", Studies.none(), 1);

      assertThatThrownBy(() -> learner.answer(service.url().resolve("/form"), browser))
          .isInstanceOf(IOException.class)
          .hasMessage("the form was not accepted: status 404");
    }
  }

  @Test
  void a_page_without_a_form_is_an_error() {
    assertThatThrownBy(
        () -> new Learner("l@example.org", Studies.none(), 1).fillIn("<p>closed</p>", PAGE))
        .isInstanceOf(IOException.class)
        .hasMessage("the page at " + PAGE + " has no form to send");
  }

  private static List<String> values(FilledForm form, String name) {
    return form.fields()
        .stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .toList();
  }

  private static Set<FilledForm> forms(int seeds) {
    return IntStream.range(0, seeds)
        .mapToObj(LearnerTest::filledIn)
        .collect(Collectors.toSet());
  }

  private static FilledForm filledIn(int seed) {
    try {
      return new Learner("l@example.org", Studies.none(), seed).fillIn(FORM, PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
