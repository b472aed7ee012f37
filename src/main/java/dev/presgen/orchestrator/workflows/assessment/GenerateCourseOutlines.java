package dev.presgen.orchestrator.workflows.assessment;

import static java.util.stream.Collectors.joining;

import dev.presgen.orchestrator.workflows.Step;
import dev.presgen.orchestrator.workflows.StepContext;
import dev.presgen.orchestrator.workflows.StepHandler;
import dev.presgen.orchestrator.workflows.StepResult;
import dev.presgen.orchestrator.workflows.assessment.TrainingPlan.PlannedCourse;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.courses.OutlineWriter;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 8: writes what each course teaches, and to the run's sheet, in one change, a tab for each and
 * the plan that they follow. The plan may have been edited since it was written there, and courses
 * that it does not have any more lose their tabs.
 */
@Step(AssessmentStep.GENERATE_COURSE_OUTLINES)
final class GenerateCourseOutlines
    implements
      StepHandler<GenerateCourseOutlines.Input, CourseOutlines> {

  static final String NOTHING_TO_TEACH = "NOTHING_TO_TEACH";

  record Input(
      AcceptedRequest request, Assessment assessment, GoogleAssets assets, TrainingPlan plan) {}

  private final ResultSheets sheets;
  private final ItemBanks banks;

  GenerateCourseOutlines(ResultSheets sheets, ItemBanks banks) {
    this.sheets = sheets;
    this.banks = banks;
  }

  @Override
  public StepResult<CourseOutlines> execute(Input input, StepContext context) {
    var bank = banks.find(input.request().assessment().bank());
    var empty = OutlineWriter.empty(input.assessment(), input.plan(), bank);
    if (!empty.isEmpty()) {
      return StepResult.refused(
          NOTHING_TO_TEACH,
          "Neither the assessment nor the item bank has anything about "
              + empty.stream().map(GenerateCourseOutlines::named).collect(joining("; nor about ")),
          "Rewind to this step with a plan whose domains and skills are those of the bank.");
    }
    var outlines = OutlineWriter.write(input.request(), input.assessment(), input.plan(), bank);
    var tabs = new ArrayList<>(List.of(CourseTabs.plan(input.plan())));
    tabs.addAll(CourseTabs.outlines(outlines));
    return sheets
        .write(input.assets().sheet().id(), tabs, CourseTabs::isOfCourse)
        .map(_ -> outlines);
  }

  private static String named(PlannedCourse course) {
    return "course %s (domain \"%s\", skills %s)"
        .formatted(
            course.key(),
            Fields.shortened(course.domain()),
            Fields.shortened(course.skills().toString()));
  }
}
