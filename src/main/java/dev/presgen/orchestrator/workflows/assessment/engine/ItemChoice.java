package dev.presgen.orchestrator.workflows.assessment.engine;

import dev.presgen.orchestrator.workflows.assessment.CognitiveLevel;
import dev.presgen.orchestrator.workflows.assessment.Difficulty;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chooses the items of one domain. The skills take turns. Of the difficulties the wanted one gets
 * half of the questions and the other two a quarter each, as far as the turns allow; an item
 * without a difficulty counts as the wanted one. Among items that are alike so far, levels that
 * were asked less often come first, then chance decides.
 */
final class ItemChoice {

  private final Difficulty wanted;
  private final Map<Difficulty, Integer> byDifficulty = new EnumMap<>(Difficulty.class);
  private final Map<CognitiveLevel, Integer> byLevel = new EnumMap<>(CognitiveLevel.class);
  private final List<Item> chosen = new ArrayList<>();

  private ItemChoice(Difficulty wanted) {
    this.wanted = wanted;
  }

  /**
   * Chooses items.
   *
   * @param pool has at least as many
   */
  static List<Item> of(List<Item> pool, int count, Difficulty wanted, Random chance) {
    if (pool.size() < count) {
      throw new IllegalArgumentException("%d of %d items".formatted(count, pool.size()));
    }
    Map<String, List<Item>> bySkill = new LinkedHashMap<>();
    for (Item item : pool) {
      bySkill.computeIfAbsent(item.skill(), skill -> new ArrayList<>()).add(item);
    }
    List<List<Item>> turns = new ArrayList<>(bySkill.values());
    turns.forEach(items -> Collections.shuffle(items, chance));
    Collections.shuffle(turns, chance);
    var choice = new ItemChoice(wanted);
    while (choice.chosen.size() < count) {
      turns.removeIf(List::isEmpty);
      turns.stream().limit(count - choice.chosen.size()).forEach(choice::takeOne);
    }
    return choice.chosen;
  }

  private void takeOne(List<Item> items) {
    Difficulty due =
        items.stream()
            .map(this::difficulty)
            .distinct()
            .min(
                Comparator.<Difficulty>comparingDouble(difficulty -> -lag(difficulty))
                    .thenComparingInt(difficulty -> Math.abs(difficulty.compareTo(wanted)))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    Item taken =
        items.stream()
            .filter(item -> difficulty(item) == due)
            .min(Comparator.comparingInt(this::asked))
            .orElseThrow();
    items.remove(taken);
    chosen.add(taken);
    byDifficulty.merge(due, 1, Integer::sum);
    taken.level().ifPresent(level -> byLevel.merge(level, 1, Integer::sum));
  }

  /** How many questions a difficulty would be short of its share if another were taken now. */
  private double lag(Difficulty difficulty) {
    double share = difficulty == wanted ? 0.5 : 0.25;
    return share * (chosen.size() + 1) - byDifficulty.getOrDefault(difficulty, 0);
  }

  private int asked(Item item) {
    return item.level().map(level -> byLevel.getOrDefault(level, 0)).orElse(0);
  }

  private Difficulty difficulty(Item item) {
    return item.difficulty().orElse(wanted);
  }
}
