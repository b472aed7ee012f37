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
              state "MAKE" as n_MAKE
              state "FILLED" as n_FILLED
              state "COPIES (each item)" as n_COPIES {
                state "CAST" as n_COPIES__CAST
                [*] --> n_COPIES__CAST
                n_COPIES__CAST --> [*]
              }
              state "POSTERS (each item)" as n_POSTERS {
                state "PAINT" as n_POSTERS__PAINT
                [*] --> n_POSTERS__PAINT
                n_POSTERS__PAINT --> [*]
              }
              state "PACK" as n_PACK
              [*] --> n_MAKE
              n_MAKE --> n_FILLED
              n_FILLED --> n_COPIES: fill
              n_FILLED --> n_COPIES: found
              n_FILLED --> n_FILLED: reminder
              n_COPIES --> n_POSTERS
              n_POSTERS --> n_PACK
              n_PACK --> [*]
            """);
  }

  @Test
  void branches_called_workflows_fallbacks_and_actions_are_drawn() {
    assertThat(new StateDiagram(new Studio().workflow()).text())
        .isEqualTo(
            """
            stateDiagram-v2
              state "SKETCH" as n_SKETCH
              state "STENCIL" as n_STENCIL
              state "PREPARE (at once)" as n_PREPARE {
                state "FRAME" as n_PREPARE__1__FRAME
                [*] --> n_PREPARE__1__FRAME
                n_PREPARE__1__FRAME --> [*]
                --
                state "GLASS" as n_PREPARE__2__GLASS
                [*] --> n_PREPARE__2__GLASS
                n_PREPARE__2__GLASS --> [*]
              }
              state "JUDGED" as n_JUDGED
              state "NOTE" as n_NOTE
              state "INSPECT (in-spection)" as n_INSPECT {
                state "LOOK_CLOSELY" as n_INSPECT__LOOK_CLOSELY
                state "SIGNED" as n_INSPECT__SIGNED
                [*] --> n_INSPECT__LOOK_CLOSELY
                n_INSPECT__LOOK_CLOSELY --> n_INSPECT__SIGNED
                n_INSPECT__SIGNED --> [*]: sign
              }
              state "HANG" as n_HANG
              [*] --> n_SKETCH
              n_SKETCH --> n_PREPARE
              n_SKETCH --> n_STENCIL: failed
              n_STENCIL --> n_PREPARE
              n_PREPARE --> n_JUDGED
              n_JUDGED --> n_INSPECT: like
              n_JUDGED --> n_INSPECT: dislike
              n_JUDGED --> [*]: withdraw
              n_JUDGED --> n_NOTE: comment
              n_JUDGED --> n_JUDGED: nudge
              n_NOTE --> n_JUDGED
              n_INSPECT --> n_HANG
              n_HANG --> [*]
            """);
  }
}
