package dev.presgen.orchestrator.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import dev.presgen.orchestrator.core.By;
import dev.presgen.orchestrator.core.Event;
import dev.presgen.orchestrator.core.Status;
import dev.presgen.orchestrator.runtime.Answer;
import dev.presgen.orchestrator.runtime.HistoryEntry;
import dev.presgen.orchestrator.runtime.OrderRequest;
import dev.presgen.orchestrator.runtime.RunRecord;
import dev.presgen.orchestrator.runtime.RunRequest;
import dev.presgen.orchestrator.runtime.Runs;
import dev.presgen.orchestrator.runtime.SignalRequest;
import dev.presgen.orchestrator.workflows.OutsideQuotas;
import dev.presgen.orchestrator.workflows.StepRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process's worth of runtime on the database of a folder, without the web. */
final class LocalNode implements AutoCloseable {

  /** Lets a node that is gone be missed in half a second, where nothing else tells that it is. */
  static final String MISSED_SOON = "db-scheduler.heartbeat-interval=100ms";

  private static final List<String> SETTINGS =
      List.of(
          "--presgen.jobs.poll-initial=50ms",
          "--presgen.jobs.poll-max=200ms",
          "--db-scheduler.polling-interval=200ms",
          "--spring.thymeleaf.check-template-location=false",
          "--logging.level.root=WARN");

  private final Database database;
  private final Path folder;
  private final ConfigurableApplicationContext context;
  final Runs runs;

  private LocalNode(Database database, Path folder, ConfigurableApplicationContext context) {
    this.database = database;
    this.folder = folder;
    this.context = context;
    this.runs = context.getBean(Runs.class);
  }

  static LocalNode start(
      Database database, SmallWorld world, Path folder, String... settings) {
    return start(database, world, folder, database.settings(folder), settings);
  }

  /** A node that is led to the database of a folder by other settings than the usual ones. */
  static LocalNode start(
      Database database,
      SmallWorld world,
      Path folder,
      List<String> place,
      String... settings) {
    return new LocalNode(
        database,
        folder,
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .initializers(
                it -> {
                  var beans = (GenericApplicationContext) it;
                  beans.registerBean(SmallWorld.class, () -> world);
                  beans.registerBean(LeafletFlow.class, () -> world.leaflet);
                })
            .run(
                Stream.of(
                    place.stream(),
                    SETTINGS.stream().filter(usual -> !isSet(usual, settings)),
                    Stream.of(settings).map("--"::concat))
                    .flatMap(all -> all)
                    .toArray(String[]::new)));
  }

  private static boolean isSet(String usual, String... settings) {
    var name = usual.substring("--".length(), usual.indexOf('=') + 1);
    return Stream.of(settings).anyMatch(setting -> setting.startsWith(name));
  }

  @Override
  public void close() {
    context.close();
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** Asks for a run of the small workflow. */
  static RunRequest wish(int copies) {
    return new RunRequest(
        "small",
        Optional.empty(),
        json("{\"name\": \"x\", \"copies\": " + copies + "}"),
        Map.of(),
        "me",
        Optional.empty());
  }

  String started(int copies) {
    return ((Answer.Started) runs.start(wish(copies))).run().id();
  }

  /** Starts a leaflet, which its editor reviews. */
  String leaflet(String editor) {
    var request =
        new RunRequest(
            "leaflet",
            Optional.empty(),
            JsonMapper.shared().createObjectNode().put("topic", "tides").put("editor", editor),
            Map.of(),
            "me",
            Optional.empty());
    return ((Answer.Started) runs.start(request)).run().id();
  }

  Answer signal(String run, String name, String payload) {
    return runs.signal(run, new SignalRequest(name, json(payload), "me", Optional.empty()));
  }

  Answer order(String run, OrderRequest.Action action) {
    return runs.order(run, new OrderRequest(action, new By("me", "because"), Optional.empty()));
  }

  RunRecord find(String run) {
    return runs.find(run).orElseThrow();
  }

  List<Event> journal(String run) {
    return runs.history(run, 0, 10_000).stream().map(HistoryEntry::event).toList();
  }

  List<String> types(String run) {
    return runs.history(run, 0, 10_000).stream().map(HistoryEntry::type).toList();
  }

  RunRecord await(String run, Status status) {
    return await(run, record -> Status.of(record.state()) == status);
  }

  RunRecord await(String run, Predicate<RunRecord> wanted) {
    var there = new CountDownLatch(1);
    try (var _ =
        runs.listen(
            (record, _) -> {
              if (record.id().equals(run) && wanted.test(record)) {
                there.countDown();
              }
            })) {
      if (!wanted.test(find(run))) {
        assertThat(there.await(20, TimeUnit.SECONDS))
            .as(() -> "in time, but it is " + find(run).state() + " after " + types(run))
            .isTrue();
      }
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
    return find(run);
  }

  /** Keeps what a crash at this moment would leave. */
  void copyTo(Path other) {
    part(Stores.class).transaction().executeWithoutResult(_ -> database.copy(folder, other));
  }

  // Not a @Configuration: tests of the whole service scan for those.
  @EnableAutoConfiguration
  @Import(JdbcRuntimeConfiguration.class)
  static class Parts {
    @Bean
    StepRegistry registry(SmallWorld world) {
      return world.registry;
    }

    @Bean
    OutsideQuotas lines(SmallWorld world) {
      return world.lines;
    }

    @Bean
    InstantSource clock(SmallWorld world) {
      return () -> Instant.now().minus(world.behind.get());
    }

    @Bean
    ExecutionInterceptor lettingGo(SmallWorld world) {
      return (instance, executionContext, chain) -> {
        var completion = chain.proceed(instance, executionContext);
        world.lettingGo.get().accept(instance.getId());
        return completion;
      };
    }
  }
}
