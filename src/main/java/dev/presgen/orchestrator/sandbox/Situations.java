package dev.presgen.orchestrator.sandbox;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is wrong with Google for everybody, until it is mended. In memory only. */
@Component
@SandboxOnly
public class Situations {

  private volatile List<Situation> present = List.of();

  /** What can be wrong. */
  public enum Kind {
    /** No token counts any more, and none is given out. */
    TOKEN_REVOKED(false),
    /** The tokens lack the scope that the methods need. */
    SCOPE_MISSING(false),
    /** One API is not enabled in the project; the argument is {@code drive}, {@code forms} or {@code sheets}. */
    API_DISABLED(true),
    /** The account's storage is full. */
    STORAGE_FULL(false),
    /** The caller is a service account, which owns no storage: it can create in shared drives only. */
    SERVICE_ACCOUNT_WITHOUT_STORAGE(false),
    /** The domain's policy forbids to share with anybody outside of it. */
    SHARING_FORBIDDEN(false),
    /** The folder whose id is the argument cannot be seen by the application. */
    PARENT_INVISIBLE(true),
    /** The address that is the argument has no Google account. */
    NO_ACCOUNT(true);

    private final boolean hasArgument;

    Kind(boolean hasArgument) {
      this.hasArgument = hasArgument;
    }

    /** Whether something is to be said with it. */
    public boolean hasArgument() {
      return hasArgument;
    }

    /** As it is written: {@code token-revoked}. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param argument empty where the kind says all
   */
  public record Situation(Kind kind, String argument) {
    /** As it is written: {@code api-disabled:forms}. */
    public String text() {
      return argument.isEmpty() ? kind.id() : kind.id() + ":" + argument;
    }

    /** Reads what {@link #text} writes; empty where it is none. */
    public static Optional<Situation> parse(String text) {
      var colon = text.indexOf(':');
      var name = colon < 0 ? text : text.substring(0, colon);
      var argument = colon < 0 ? "" : text.substring(colon + 1);
      return java.util.Arrays.stream(Kind.values())
          .filter(kind -> kind.id().equals(name) && kind.hasArgument() != argument.isEmpty())
          .map(kind -> new Situation(kind, argument))
          .findFirst();
    }
  }

  /** Replaces what was wrong before. */
  public void set(List<Situation> situations) {
    present = List.copyOf(situations);
  }

  public List<Situation> present() {
    return present;
  }

  public boolean has(Kind kind) {
    return present.stream().anyMatch(situation -> situation.kind() == kind);
  }

  /** Whether this is wrong with that. */
  public boolean has(Kind kind, String argument) {
    return present.stream()
        .anyMatch(
            situation -> situation.kind() == kind
                && situation.argument().equalsIgnoreCase(argument));
  }
}
