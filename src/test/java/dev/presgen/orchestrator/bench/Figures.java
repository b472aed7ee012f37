package dev.presgen.orchestrator.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

/** Figures of several rounds, and how they are shown. */
final class Figures {

  private Figures() {}

  /** Times that many threads take. */
  static final class Times {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long taken) {
      nanos.add(taken);
    }

    int count() {
      return nanos.size();
    }

    /**
     * The time that a share of all did not exceed, in milliseconds.
     *
     * @param share above 0, at most 1
     */
    double millis(double share) {
      var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
  }

  /** The middle of several figures, with the least and the greatest. */
  record Spread(double median, double least, double most) {

    static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
      return of(rounds.stream().mapToDouble(figure).toArray());
    }

    static Spread of(double... figures) {
      var sorted = figures.clone();
      Arrays.sort(sorted);
      int half = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    String shown() {
      return number(median) + " (" + number(least) + "–" + number(most) + ")";
    }
  }

  /** With three digits that count, or whole. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    var form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
