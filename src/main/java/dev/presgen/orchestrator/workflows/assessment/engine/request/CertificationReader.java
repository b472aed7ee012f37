package dev.presgen.orchestrator.workflows.assessment.engine.request;

import dev.presgen.orchestrator.workflows.assessment.Certification;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields.Element;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the certification of a request. */
final class CertificationReader {

  static final int MOST_DOMAINS = 20;
  static final int MOST_SKILLS = 50;
  private static final int PASSING_SCORE = 70;
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** More than any sum of rounded shares needs, few enough to add exactly. */
  private static final int MOST_DECIMALS = 20;

  private final Problems problems;

  private CertificationReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads it as far as its domains can be relied on; what is wrong is noted. */
  static Optional<Certification> read(Fields certification, Problems problems) {
    return new CertificationReader(problems).read(certification);
  }

  private Optional<Certification> read(Fields certification) {
    certification.need("name", "version", "domains");
    Optional<String> name = certification.text("name", RequestReader.LONGEST_NAME);
    Optional<String> version = certification.text("version", RequestReader.LONGEST_TEXT);
    String provider = certification.textOrBlank("provider", RequestReader.LONGEST_TEXT).orElse("");
    long passingScore = certification.whole("passingScore", 0, 100).orElse((long) PASSING_SCORE);
    Optional<List<ExamDomain>> domains = domains(certification);
    certification.done();
    return domains.map(read -> new Certification(name.orElse(""), version.orElse(""), provider,
        (int) passingScore, read));
  }

  /** The domains, when each of them and their sum is right. */
  private Optional<List<ExamDomain>> domains(Fields certification) {
    List<Element> elements = certification.array("domains", 1, MOST_DOMAINS);
    List<ExamDomain> domains = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Element element : elements) {
      Fields fields = Fields.of(element.value(), element.pointer(), problems);
      domain(fields, names).ifPresent(domains::add);
    }
    if (elements.isEmpty() || domains.size() < elements.size()) {
      return Optional.empty();
    }
    BigDecimal sum =
        domains.stream().map(ExamDomain::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(WHOLE) != 0) {
      problems.add(
          certification.at("domains"),
          "the weights sum to %s, must sum to exactly 100"
              .formatted(sum.stripTrailingZeros().toPlainString()));
      return Optional.empty();
    }
    return Optional.of(domains);
  }

  private Optional<ExamDomain> domain(Fields domain, Set<String> names) {
    domain.need("name", "weight");
    Optional<String> name = domain.text("name", RequestReader.LONGEST_NAME);
    if (name.isPresent() && !names.add(name.get())) {
      problems.add(domain.at("name"), "is the name of an earlier domain too");
    }
    Optional<BigDecimal> weight = domain.number("weight");
    if (weight.isPresent() && !isWeight(weight.get())) {
      problems.add(
          domain.at("weight"),
          "must be above 0 and at most 100, with at most %d decimals".formatted(MOST_DECIMALS));
      weight = Optional.empty();
    }
    List<String> skills =
        domain.array("skills", 0, MOST_SKILLS)
            .stream()
            .flatMap(skill -> Fields.text(skill, RequestReader.LONGEST_NAME, problems).stream())
            .toList();
    domain.done();
    if (name.isEmpty() || weight.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ExamDomain(name.get(), weight.get(), skills));
  }

  private static boolean isWeight(BigDecimal weight) {
    return weight.signum() > 0
        && weight.compareTo(WHOLE) <= 0
        && weight.stripTrailingZeros().scale() <= MOST_DECIMALS;
  }
}
