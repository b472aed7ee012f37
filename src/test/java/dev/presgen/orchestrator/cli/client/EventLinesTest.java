package dev.presgen.orchestrator.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private final EventLines lines = new EventLines();

  @Test
  void an_event_is_its_data_lines_under_its_id() {
    assertThat(events("id: 7", "event: StepCompleted", "data: {\"seq\":", "data:7}", ""))
        .containsExactly(new ServerEvent("7", "{\"seq\":\n7}"));
  }

  @Test
  void comments_and_blank_lines_are_no_events() {
    assertThat(events(": still here", "", "", "retry: 500", "")).isEmpty();
  }

  @Test
  void an_id_stays_until_another_comes() {
    assertThat(events("id: 1", "data: a", "", "data: b", ""))
        .containsExactly(new ServerEvent("1", "a"), new ServerEvent("1", "b"));
  }

  @Test
  void an_event_that_broke_off_is_not_where_to_go_on() {
    events("id: 1", "data: a", "", "id: 2", "data: b");

    assertThat(lines.lastId()).isEqualTo(Optional.of("1"));
  }

  private List<ServerEvent> events(String... text) {
    return List.of(text).stream().map(lines::take).flatMap(Optional::stream).toList();
  }
}
