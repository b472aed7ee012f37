package dev.presgen.orchestrator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.Creation;
import dev.presgen.orchestrator.workflows.Ledger;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms;
import dev.presgen.orchestrator.workflows.assessment.AssessmentForms.FormText;
import dev.presgen.orchestrator.workflows.assessment.GoogleAssets.Form;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.Cell;
import dev.presgen.orchestrator.workflows.assessment.ResultSheets.TabContent;
import dev.presgen.orchestrator.workflows.assessment.RunFolders;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileKind;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.FileRef;
import dev.presgen.orchestrator.workflows.assessment.RunFolders.Reader;
import dev.presgen.orchestrator.workflows.assessment.world.World;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What each method of the ports to Google comes to, whatever happens to its calls. */
@Tag("faults")
@Timeout(60)
class GoogleFaultsTest {
  /** Above what a call may take: a test and a machine have work of their own. */
  private static final Duration FREED_WITHIN = GoogleWorld.CALL_TIMEOUT.plusSeconds(1);

  /** Of the clock of the runs, which is moved by hand. */
  private static final Duration LISTING_LAG = Duration.ofSeconds(60);

  private static final Duration RUN_LIMIT = Duration.ofHours(1);
  private static final int LOOKS_MAX = 10;

  private static final Reader LEARNER = new Reader.Person("learner@example.org");
  private static final byte[] DECK = "a deck".getBytes(StandardCharsets.UTF_8);
  private static final Assessment ASSESSMENT =
      new Assessment(
          "Practice",
          "bank",
          IntStream.rangeClosed(1, 24).mapToObj(GoogleFaultsTest::question).toList());
  private static final List<TabContent> TABS =
      Stream.of("One", "Two").map(GoogleFaultsTest::tab).toList();

  @TempDir
  private static Path data;

  private static GoogleWorld world;
  private static int cases;

  private String folder;
  private FileRef form;
  private FileRef sheet;
  private String marker;

  private static Question question(int number) {
    return new Question(
        "item-" + number,
        "domain",
        "skill",
        null,
        null,
        "Question " + number + "?",
        List.of(new Option("yes", true, ""), new Option("no", false, "")));
  }

  private static TabContent tab(String title) {
    return new TabContent(
        title, List.of(List.of(new Cell.Text("=A1")), List.of(new Cell.Number(1))),
        Optional.empty());
  }

  /** A method of a port. */
  enum Method {
    RESERVE_ID(RunFolders.class, "reserveId", "files.generateIds"),
    CREATE_FOLDER(RunFolders.class, "createFolder", "files.create"),
    FIND(RunFolders.class, "find", "files.list"),
    CREATE_FILE(RunFolders.class, "createFile", "files.create"),
    UPLOAD(RunFolders.class, "upload", "files.create"),
    PRESENCE(RunFolders.class, "presence", "files.get"),
    CHANGED(RunFolders.class, "changedByPerson", "files.get"),
    SHARE(RunFolders.class, "share", "permissions.create"),
    TRASH(RunFolders.class, "trash", "files.update"),
    FILL(AssessmentForms.class, "fill", "forms.batchUpdate"),
    PUBLISH(AssessmentForms.class, "publish", "forms.setPublishSettings"),
    CLOSE(AssessmentForms.class, "close", "forms.setPublishSettings"),
    RESPONSES(AssessmentForms.class, "responses", "forms.responses.list"),
    CURRENT(AssessmentForms.class, "current", "forms.get"),
    WRITE(ResultSheets.class, "write", "spreadsheets.batchUpdate"),
    FIRST_TAB(ResultSheets.class, "firstTab", "spreadsheets.values.get");

    private final Class<?> port;
    private final String name;
    private final String operation;

    Method(Class<?> port, String name, String operation) {
      this.port = port;
      this.name = name;
      this.operation = operation;
    }
  }

  /** Something that happens to a method's call, as the sandbox is told. */
  enum Fault {
    SILENT_BEFORE("\"fault\": \"delay\", \"delay\": \"6s\", \"when\": \"before\""),
    DROPPED_BEFORE("\"fault\": \"drop\", \"when\": \"before\""),
    REPLY_LOST("\"fault\": \"drop\", \"when\": \"after\""),
    // At once, or the next case would wait too: the whole class is held back as long as it is told.
    THROTTLED("\"fault\": \"status\", \"status\": 429, \"retryAfter\": 0"),
    UNAVAILABLE("\"fault\": \"status\", \"status\": 503"),
    UNAVAILABLE_AFTER("\"fault\": \"status\", \"status\": 503, \"when\": \"after\""),
    MALFORMED("\"fault\": \"malformed\", \"when\": \"after\""),
    TRUNCATED("\"fault\": \"truncated\", \"when\": \"after\""),
    ENDLESS("\"fault\": \"endless\", \"atMost\": \"6s\", \"when\": \"after\""),
    FRONT_END("\"fault\": \"html\", \"status\": 502"),
    REVOKED("\"fault\": \"status\", \"status\": 401");

    private final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  static Stream<Arguments> every_method_and_fault() {
    return Stream.of(Method.values())
        .flatMap(
            method -> Stream.of(Fault.values()).map(fault -> Arguments.of(method, fault)));
  }

  @BeforeAll
  static void start() throws Exception {
    world = new GoogleWorld(data);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void a_run_has_its_files() {
    marker = "case-" + ++cases;
    var id = done(world.folders().reserveId());
    folder = done(world.folders().createFolder(id, marker, marker)).id();
    form = done(world.folders().createFile(folder, FileKind.FORM, "Quiz", marker + "/form"));
    sheet = done(world.folders().createFile(folder, FileKind.SHEET, "Sheet", marker + "/sheet"));
  }

  @AfterEach
  void mend() throws Exception {
    world.mend();
  }

  private static <T> T done(StepResult<T> result) {
    assertThat(result).isInstanceOf(StepResult.Done.class);
    return ((StepResult.Done<T>) result).output();
  }

  @Test
  void no_method_of_the_ports_is_left_out() {
    Map<Class<?>, Set<String>> tested = new HashMap<>();
    for (var method : Method.values()) {
      tested.merge(method.port, Set.of(method.name), GoogleFaultsTest::both);
    }
    var ports =
        Stream.of(RunFolders.class, AssessmentForms.class, ResultSheets.class)
            .collect(Collectors.toMap(port -> port, GoogleFaultsTest::calling));
    assertThat(tested).isEqualTo(ports);
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
  }

  /** What makes calls: methods without a result tell only what is known already. */
  private static Set<String> calling(Class<?> port) {
    return Arrays.stream(port.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .filter(method -> method.getReturnType() == StepResult.class)
        .map(java.lang.reflect.Method::getName)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("every_method_and_fault")
  void whatever_happens_nobody_waits_long_and_doing_it_again_leaves_one(Method method, Fault fault)
      throws Exception {
    var act = prepared(method);
    world.disturb("{\"operation\": \"%s\", %s}".formatted(method.operation, fault.rule));
    if (fault == Fault.REVOKED) {
      world.revoke();
    }
    long began = System.nanoTime();

    var result = act.once();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(FREED_WITHIN);
    assertThat(world.hits()).isPositive();
    assertThat(kind(result)).isIn(allowed(method, fault));
    // What was refused at the door, or for its token, may come again at once.
    if (fault != Fault.THROTTLED && fault != Fault.REVOKED && isFindable(method)) {
      assertThat(world.hits()).as("calls that may not be repeated blindly").isEqualTo(1);
    }

    world.mend();
    assertThat(kind(act.again())).isEqualTo("Done");
    assertThat(act.objects()).isEqualTo(1);
  }

  /** The failures whose outcome costs no attempt are those that say so. */
  private static Set<String> allowed(Method method, Fault fault) {
    return switch (fault) {
      case THROTTLED -> Set.of("Throttled");
      case REVOKED -> Set.of("Blocked");
      case SILENT_BEFORE, DROPPED_BEFORE, REPLY_LOST, UNAVAILABLE, UNAVAILABLE_AFTER, MALFORMED,
          TRUNCATED, ENDLESS, FRONT_END ->
          isFindable(method) ? Set.of("Unknown") : Set.of("Transient");
    };
  }

  private static boolean isFindable(Method method) {
    return Set.of(Method.CREATE_FILE, Method.UPLOAD, Method.FILL, Method.WRITE).contains(method);
  }

  private static String kind(StepResult<?> result) {
    return result instanceof StepResult.Failed<?>(Failure failure)
        ? failure.getClass().getSimpleName()
        : result.getClass().getSimpleName();
  }

  private interface Doing {
    StepResult<?> once();

    /** As its step repeats it: what cannot be repeated blindly is looked for first. */
    default StepResult<?> again() {
      return once();
    }

    /** How many there are of what it makes. */
    default long objects() throws Exception {
      return 1;
    }
  }

  private interface Count {
    long of() throws Exception;
  }

  private static Doing doing(java.util.function.Supplier<StepResult<?>> call, Count count) {
    return new Doing() {
      @Override
      public StepResult<?> once() {
        return call.get();
      }

      @Override
      public long objects() throws Exception {
        return count.of();
      }
    };
  }

  private Doing prepared(Method method) {
    var folders = world.folders();
    var forms = world.forms();
    var sheets = world.sheets();
    return switch (method) {
      case RESERVE_ID -> folders::reserveId;
      case CREATE_FOLDER -> {
        var id = done(folders.reserveId());
        yield doing(
            () -> folders.createFolder(id, marker, marker),
            () -> count("folders", file -> file.path("id").asString().equals(id)));
      }
      case FIND -> () -> folders.find(folder, FileKind.FORM, marker + "/form");
      case CREATE_FILE ->
          made(FileKind.SHEET, () -> folders.createFile(folder, FileKind.SHEET, marker, marker));
      case UPLOAD ->
          made(FileKind.DECK, () -> folders.upload(folder, FileKind.DECK, marker, marker, DECK));
      case PRESENCE -> () -> folders.presence(form.id());
      case CHANGED -> () -> folders.changedByPerson(form.id());
      case SHARE ->
          doing(
              () -> folders.share(sheet.id(), LEARNER),
              () -> permissions("sheets", sheet.id()));
      case TRASH ->
          doing(
              () -> folders.trash(sheet.id()),
              () -> count("sheets", file -> isTrashed(file, sheet.id())));
      case FILL ->
          doing(
              () -> forms.fill(form.id(), new FormText("Quiz", ""), ASSESSMENT),
              () -> count("forms", file -> file.path("id").asString().equals(form.id())
                  && file.path("items").size() == ASSESSMENT.questions().size()));
      case PUBLISH -> {
        var filled = filled();
        yield doing(
            () -> forms.publish(filled, LEARNER), () -> permissions("forms", form.id()));
      }
      case CLOSE -> {
        var published = done(forms.publish(filled(), LEARNER));
        yield doing(
            () -> forms.close(published.id()),
            () -> count("forms", file -> file.path("id").asString().equals(form.id())
                && !file.at("/publishSettings/publishState/isAcceptingResponses").asBoolean()));
      }
      case RESPONSES -> () -> forms.responses(form.id());
      case CURRENT -> () -> forms.current(form.id());
      case WRITE ->
          doing(
              () -> sheets.write(sheet.id(), TABS),
              () -> count("sheets", file -> file.path("id").asString().equals(sheet.id())
                  && titles(file).equals(List.of("One", "Two"))));
      case FIRST_TAB -> () -> sheets.firstTab(sheet.id());
    };
  }

  private Form filled() {
    return done(world.forms().fill(form.id(), new FormText("Quiz", ""), ASSESSMENT));
  }

  private static List<String> titles(JsonNode file) {
    return file.path("tabs").valueStream().map(tab -> tab.path("title").asString()).toList();
  }

  private static boolean isTrashed(JsonNode file, String id) {
    return file.path("id").asString().equals(id) && file.path("trashed").asBoolean();
  }

  /** As the pipeline makes a file: each try is entered, and looked for before there is another. */
  private Doing made(FileKind kind, java.util.function.Supplier<StepResult<FileRef>> make) {
    var run = new World();
    var creation =
        new Creation(
            kind.name(),
            marker,
            new InFolder(kind, make),
            new StepContext(
                marker, "MAKE", 1, true, run.time.instant().plus(RUN_LIMIT), run.ledger),
            run.time);
    return new Doing() {
      @Override
      public StepResult<?> once() {
        return creation.once();
      }

      @Override
      public StepResult<?> again() {
        var result = creation.once();
        for (int look = 1; look < LOOKS_MAX
            && result instanceof StepResult.Pending<Creation.Made>(var _, var after); look++) {
          run.time.pass(after);
          result = creation.once();
        }
        assertThat(run.ledger.entries())
            .extracting(Ledger.Entry::state)
            .containsOnlyOnce(Ledger.State.EXISTS)
            .isSubsetOf(Ledger.State.EXISTS, Ledger.State.UNDONE);
        return result;
      }

      @Override
      public long objects() {
        return done(world.folders().find(folder, kind, marker)).size();
      }
    };
  }

  /** The run's folder, whose listing is believed to lag. */
  private final class InFolder implements Creation.Outside {
    private final FileKind kind;
    private final java.util.function.Supplier<StepResult<FileRef>> make;

    InFolder(FileKind kind, java.util.function.Supplier<StepResult<FileRef>> make) {
      this.kind = kind;
      this.make = make;
    }

    @Override
    public StepResult<List<Creation.Made>> find(String marker) {
      return world.folders()
          .find(folder, kind, marker)
          .map(found -> found.stream().map(GoogleFaultsTest::made).toList());
    }

    @Override
    public StepResult<Creation.Made> make(String marker) {
      return make.get().map(GoogleFaultsTest::made);
    }

    @Override
    public StepResult<?> discard(String id) {
      return world.folders().trash(id);
    }

    @Override
    public Duration listingLag() {
      return LISTING_LAG;
    }
  }

  private static Creation.Made made(FileRef file) {
    return new Creation.Made(file.id(), Optional.of(file.url()));
  }

  private static long count(String kind, Predicate<JsonNode> meant) throws Exception {
    return world.state(kind).stream().filter(meant).count();
  }

  private static long permissions(String kind, String id) throws Exception {
    return world.state(kind)
        .stream()
        .filter(file -> file.path("id").asString().equals(id))
        .flatMap(file -> file.path("permissions").valueStream())
        .map(permission -> permission.path("emailAddress").asString(""))
        .filter(address -> Objects.equals(address, "learner@example.org"))
        .count();
  }
}
