package dev.presgen.orchestrator.web.api;

import dev.presgen.orchestrator.runtime.Alerts;
import dev.presgen.orchestrator.runtime.Alerts.Alert;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what an administrator must mend. */
@Tag(name = "Alerts", description = "What stops runs until an administrator has mended it")
@RestController
@RequestMapping(path = "/api/v1/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
class AlertsController {

  private final Alerts alerts;

  AlertsController(Alerts alerts) {
    this.alerts = alerts;
  }

  /**
   * An alert.
   *
   * @param key names the cause in metrics
   * @param blocked how many runs stand still because of it now
   * @param touched how many did at some time
   */
  @Schema(name = "Alert")
  record AlertView(
      String id,
      String key,
      String cause,
      String whatToDo,
      Instant raisedAt,
      @Nullable Instant endedAt,
      long blocked,
      long touched) {
    static AlertView of(Alert alert) {
      return new AlertView(
          alert.id(),
          alert.key(),
          alert.cause(),
          alert.whatToDo(),
          alert.raisedAt(),
          alert.endedAt().orElse(null),
          alert.blocked(),
          alert.touched());
    }
  }

  @Operation(
      summary = "List the alerts",
      description = "One for each cause, however many runs it stops: first those that are open,"
          + " oldest first, then the last 50 that have ended. The runs of an open alert go on by"
          + " themselves once it is mended.")
  @GetMapping
  Items<AlertView> list() {
    return new Items<>(
        Stream.concat(alerts.open().stream(), alerts.ended().stream()).map(AlertView::of).toList());
  }
}
