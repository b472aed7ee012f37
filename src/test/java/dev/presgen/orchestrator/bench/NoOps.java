package dev.presgen.orchestrator.bench;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.StepResult;
import java.util.List;
import java.util.Locale;

/** Steps that take the run's input and leave a few words. */
final class NoOps {

  /** What a step does besides nothing. */
  interface Hook {
    void reached(StepContext context) throws InterruptedException;
  }

  private final Hook hook;

  NoOps(Hook hook) {
    this.hook = hook;
  }

  static String name(int step) {
    return String.format(Locale.ROOT, "STEP_%02d", step);
  }

  StepRegistry registry() {
    return new StepRegistry(
        List.of(
            new Step1(), new Step2(), new Step3(), new Step4(), new Step5(), new Step6(),
            new Step7(), new Step8(), new Step9(), new Step10(), new Step11()),
        List.of());
  }

  record Input(Chain.Wish wish) {}

  record Made(String text) {}

  abstract class NoOp {
    public StepResult<Made> execute(Input input, StepContext context) throws InterruptedException {
      hook.reached(context);
      return StepResult.done(new Made(input.wish().text()));
    }
  }

  @Step("STEP_01")
  final class Step1 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_02")
  final class Step2 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_03")
  final class Step3 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_04")
  final class Step4 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_05")
  final class Step5 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_06")
  final class Step6 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_07")
  final class Step7 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_08")
  final class Step8 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_09")
  final class Step9 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_10")
  final class Step10 extends NoOp implements StepHandler<Input, Made> {}

  @Step("STEP_11")
  final class Step11 extends NoOp implements StepHandler<Input, Made> {}
}
