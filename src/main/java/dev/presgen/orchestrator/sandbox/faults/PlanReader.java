package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.ListingLag;
import dev.presgen.orchestrator.sandbox.Situations;
import dev.presgen.orchestrator.sandbox.Situations.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads plans; the first thing that is wrong ends it. */
final class PlanReader {

  private static final int RULES_MAX = 100;

  private PlanReader() {}

  static Plan read(byte[] body) {
    JsonNode parsed;
    try {
      parsed = JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw new BadPlan("", "is not valid JSON: " + e.getOriginalMessage());
    }
    var fields = new Fields(parsed, "");
    fields.requireOnly(Set.of("seed", "rules", "situations", "listingLag"));
    var seed = fields.number("seed", 0, Integer.MAX_VALUE).orElse(0);
    var written = list(fields, "rules");
    var rules = new ArrayList<Rule>();
    for (int i = 0; i < written.size(); i++) {
      rules.add(RuleReader.read(new Fields(written.get(i), "/rules/" + i)));
    }
    return new Plan(seed, rules, situations(fields), lag(fields), written);
  }

  private static List<JsonNode> list(Fields fields, String name) {
    if (!fields.has(name)) {
      return List.of();
    }
    var list = fields.json().path(name);
    if (!list.isArray() || list.size() > RULES_MAX) {
      throw fields.bad(name, "must be a list of at most %d".formatted(RULES_MAX));
    }
    return list.valueStream().toList();
  }

  private static List<Situation> situations(Fields fields) {
    var situations = new ArrayList<Situation>();
    var list = list(fields, "situations");
    for (int i = 0; i < list.size(); i++) {
      var pointer = "/situations/" + i;
      situations.add(
          Situation.parse(list.get(i).asString(""))
              .filter(PlanReader::isPossible)
              .orElseThrow(() -> new BadPlan(pointer, "must be one of " + known())));
    }
    return situations;
  }

  private static boolean isPossible(Situation situation) {
    return situation.kind() != Situations.Kind.API_DISABLED
        || Set.of("drive", "forms", "sheets").contains(situation.argument());
  }

  private static String known() {
    return Arrays.stream(Situations.Kind.values())
        .map(
            kind -> switch (kind) {
              case API_DISABLED -> kind.id() + ":(drive|forms|sheets)";
              case PARENT_INVISIBLE -> kind.id() + ":FOLDER_ID";
              case NO_ACCOUNT -> kind.id() + ":ADDRESS";
              case TOKEN_REVOKED, SCOPE_MISSING, STORAGE_FULL, SERVICE_ACCOUNT_WITHOUT_STORAGE,
                  SHARING_FORBIDDEN ->
                  kind.id();
            })
        .collect(Collectors.joining(", "));
  }

  private static Optional<ListingLag.Lags> lag(Fields fields) {
    if (!fields.has("listingLag")) {
      return Optional.empty();
    }
    var lag = new Fields(fields.json().path("listingLag"), "/listingLag");
    lag.requireOnly(Set.of("all", "files"));
    var files = new HashMap<String, Duration>();
    if (lag.has("files")) {
      var each = new Fields(lag.json().path("files"), "/listingLag/files");
      for (var id : each.json().propertyNames()) {
        each.duration(id, ListingLag.MAX).ifPresent(duration -> files.put(id, duration));
      }
    }
    return Optional.of(
        new ListingLag.Lags(lag.duration("all", ListingLag.MAX).orElse(Duration.ZERO), files));
  }
}
