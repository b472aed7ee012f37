package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.SignalRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class JdbcRunsTest {

  @TempDir
  Path folder;
  private final SmallWorld world = new SmallWorld();

  @Test
  void a_run_goes_through_all_its_steps_and_ends() throws Exception {
    try (var node = LocalNode.start(world, folder)) {
      var run = started(node, 3);
      await(node, run, r -> Status.of(r.state()) == Status.WAITING);
      node.runs.signal(
          run,
          new SignalRequest(
              "fill", JsonMapper.shared().readTree("{\"with\": \"sand\"}"), "me",
              Optional.empty()));
      var ended = await(node, run, r -> r.endedAt().isPresent());
      assertThat(Status.of(ended.state())).isEqualTo(Status.COMPLETED);
      assertThat(node.runs.outputs(ended).get("BUNDLE", SmallWorld.Bundle.class))
          .isEqualTo(new SmallWorld.Bundle(List.of("sand1", "sand2", "sand3")));
      assertThat(node.runs.history(run, 0, 1000)).hasSize((int) ended.state().sequence());
    }
  }

  private String started(LocalNode node, int copies) throws Exception {
    var answer =
        node.runs.start(
            new RunRequest(
                "small",
                Optional.empty(),
                JsonMapper.shared().readTree("{\"name\": \"x\", \"copies\": " + copies + "}"),
                Map.of("team", "a"),
                "me",
                Optional.empty()));
    return ((Answer.Started) answer).run().id();
  }

  static RunRecord await(LocalNode node, String run, Predicate<RunRecord> wanted) throws Exception {
    var there = new CountDownLatch(1);
    try (var _ =
        node.runs.listen(
            (record, _) -> {
              if (record.id().equals(run) && wanted.test(record)) {
                there.countDown();
              }
            })) {
      if (!wanted.test(node.runs.find(run).orElseThrow())) {
        assertThat(there.await(15, TimeUnit.SECONDS)).as("in time").isTrue();
      }
    }
    return node.runs.find(run).orElseThrow();
  }
}
