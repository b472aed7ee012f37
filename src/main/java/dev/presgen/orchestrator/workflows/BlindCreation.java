package dev.presgen.orchestrator.workflows;

import dev.presgen.orchestrator.core.Failure;
import dev.presgen.orchestrator.workflows.Ledger.Entry;
import dev.presgen.orchestrator.workflows.Ledger.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes one object in a service that knows no idempotency keys and finds nothing again. A try with
 * an unknown outcome is repeated once, and stays in the ledger as {@link State#UNKNOWN}: what it made
 * may exist a second time. After the second one a person must look. Each try is entered before it
 * begins, under the context's key, the later ones with {@code #2}, {@code #3} and so on. A service
 * that makes it as a job is asked about the job that it took on before it is asked for another one;
 * the first word of a pending token is that job's id.
 *
 * @param <T> what is made
 */
public final class BlindCreation<T> {

  /** What the code of the failure is when the repeat has an unknown outcome too. */
  public static final String OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN";

  /**
   * The code of the {@link Failure.Unknown} of a try whose end nobody will hear any more, however
   * often it is asked about: its job is forgotten, or has made something and does not say where.
   */
  public static final String LOST_FROM_SIGHT = "LOST_FROM_SIGHT";

  private final String kind;
  private final StepContext context;
  private final Function<T, Named> name;

  /** What the ledger keeps of an object. */
  public record Named(String id, String url) {}

  /**
   * The making of one object.
   *
   * @param kind what the ledger calls it
   * @param name its id and link
   */
  public BlindCreation(String kind, StepContext context, Function<T, Named> name) {
    this.kind = kind;
    this.context = context;
    this.name = name;
  }

  /** What an earlier attempt has made, whose result was lost. */
  public Optional<Named> made() {
    return tries().stream()
        .filter(entry -> entry.state() == State.EXISTS)
        .findFirst()
        .map(entry -> new Named(entry.externalId().orElseThrow(), entry.url().orElse("")));
  }

  /** When the first try began. */
  public Optional<Instant> since() {
    return tries().stream().map(Entry::createdAt).min(Comparator.naturalOrder());
  }

  /**
   * Whether the next call is the one repeat of a try whose outcome is not known: after it there is no
   * other, unless it has made nothing for certain.
   */
  public boolean isRepeatNext() {
    return job().isEmpty() && isRepeat(next());
  }

  /**
   * Makes it, or starts to.
   *
   * @param ask about a job that an earlier attempt has started and nobody has heard the end of
   */
  public StepResult<T> make(Supplier<StepResult<T>> call, Function<String, StepResult<T>> ask) {
    var job = job();
    if (job.isPresent()) {
      return polled(ask.apply(job.get()));
    }
    var last = last();
    if (last.isPresent() && last.get().state() == State.INTENDED) {
      settle(last.get(), State.UNKNOWN);
      if (isRepeat(tries().size())) {
        return outcomeUnknown();
      }
    }
    int number = next();
    var entry = context.ledger().intend(kind, marker(number));
    if (entry.state() == State.UNDONE) {
      context.ledger().again(kind, entry.marker());
    }
    var result = call.get();
    return switch (result) {
      case StepResult.Done<T>(var output) -> made(entry, output);
      case StepResult.Pending<T>(var token, _) -> {
        context.ledger().underway(kind, entry.marker(), token.split(" ", 2)[0]);
        yield result;
      }
      case StepResult.LeftOut<T> _ -> {
        settle(entry, State.UNDONE);
        yield result;
      }
      case StepResult.Failed<T>(var failure) when Creation.hadNoEffect(failure) -> {
        settle(entry, State.UNDONE);
        yield result;
      }
      case StepResult.Failed<T> _ -> {
        settle(entry, State.UNKNOWN);
        yield isRepeat(number) ? outcomeUnknown() : result;
      }
    };
  }

  /**
   * Does without it. A try whose outcome is not known stays in the ledger as {@link State#UNKNOWN}:
   * nobody will look what has become of it.
   *
   * @return {@link StepResult.LeftOut}
   */
  public StepResult<T> leftOut(Services.Off off) {
    return leftOut(off.who(), off.reason());
  }

  /** As {@link #leftOut(Services.Off)}, where nobody has switched the service off. */
  public StepResult<T> leftOut(String who, String why) {
    abandon();
    return new StepResult.LeftOut<>(who, why);
  }

  /** Asks no more about a try whose outcome is not known: it stays {@link State#UNKNOWN}. */
  public void abandon() {
    last()
        .filter(entry -> entry.state() == State.INTENDED)
        .ifPresent(entry -> settle(entry, State.UNKNOWN));
  }

  /**
   * Notes what a poll has come to: a result, that the work has failed, or that nobody will hear its
   * end. A poll that could not be made says nothing about the work.
   *
   * @return the same result; a failure that lets the work be begun anew, or refuses that, where the
   *     work is {@link #LOST_FROM_SIGHT}
   */
  public StepResult<T> polled(StepResult<T> result) {
    var last = last();
    if (last.isEmpty()) {
      return result;
    }
    return switch (result) {
      case StepResult.Done<T>(var output) -> made(last.get(), output);
      case StepResult.Failed<T>(Failure.Transient _),StepResult.Failed<T>(Failure.Permanent _) -> {
        settle(last.get(), State.UNDONE);
        yield result;
      }
      case StepResult.Failed<T>(Failure.Unknown(var code, var detail)) when code
          .equals(LOST_FROM_SIGHT) -> {
        settle(last.get(), State.UNKNOWN);
        yield isRepeat(tries().size())
            ? outcomeUnknown()
            : StepResult.failed(new Failure.Transient(detail));
      }
      case StepResult.LeftOut<T>(var who, var why) -> leftOut(who, why);
      case StepResult.Failed<T> _, StepResult.Pending<T> _ -> result;
    };
  }

  private StepResult<T> made(Entry entry, T output) {
    var named = name.apply(output);
    context.ledger().made(kind, entry.marker(), named.id(), Optional.of(named.url()));
    return StepResult.done(output);
  }

  /** The job that an earlier attempt has started and nobody has heard the end of. */
  private Optional<String> job() {
    return last().filter(entry -> entry.state() == State.INTENDED).flatMap(Entry::externalId);
  }

  /** A try that came to nothing for certain is taken up again; one of unknown outcome never is. */
  private int next() {
    boolean again = last().filter(entry -> entry.state() == State.UNDONE).isPresent();
    return again ? tries().size() : tries().size() + 1;
  }

  private static boolean isRepeat(int number) {
    return number % 2 == 0;
  }

  private StepResult<T> outcomeUnknown() {
    return StepResult.refused(
        OUTCOME_UNKNOWN,
        "Twice it could not be found out whether the " + kind + " was made.",
        "Look in the service whether it is there. Then retry, or skip it and give what is there.");
  }

  private void settle(Entry entry, State state) {
    context.ledger().settle(kind, entry.marker(), state);
  }

  private Optional<Entry> last() {
    var tries = tries();
    return tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast());
  }

  private List<Entry> tries() {
    return context.ledger()
        .entries()
        .stream()
        .filter(entry -> entry.kind().equals(kind))
        .filter(
            entry -> entry.marker().equals(context.key())
                || entry.marker().startsWith(context.key() + "#"))
        .toList();
  }

  private String marker(int number) {
    return number == 1 ? context.key() : context.key() + "#" + number;
  }
}
