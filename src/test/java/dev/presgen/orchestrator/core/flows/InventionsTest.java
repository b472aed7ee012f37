package dev.presgen.orchestrator.core.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.presgen.orchestrator.core.Node;
import dev.presgen.orchestrator.core.Workflow;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventionsTest {

  record Case(Workflow workflow, BiFunction<Class<?>, RandomGenerator, Object> invent) {}

  static Stream<Case> workflows() {
    return Stream.of(
        new Case(Mentorship.workflow(), Mentorship::invent),
        new Case(LearningPath.workflow(), LearningPath::invent),
        new Case(Review.workflow(), Review::invent),
        new Case(Template.workflow(), Template::invent));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everything_that_a_workflow_takes_can_be_invented(Case each) {
    var types =
        Stream.concat(
            Stream.of(each.workflow().input()),
            each.workflow().allNodes().flatMap(InventionsTest::types));
    assertThat(types)
        .allSatisfy(
            type -> assertThat(each.invent().apply(type, new Random(7))).isInstanceOf(type));
  }

  private static Stream<Class<?>> types(Node node) {
    return switch (node) {
      case Node.Task task -> Stream.of(task.contract().gives());
      case Node.Wait wait ->
          Stream.concat(
              wait.signals().stream().map(Node.Signal::payload),
              wait.probe().stream().map(probe -> probe.contract().gives()));
      case Node.Composite _, Node.Choice _, Node.End _ -> Stream.empty();
    };
  }
}
