package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.ListingLag;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.SandboxProperties;
import dev.presgen.orchestrator.sandbox.Situations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The plan that is followed now, and how often each rule was. In memory only. */
@Component
@SandboxOnly
public class Faults {

  private final Situations situations;
  private final ListingLag lag;
  private Plan plan = Plan.nothing();
  private List<Count> counts = List.of();

  Faults(SandboxProperties settings, Situations situations, ListingLag lag) {
    this.situations = situations;
    this.lag = lag;
    if (settings.faults() != null) {
      follow(atStart(settings.faults()));
    }
  }

  /** How a rule stands. */
  private static final class Count {
    private final Random dice;
    private long seen;
    private long hits;

    private Count(Random dice) {
      this.dice = dice;
    }

    /** Counts a call that is meant, and tells whether it is this rule's turn. */
    private boolean isDue(Rule rule) {
      seen++;
      return seen > rule.skip() && hits < rule.times() && dice.nextDouble() < rule.probability();
    }
  }

  /** Follows another plan from now on; every count starts again. */
  final synchronized void follow(Plan wanted) {
    plan = wanted;
    var fresh = new ArrayList<Count>();
    for (int i = 0; i < wanted.rules().size(); i++) {
      fresh.add(new Count(new Random(wanted.seed() * 1_000_003L + i)));
    }
    counts = fresh;
    situations.set(wanted.situations());
    wanted.lag().ifPresentOrElse(lag::set, lag::reset);
  }

  /** What happens to this call. Every rule that means it counts it; the first whose turn it is has it. */
  synchronized Optional<Rule> due(Rule.Call call) {
    Optional<Rule> due = Optional.empty();
    for (int i = 0; i < counts.size(); i++) {
      var rule = plan.rules().get(i);
      if (rule.calls().isMeant(call) && counts.get(i).isDue(rule) && due.isEmpty()) {
        counts.get(i).hits++;
        due = Optional.of(rule);
      }
    }
    return due;
  }

  /** What goes wrong now, a line for each thing; empty where nothing was asked for. */
  public synchronized List<String> lines() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < counts.size(); i++) {
      lines.add(
          "%s (%d of %d calls)"
              .formatted(plan.text().get(i), counts.get(i).hits, counts.get(i).seen));
    }
    situations.present().forEach(situation -> lines.add(situation.text()));
    if (!lag.current().all().isZero()) {
      lines.add("listings lag " + lag.current().all());
    }
    lag.current().files().forEach((id, time) -> lines.add("listings lag " + time + " for " + id));
    return List.copyOf(lines);
  }

  /** The plan with its counts. */
  public synchronized ObjectNode view() {
    var view = JsonMapper.shared().createObjectNode().put("seed", plan.seed());
    var rules = view.putArray("rules");
    for (int i = 0; i < counts.size(); i++) {
      var rule = rules.addObject();
      rule.setAll((ObjectNode) plan.text().get(i));
      rule.put("seen", counts.get(i).seen).put("hits", counts.get(i).hits);
    }
    var texts = view.putArray("situations");
    situations.present().forEach(situation -> texts.add(situation.text()));
    var lags = lag.current();
    var written = view.putObject("listingLag").put("all", lags.all().toString());
    var files = written.putObject("files");
    lags.files().forEach((id, duration) -> files.put(id, duration.toString()));
    return view;
  }

  private static Plan atStart(String setting) {
    try {
      return PlanReader.read(bytes(setting));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "presgen.sandbox.faults names neither a scenario (rough) nor a file that can be read: "
              + setting,
          e);
    } catch (BadPlan e) {
      throw new IllegalArgumentException("presgen.sandbox.faults: " + e.text(), e);
    }
  }

  private static byte[] bytes(String setting) throws IOException {
    if (setting.matches("[a-z]+")) {
      try (InputStream in =
          Faults.class.getResourceAsStream("/sandbox/faults/" + setting + ".json")) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    return Files.readAllBytes(Path.of(setting));
  }
}
