package dev.presgen.orchestrator.workflows.assessment.engine.analysis;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.AssessmentOptions;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Delivery;
import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest.Learner;
import dev.presgen.orchestrator.workflows.assessment.Assessment;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Option;
import dev.presgen.orchestrator.workflows.assessment.Assessment.Question;
import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small assessment for tests: two domains, three skills, one question with two right options. */
final class Asked {

  static final String LEARNER = "learner@example.org";

  static final Question BGP =
      question("r1", "Routing", "BGP", CognitiveLevel.APPLY, "Which port?", "*179", "80", "53");
  static final Question OSPF =
      question("r2", "Routing", "OSPF", CognitiveLevel.APPLY, "Which metric?", "*Cost", "Hops");
  static final Question RECORDS =
      question("n1", "Naming", "DNS", null, "Which records?", "*A", "*A, MX", "MX", "Other, too");
  static final Question ZONES =
      question("n2", "Naming", "DNS", CognitiveLevel.REMEMBER, "Which zone?", "*Primary", "Root");

  static final Assessment ASSESSMENT =
      new Assessment("Networks (N-1)", "nets", List.of(ZONES, BGP, RECORDS, OSPF));

  private Asked() {}

  /** A question; a star before an option marks it as right. */
  static Question question(
      String id,
      String domain,
      String skill,
      @Nullable CognitiveLevel level,
      String stem,
      String... options) {
    return new Question(
        id,
        domain,
        skill,
        level,
        Difficulty.INTERMEDIATE,
        stem,
        Stream.of(options)
            .map(text -> new Option(text.replace("*", ""), text.startsWith("*"), ""))
            .toList());
  }

  static AcceptedRequest request(int passingScore) {
    return new AcceptedRequest(
        new Certification(
            "Networks",
            "N-1",
            "",
            passingScore,
            List.of(
                new ExamDomain("Routing", BigDecimal.valueOf(60), List.of()),
                new ExamDomain("Naming", BigDecimal.valueOf(40), List.of()))),
        new Learner(Optional.empty(), LEARNER),
        Optional.empty(),
        new AssessmentOptions(4, Difficulty.INTERMEDIATE, "nets", "bank", 1),
        new Delivery(5, 12, true, true, true, "default", false),
        Duration.ofDays(7),
        List.of());
  }
}
