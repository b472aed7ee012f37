package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decisions are committed together when they queue, and each counts for itself. */
class GroupCommitTest {

  /** A word that a test's database has never stored because it is not its turn. */
  private static final String MOVED = "moved";

  private static final String POISON = "poison";
  private static final String FATAL = "fatal";

  private final List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);

  @AfterEach
  void letAllGo() {
    allowed.release(1_000);
  }

  /** Commits that take as long as a test wants. */
  private List<Boolean> held(List<String> group) {
    groups.add(List.copyOf(group));
    begun.release();
    allowed.acquireUninterruptibly();
    if (group.contains(FATAL)) {
      throw new OutOfMemoryError("of the test");
    }
    if (group.contains(POISON)) {
      throw new IllegalArgumentException("the database refuses " + group);
    }
    return group.stream().map(decision -> !decision.equals(MOVED)).toList();
  }

  @Test
  void who_finds_a_commit_free_takes_it_alone() throws Exception {
    var commits = new GroupCommit<>(this::held, 2);
    var first = committing(commits, "a");
    var second = committing(commits, "b");
    allowed.release(2);
    assertThat(told(first)).isTrue();
    assertThat(told(second)).isTrue();
    assertThat(groups).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void somebody_has_to_commit() {
    assertThatThrownBy(() -> new GroupCommit<>(this::held, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void those_who_queue_are_committed_together_and_each_is_told_of_its_own() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    var first = committing(commits, "a");
    var queued = queued(commits, "b", MOVED, "c");
    allowed.release(2);
    assertThat(told(first)).isTrue();
    assertThat(told(queued.get(0))).isTrue();
    assertThat(told(queued.get(1))).isFalse();
    assertThat(told(queued.get(2))).isTrue();
    assertThat(groups).containsExactly(List.of("a"), List.of("b", MOVED, "c"));
  }

  @Test
  void no_group_is_larger_than_the_most_that_pays() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    var first = committing(commits, "a");
    var queued =
        queued(
            commits,
            IntStream.range(0, GroupCommit.MOST + 1)
                .mapToObj(String::valueOf)
                .toArray(String[]::new));
    allowed.release(3);
    assertThat(told(first)).isTrue();
    for (var caller : queued) {
      assertThat(told(caller)).isTrue();
    }
    assertThat(groups).extracting(List::size).containsExactly(1, GroupCommit.MOST, 1);
  }

  @Test
  void one_that_the_database_refuses_fails_alone() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    var first = committing(commits, "a");
    var queued = queued(commits, "b", POISON, "c");
    allowed.release(5);
    assertThat(told(first)).isTrue();
    assertThat(told(queued.get(0))).isTrue();
    assertThatThrownBy(() -> told(queued.get(1)))
        .hasRootCauseMessage("the database refuses [" + POISON + "]");
    assertThat(told(queued.get(2))).isTrue();
    assertThat(groups)
        .containsExactlyInAnyOrder(
            List.of("a"), List.of("b", POISON, "c"), List.of("b"), List.of(POISON), List.of("c"));
  }

  @Test
  void after_a_failure_the_next_is_committed_as_ever() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    for (var broken : List.of(POISON, FATAL)) {
      var failing = committing(commits, broken);
      var next = queued(commits, "next").getFirst();
      allowed.release(2);
      assertThatThrownBy(() -> told(failing)).isInstanceOf(ExecutionException.class);
      assertThat(told(next)).isTrue();
    }
  }

  @Test
  void an_error_of_whoever_commits_leaves_nobody_waiting() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    var first = committing(commits, "a");
    var queued = queued(commits, FATAL, "b");
    allowed.release(3);
    assertThat(told(first)).isTrue();
    assertThatThrownBy(() -> told(queued.get(0))).hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(told(queued.get(1))).isTrue();
  }

  @Test
  void somebody_who_is_interrupted_while_he_waits_is_told_what_came_of_it() throws Exception {
    var commits = new GroupCommit<>(this::held, 1);
    var first = committing(commits, "a");
    var waiting =
        new FutureTask<>(() -> commits.commit("b") && Thread.currentThread().isInterrupted());
    var thread = Thread.ofVirtual().start(waiting);
    awaitWaiting(thread);
    thread.interrupt();
    allowed.release(2);
    assertThat(told(first)).isTrue();
    assertThat(told(waiting)).as("stored, and still interrupted").isTrue();
  }

  /** Somebody whose commit is under way. */
  private FutureTask<Boolean> committing(GroupCommit<String> commits, String decision)
      throws InterruptedException {
    var caller = new FutureTask<>(() -> commits.commit(decision));
    Thread.ofVirtual().start(caller);
    assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    return caller;
  }

  /** Some who have found no commit free, one behind the other. */
  private List<FutureTask<Boolean>> queued(GroupCommit<String> commits, String... decisions)
      throws InterruptedException {
    var callers = new ArrayList<FutureTask<Boolean>>();
    for (var decision : decisions) {
      var caller = new FutureTask<>(() -> commits.commit(decision));
      awaitWaiting(Thread.ofVirtual().start(caller));
      callers.add(caller);
    }
    return callers;
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).as("it waits").isTrue();
      thread.join(Duration.ofMillis(1));
    }
  }

  private static boolean told(FutureTask<Boolean> caller) throws Exception {
    return caller.get(20, TimeUnit.SECONDS);
  }
}
