package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Cadence;
import dev.presgen.orchestrator.workflows.OutsideQuotas;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Queue;
import dev.presgen.orchestrator.workflows.OutsideQuotas.Standing;
import dev.presgen.orchestrator.workflows.assessment.engine.Blueprint;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run would come to, when every call succeeds at its first try.
 *
 * @param calls how many calls of each quota class the steps make, the look that finds the response
 *     included; {@code drive.units} are units
 * @param looksAtMost how often the form is looked at when the learner answers only at the deadline
 * @param callsPerLook what each of these looks costs
 * @param renderingAtMost how long making the decks takes at most, by the service's own figure
 * @param videosLast how long the videos play, all together: half a minute a slide, which is 75 words
 *     at a narrator's usual 150 a minute; PresGen Avatar names no figure of its own
 * @param quotaWaits how long whoever comes now waits for each quota that is short, and for each
 *     service that is busy, behind all others
 * @param earliestEnd when the run could be through: when the learner answers at once, each quota is
 *     waited for as long as it takes now, and the decks take as long as they may. Making a video is
 *     taken to last as long as of late; where none has been made yet it is not counted, since PresGen
 *     Avatar does not say how long it takes
 */
public record AssessmentForecast(
    Blueprint blueprint,
    Map<String, Integer> calls,
    long looksAtMost,
    Map<String, Integer> callsPerLook,
    Duration renderingAtMost,
    Duration videosLast,
    Map<String, Duration> quotaWaits,
    Instant earliestEnd) {

  /** The services' names among the limits. */
  private static final String CORE = "core";

  private static final String AVATAR = "avatar";

  /** What the calls of Drive cost in units (Google's "Usage limits" of the Drive API). */
  private static final int READ = 5;

  private static final int EDIT = 50;
  private static final int RESERVE = 5;

  /** How long PresGen Core takes for a slide, and at most for a deck. */
  private static final Duration SLIDE = Duration.ofSeconds(15);

  private static final Duration DECK = Duration.ofMinutes(10);

  /** How long a narrator speaks about a slide. */
  private static final Duration SPOKEN = Duration.ofSeconds(30);

  public AssessmentForecast {
    calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    callsPerLook = Collections.unmodifiableMap(new LinkedHashMap<>(callsPerLook));
    quotaWaits = Collections.unmodifiableMap(new LinkedHashMap<>(quotaWaits));
  }

  /**
   * The forecast of a request.
   *
   * @param outside who waits for what now
   */
  static AssessmentForecast of(
      AcceptedRequest request,
      ItemBank bank,
      Cadence looks,
      OutsideQuotas outside,
      Instant now) {
    var standings = outside.standing();
    var queues = outside.queues();
    var blueprint = Blueprint.of(request, bank);
    var calls = calls(request, blueprint);
    var rendering = rendering(request, blueprint, queue(queues, CORE));
    return new AssessmentForecast(
        blueprint,
        calls,
        looks(request.deadline(), looks),
        Map.of("forms.expensive", 1, "drive.units", READ),
        rendering,
        SPOKEN.multipliedBy(
            (long) blueprint.videos() * request.delivery().slidesPerCourse()),
        waits(standings, queues),
        now.plus(quotas(calls, standings))
            .plus(lineFor(blueprint.decks(), queue(queues, CORE)))
            .plus(rendering)
            .plus(lineFor(blueprint.videos(), queue(queues, AVATAR)))
            .plus(filming(blueprint, queue(queues, AVATAR))));
  }

  private static Map<String, Duration> waits(List<Standing> standings, List<Queue> queues) {
    var waits = new LinkedHashMap<String, Duration>();
    standings.forEach(standing -> waits.put(standing.quota(), standing.newcomerWaits()));
    queues.forEach(queue -> waits.put(queue.service(), queue.newcomerWaits()));
    waits.values().removeIf(wait -> !wait.isPositive());
    return waits;
  }

  private static Optional<Queue> queue(List<Queue> queues, String service) {
    return queues.stream().filter(queue -> queue.service().equals(service)).findFirst();
  }

  /** How long a service is waited for, if at all. */
  private static Duration lineFor(int uses, Optional<Queue> queue) {
    return uses == 0
        ? Duration.ZERO
        : queue.map(Queue::newcomerWaits).orElse(Duration.ZERO).truncatedTo(ChronoUnit.SECONDS);
  }

  /** As many at a time as a run makes, and as the service is given. */
  private static int rounds(int uses, Optional<Queue> queue) {
    int atOnce = queue.map(Queue::atOnce).orElse(Integer.MAX_VALUE);
    return Math.ceilDiv(uses, Math.min(atOnce, AssessmentGraph.COURSES_AT_ONCE));
  }

  private static Duration filming(Blueprint blueprint, Optional<Queue> avatar) {
    return avatar
        .flatMap(Queue::useLasts)
        .map(video -> video.multipliedBy(rounds(blueprint.videos(), avatar)))
        .orElse(Duration.ZERO)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  /** The quotas are waited for side by side: the shortest one decides. */
  private static Duration quotas(Map<String, Integer> calls, List<Standing> standings) {
    return standings.stream()
        .map(
            standing -> standing.newcomerWaits()
                .plus(
                    Duration.ofMinutes(calls.getOrDefault(standing.quota(), 0))
                        .dividedBy(standing.perMinute())))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, Integer> calls(AcceptedRequest request, Blueprint blueprint) {
    var calls = new LinkedHashMap<String, Integer>();
    // Step 3 reads the form before it fills it; step 5 looks for changes.
    calls.put("forms.read", 2);
    // The look that finds the response, and step 5.
    calls.put("forms.expensive", 2);
    // Filled, published, closed.
    calls.put("forms.write", 3);
    // Steps 6, 7 and 8 write once each, and look before it which tabs are there.
    calls.put("sheets.read", 3);
    calls.put("sheets.write", 3);
    calls.put("drive.units", driveUnits(request.delivery().open()));
    calls.put(CORE, blueprint.decks());
    calls.put(AVATAR, blueprint.videos());
    return calls;
  }

  private static int driveUnits(boolean open) {
    int made = RESERVE + 3 * EDIT; // Folder, form and sheet.
    int published = open ? EDIT : 2 * EDIT; // The learner is let in, and everybody else out.
    int found = 2 * READ; // Form and folder are there when the response is found.
    int shared = EDIT; // The sheet.
    return made + published + found + shared;
  }

  /** How many looks a cadence makes in a time. */
  private static long looks(Duration time, Cadence cadence) {
    var age = Duration.ZERO;
    long looks = 0;
    // Beyond ten of its longest intervals a cadence is even: no need to count one by one.
    var even = cadence.max().multipliedBy(10);
    while (age.compareTo(time) < 0 && age.compareTo(even) < 0) {
      age = age.plus(cadence.interval(age));
      looks++;
    }
    return age.compareTo(time) < 0 ? looks + time.minus(age).dividedBy(cadence.max()) : looks;
  }

  private static Duration rendering(
      AcceptedRequest request, Blueprint blueprint, Optional<Queue> core) {
    var deck = SLIDE.multipliedBy(request.delivery().slidesPerCourse());
    return (deck.compareTo(DECK) < 0 ? deck : DECK).multipliedBy(rounds(blueprint.decks(), core));
  }
}
