package dev.presgen.orchestrator.web.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.web.api.Studio;
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

  @Test
  void branches_called_workflows_fallbacks_and_actions_are_drawn() {
    assertThat(new StateDiagram(new Studio().workflow()).text())
        .isEqualTo(
            """
            stateDiagram-v2
              state "SKETCH" as SKETCH
              state "STENCIL" as STENCIL
              state "PREPARE (at once)" as PREPARE {
                state "FRAME" as PREPARE__1__FRAME
                [*] --> PREPARE__1__FRAME
                PREPARE__1__FRAME --> [*]
                --
                state "GLASS" as PREPARE__2__GLASS
                [*] --> PREPARE__2__GLASS
                PREPARE__2__GLASS --> [*]
              }
              state "JUDGED" as JUDGED
              state "NOTE" as NOTE
              state "INSPECT (in-spection)" as INSPECT {
                state "LOOK_CLOSELY" as INSPECT__LOOK_CLOSELY
                state "SIGNED" as INSPECT__SIGNED
                [*] --> INSPECT__LOOK_CLOSELY
                INSPECT__LOOK_CLOSELY --> INSPECT__SIGNED
                INSPECT__SIGNED --> [*]: sign
              }
              state "HANG" as HANG
              [*] --> SKETCH
              SKETCH --> PREPARE
              SKETCH --> STENCIL: failed
              STENCIL --> PREPARE
              PREPARE --> JUDGED
              JUDGED --> INSPECT: like
              JUDGED --> INSPECT: dislike
              JUDGED --> NOTE: comment
              JUDGED --> JUDGED: nudge
              NOTE --> JUDGED
              INSPECT --> HANG
              HANG --> [*]
            """);
  }
}
