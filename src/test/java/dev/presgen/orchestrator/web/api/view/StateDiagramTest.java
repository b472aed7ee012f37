package dev.presgen.orchestrator.web.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.web.api.Workshop;
import org.junit.jupiter.api.Test;

class StateDiagramTest {

  @Test
  void a_workflow_is_drawn_with_its_fan_outs_and_what_ends_its_waits() {
    assertThat(new StateDiagram(new Workshop().workflow()).text())
        .isEqualTo(
            """
            stateDiagram-v2
              state "MAKE" as MAKE
              state "FILLED" as FILLED
              state "COPIES (each item)" as COPIES {
                state "CAST" as COPIES__CAST
                [*] --> COPIES__CAST
                COPIES__CAST --> [*]
              }
              state "POSTERS (each item)" as POSTERS {
                state "PAINT" as POSTERS__PAINT
                [*] --> POSTERS__PAINT
                POSTERS__PAINT --> [*]
              }
              state "PACK" as PACK
              [*] --> MAKE
              MAKE --> FILLED
              FILLED --> COPIES: fill
              FILLED --> COPIES: found
              FILLED --> FILLED: reminder
              COPIES --> POSTERS
              POSTERS --> PACK
              PACK --> [*]
            """);
  }
}
