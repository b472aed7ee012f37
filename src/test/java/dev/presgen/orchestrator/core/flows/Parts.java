package dev.presgen.orchestrator.core.flows;

import dev.presgen.orchestrator.core.Contract;
import dev.presgen.orchestrator.core.Contract.Need;
import dev.presgen.orchestrator.core.Contract.Shape;
import dev.presgen.orchestrator.core.Named;
import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Outputs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/** What the workflows of this package are declared with. */
final class Parts {

  private Parts() {}

  static Contract gives(Class<?> type, Need... needs) {
    return new Contract(List.of(needs), type, false);
  }

  static Contract undoable(Class<?> type, Need... needs) {
    return new Contract(List.of(needs), type, true);
  }

  static Need one(Class<?> type, String from) {
    return new Need("it", type, Optional.of(from), Shape.ONE);
  }

  static Need optional(Class<?> type, String from) {
    return new Need("it", type, Optional.of(from), Shape.OPTIONAL);
  }

  static Need item(Class<?> type) {
    return new Need("it", type, Optional.empty(), Shape.ONE);
  }

  static Need each(Class<?> type, String from) {
    return new Need("them", type, Optional.of(from), Shape.EACH);
  }

  static Node.Signal closing(String name, Class<?> payload, String target) {
    return new Node.Signal(
        name, payload, Optional.empty(), false, new Node.Answer.Close(target));
  }

  static Node.Signal closing(String name, Class<?> payload, Named.Guard guard, String target) {
    return new Node.Signal(
        name, payload, Optional.of(guard), false, new Node.Answer.Close(target));
  }

  static Node.Signal acting(String name, Class<?> payload, String action) {
    return new Node.Signal(
        name, payload, Optional.empty(), false, new Node.Answer.Stay(Optional.of(action)));
  }

  static Node.Signal acting(String name, Class<?> payload, Named.Guard guard, String action) {
    return new Node.Signal(
        name, payload, Optional.of(guard), false, new Node.Answer.Stay(Optional.of(action)));
  }

  static Node.Timer after(String name, Duration time, Node.Elapsed elapsed) {
    return new Node.Timer(name, new Node.Schedule.After(time), Node.Anchor.OPENING, elapsed);
  }

  static Node.Timer every(String name, Duration time, Node.Elapsed elapsed) {
    return new Node.Timer(name, new Node.Schedule.Every(time), Node.Anchor.OPENING, elapsed);
  }

  static Node.Elapsed acts(String action) {
    return new Node.Elapsed.Stay(Optional.of(action));
  }

  /** A guard that accepts what fits and refuses all else. */
  static <T> Named.Guard guard(
      String name, Class<T> payload, BiPredicate<Outputs, T> fits) {
    return new Named.Guard(
        name,
        (outputs, said) -> fits.test(outputs, payload.cast(said))
            ? new Named.Verdict.Accept()
            : new Named.Verdict.Refuse("not so: " + name));
  }

  static <T> T any(RandomGenerator random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
