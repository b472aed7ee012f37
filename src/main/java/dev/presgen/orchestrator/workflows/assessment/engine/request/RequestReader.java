package dev.presgen.orchestrator.workflows.assessment.engine.request;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Learner;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.engine.Draw;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields.Element;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the input of an assessment run: strictly, with every default, telling all problems. */
public final class RequestReader {

  static final int LONGEST_NAME = 200;
  static final int LONGEST_TEXT = 2000;
  static final int MOST_REMINDERS = 20;

  static final Duration DEADLINE = Duration.ofDays(14);
  static final int COURSES = 5;
  static final int SLIDES = 20;
  static final String VOICE = "default";

  /** The engine that is part of the product. */
  static final String BUILT_IN = "bank";

  /** The longest address that mail can carry (RFC 5321, 4.5.3.1.3, less the angle brackets). */
  private static final int LONGEST_ADDRESS = 254;

  /** What browsers take for a valid e-mail address (WHATWG HTML, 4.10.5.1.5), with a dot. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
              + "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+");

  private final ItemBanks banks;
  private final String runId;
  private final boolean again;
  private final Problems problems = new Problems();

  private RequestReader(ItemBanks banks, String runId, boolean again) {
    this.banks = banks;
    this.runId = runId;
    this.again = again;
  }

  /**
   * Reads an input.
   *
   * @param runId gives the seed where the input names none, by {@link Draw#seedOf}; any text for a
   *     dry run
   * @return the request, or all problems with pointers from the root of the input. Too few items
   *     for a domain point to {@code /assessment/questionCount}.
   */
  public static Checked<AcceptedRequest> read(JsonNode input, ItemBanks banks, String runId) {
    return new RequestReader(banks, runId, false).read(input);
  }

  /**
   * As {@link #read}, for what was accepted before: a run is not stopped by a wish that contradicts
   * itself and was taken as the lesser one when it began.
   */
  public static Checked<AcceptedRequest> readAgain(
      JsonNode input, ItemBanks banks, String runId) {
    return new RequestReader(banks, runId, true).read(input);
  }

  private Checked<AcceptedRequest> read(JsonNode input) {
    Fields request = Fields.of(input, "", problems).need("certification");
    Optional<Certification> certification =
        CertificationReader.read(request.object("certification"), problems);
    Learner learner = learner(request.object("learner"), request);
    Optional<String> requestedBy = address(request, "requestedBy");
    Optional<AssessmentOptions> options = options(request.object("assessment"), request);
    Delivery delivery = delivery(request.object("delivery"));
    Duration deadline = deadline(request);
    List<Duration> reminders = reminders(request, deadline);
    request.done();
    if (certification.isPresent() && options.isPresent()) {
      new BankCheck(banks, problems).check(certification.get(), options.get());
    }
    return problems.orElse(
        input,
        () -> new AcceptedRequest(
            certification.orElseThrow(),
            learner,
            requestedBy,
            options.orElseThrow(),
            delivery,
            deadline,
            reminders));
  }

  /** Notes a field that is needed even where the object that would have it is absent. */
  private void need(Fields request, Fields part, String name, String field) {
    part.need(field);
    if (request.isObject() && !request.has(name)) {
      problems.add(part.at(field), "is missing");
    }
  }

  private Learner learner(Fields learner, Fields request) {
    need(request, learner, "learner", "email");
    Optional<String> name = learner.textOrBlank("name", LONGEST_NAME);
    Optional<String> email = address(learner, "email");
    learner.done();
    return new Learner(name, email.orElse(""));
  }

  private Optional<String> address(Fields fields, String field) {
    Optional<String> address = fields.literal(field, LONGEST_TEXT);
    if (address.isPresent()
        && (address.get().length() > LONGEST_ADDRESS
            || !ADDRESS.matcher(address.get()).matches())) {
      problems.add(
          fields.at(field),
          "\"%s\" is not an e-mail address such as learner@example.org"
              .formatted(Fields.shortened(address.get())));
    }
    return address;
  }

  private Optional<AssessmentOptions> options(Fields options, Fields request) {
    need(request, options, "assessment", "questionCount");
    Optional<Long> count = options.whole("questionCount", 1, 100);
    Difficulty difficulty =
        options.choice("difficulty", Difficulty.class).orElse(Difficulty.INTERMEDIATE);
    String bank = options.literal("bank", LONGEST_TEXT).orElse(ItemBanks.BUNDLED);
    String engine = options.literal("engine", LONGEST_TEXT).orElse(BUILT_IN);
    if (!engine.equals(BUILT_IN)) {
      problems.add(
          options.at("engine"),
          "\"%s\" is not configured here; \"%s\" is the built-in engine"
              .formatted(Fields.shortened(engine), BUILT_IN));
    }
    long seed =
        options
            .whole("seed", -Draw.LARGEST_SEED, Draw.LARGEST_SEED)
            .orElseGet(() -> Draw.seedOf(runId));
    options.done();
    return count.map(
        questions -> new AssessmentOptions(questions.intValue(), difficulty, bank, engine, seed));
  }

  private Delivery delivery(Fields delivery) {
    long courses = delivery.whole("courses", 1, 10).orElse((long) COURSES);
    long slides = delivery.whole("slidesPerCourse", 1, 40).orElse((long) SLIDES);
    boolean presentations = delivery.flag("presentations").orElse(true);
    Optional<Boolean> videosAsked = delivery.flag("videos");
    if (!again && !presentations && videosAsked.orElse(false)) {
      problems.add(
          delivery.at("videos"),
          "is true, must be false or left out where presentations is false: a video is made of a"
              + " deck");
    }
    boolean videos = presentations && videosAsked.orElse(true);
    boolean localDecks = delivery.flag("localDecks").orElse(true);
    String voice = delivery.text("voiceProfile", LONGEST_TEXT).orElse(VOICE);
    boolean open = delivery.flag("public").orElse(false);
    delivery.done();
    return new Delivery(
        (int) courses, (int) slides, presentations, videos, localDecks, voice, open);
  }

  private Duration deadline(Fields request) {
    return request
        .element("deadline")
        .flatMap(element -> Periods.read(element, problems))
        .orElse(DEADLINE);
  }

  private List<Duration> reminders(Fields request, Duration deadline) {
    List<Duration> reminders = new ArrayList<>();
    for (Element element : request.array("reminders", 0, MOST_REMINDERS)) {
      Optional<Duration> reminder = Periods.read(element, problems);
      if (reminder.isPresent() && reminder.get().compareTo(deadline) >= 0) {
        problems.add(
            element.pointer(), "is not shorter than the deadline: reminders count back from it");
      }
      reminder.ifPresent(reminders::add);
    }
    return reminders.stream().distinct().sorted(Comparator.reverseOrder()).toList();
  }
}
