package dev.presgen.orchestrator.workflows.assessment.engine;

import dev.presgen.orchestrator.workflows.assessment.AcceptedRequest;
import dev.presgen.orchestrator.workflows.assessment.Certification.ExamDomain;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBank;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a request comes to before anything is done: how many questions each domain gets, and how
 * much is made in the end at most.
 *
 * @param domains in the certification's order; their questions sum to {@code questions}
 * @param courses the most that are made
 * @param decks 0 when no presentations are asked for
 * @param slides of all decks together
 * @param videos one a deck; 0 without decks
 */
public record Blueprint(
    List<DomainShare> domains, int questions, int courses, int decks, int slides, int videos) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  public Blueprint {
    domains = List.copyOf(domains);
  }

  /**
   * A domain's share of the questions.
   *
   * @param weight in percent
   * @param questions how many are asked
   * @param available how many the bank has that count here
   */
  public record DomainShare(String name, BigDecimal weight, int questions, int available) {
    /** How many items the bank lacks. */
    public int missing() {
      return Math.max(0, questions - available);
    }
  }

  public static Blueprint of(AcceptedRequest request, ItemBank bank) {
    var delivery = request.delivery();
    int questions = request.assessment().questionCount();
    int decks = delivery.presentations() ? delivery.courses() : 0;
    return new Blueprint(
        shares(questions, request.certification().domains(), bank),
        questions,
        delivery.courses(),
        decks,
        decks * delivery.slidesPerCourse(),
        delivery.videos() ? decks : 0);
  }

  /** Divides the questions among the domains. */
  public static List<DomainShare> shares(int questions, List<ExamDomain> domains, ItemBank bank) {
    List<Integer> counts = divide(questions, domains.stream().map(ExamDomain::weight).toList());
    return IntStream.range(0, domains.size())
        .mapToObj(i -> {
          ExamDomain domain = domains.get(i);
          int available = bank.items(domain.name(), domain.skills()).size();
          return new DomainShare(domain.name(), domain.weight(), counts.get(i), available);
        })
        .toList();
  }

  /**
   * Divides a total by weight with the method of the largest remainder (Hamilton's): each gets the
   * whole part of its exact share, and what is left goes one by one to the largest remainders, of
   * equal ones to the larger weight, then to the earlier one.
   *
   * @param weights in percent, summing to exactly 100
   */
  static List<Integer> divide(int total, List<BigDecimal> weights) {
    List<Integer> counts = new ArrayList<>();
    List<BigDecimal> remainders = new ArrayList<>();
    for (BigDecimal weight : weights) {
      BigDecimal hundredfold = weight.multiply(BigDecimal.valueOf(total));
      counts.add(hundredfold.divide(WHOLE, 0, RoundingMode.FLOOR).intValueExact());
      remainders.add(hundredfold.remainder(WHOLE));
    }
    int left = total - counts.stream().mapToInt(Integer::intValue).sum();
    IntStream.range(0, weights.size())
        .boxed()
        .sorted(
            Comparator.<Integer, BigDecimal>comparing(remainders::get)
                .thenComparing(weights::get)
                .reversed())
        .limit(left)
        .forEach(i -> counts.set(i, counts.get(i) + 1));
    return List.copyOf(counts);
  }
}
