package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.workflows.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemBanksTest {

  @TempDir
  Path folder;

  private static String gift(String stem) {
    return "$CATEGORY: D/S\n\n" + stem + " {=a#good ~b#bad}\n";
  }

  private static String stem(ItemBanks banks, String name) {
    return banks.find(name).orElseThrow().items().getFirst().stem();
  }

  @Test
  void what_people_put_comes_before_files_and_files_before_the_bundled_bank() throws IOException {
    Files.writeString(folder.resolve("mine.gift"), gift("from a file"));
    var banks = new ItemBanks(new StoredInMemory(), folder);
    assertThat(stem(banks, "mine")).isEqualTo("from a file");

    banks.put("mine", BankFormat.GIFT, gift("put"));
    banks.put(ItemBanks.BUNDLED, BankFormat.GIFT, gift("put too"));
    assertThat(stem(banks, "mine")).isEqualTo("put");
    assertThat(stem(banks, ItemBanks.BUNDLED)).isEqualTo("put too");

    banks.put("mine", BankFormat.GIFT, gift("put again"));
    assertThat(stem(banks, "mine")).isEqualTo("put again");
    assertThat(banks.find("other")).isEmpty();
  }

  @Test
  void a_bad_file_does_not_keep_the_good_ones_away() throws IOException {
    Files.writeString(folder.resolve("bad.json"), "{");
    Files.writeString(folder.resolve("Bad Name.gift"), gift("x"));
    Files.write(folder.resolve("latin.gift"), new byte[]{(byte) 0xe9, 'x'});
    Files.writeString(folder.resolve("good.gift"), gift("x"));
    var banks = new ItemBanks(new StoredInMemory(), folder);
    assertThat(banks.list()).extracting(BankSummary::name).containsExactly("aws-saa-c03", "good");
  }

  @Test
  void a_bad_bank_or_name_changes_nothing() {
    var banks = new ItemBanks(new StoredInMemory(), folder.resolve("missing"));
    assertThat(banks.put("mine", BankFormat.GIFT, "Q {}")).isInstanceOf(Checked.Wrong.class);
    assertThat(banks.put("../mine", BankFormat.GIFT, gift("x"))).isInstanceOf(Checked.Wrong.class);
    assertThat(banks.list()).extracting(BankSummary::name).containsExactly("aws-saa-c03");
  }

  @Test
  void a_bank_too_large_to_keep_is_refused() {
    var text = new StringBuilder("$CATEGORY: D/S\n\n");
    for (int i = 0; i < 1200; i++) {
      text.append(i).append("x".repeat(900)).append(" {=a ~b}\n\n");
    }
    var banks = new ItemBanks(new StoredInMemory(), folder);
    assertThat(banks.put("big", BankFormat.GIFT, text.toString()))
        .isInstanceOf(Checked.Wrong.class);
    assertThat(banks.find("big")).isEmpty();
  }

  @Test
  void a_summary_counts_by_domain_skill_and_level() {
    var banks = new ItemBanks(new StoredInMemory(), folder);
    banks.put(
        "mine",
        BankFormat.GIFT,
        """
        $CATEGORY: D/S

        // [tag:evaluate]
        one {=a ~b}

        // [tag:apply]
        two {=a ~b}

        $CATEGORY: D/T

        three {=a ~b}
        """);
    assertThat(BankSummary.of(banks.find("mine").orElseThrow()))
        .isEqualTo(
            new BankSummary(
                "mine",
                "mine",
                Optional.empty(),
                "",
                3,
                List.of(new BankSummary.Count("D", 3)),
                List.of(
                    new BankSummary.SkillCount("D", "S", 2),
                    new BankSummary.SkillCount("D", "T", 1)),
                List.of(
                    new BankSummary.Count("apply", 1),
                    new BankSummary.Count("evaluate", 1),
                    new BankSummary.Count("unspecified", 1))));
  }
}
