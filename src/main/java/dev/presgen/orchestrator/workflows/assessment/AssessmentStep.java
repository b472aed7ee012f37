package dev.presgen.orchestrator.workflows.assessment;

import java.util.List;

/** The names of the pipeline's steps: its nodes, in the order in which people see them. */
public final class AssessmentStep {

  public static final String REQUEST_ASSESSMENT = "REQUEST_ASSESSMENT";
  public static final String GENERATE_ASSESSMENT = "GENERATE_ASSESSMENT";
  public static final String CREATE_GOOGLE_ASSETS = "CREATE_GOOGLE_ASSETS";
  public static final String AWAITING_COMPLETION = "AWAITING_COMPLETION";
  public static final String ANALYZE_RESULTS = "ANALYZE_RESULTS";
  public static final String PUBLISH_GAP_ANALYSIS = "PUBLISH_GAP_ANALYSIS";
  public static final String GENERATE_TRAINING_PLAN = "GENERATE_TRAINING_PLAN";
  public static final String GENERATE_COURSE_OUTLINES = "GENERATE_COURSE_OUTLINES";
  public static final String GENERATE_PRESENTATIONS = "GENERATE_PRESENTATIONS";
  public static final String GENERATE_AVATAR_VIDEOS = "GENERATE_AVATAR_VIDEOS";
  public static final String FINALIZE_RESOURCES = "FINALIZE_RESOURCES";

  /** What is done for each course in {@link #GENERATE_PRESENTATIONS}. */
  public static final String RENDER_PRESENTATION = "RENDER_PRESENTATION";

  /** What is done for each course in {@link #GENERATE_AVATAR_VIDEOS}. */
  public static final String RENDER_AVATAR_VIDEO = "RENDER_AVATAR_VIDEO";

  /** The eleven, in order. */
  public static final List<String> ALL =
      List.of(
          REQUEST_ASSESSMENT,
          GENERATE_ASSESSMENT,
          CREATE_GOOGLE_ASSETS,
          AWAITING_COMPLETION,
          ANALYZE_RESULTS,
          PUBLISH_GAP_ANALYSIS,
          GENERATE_TRAINING_PLAN,
          GENERATE_COURSE_OUTLINES,
          GENERATE_PRESENTATIONS,
          GENERATE_AVATAR_VIDEOS,
          FINALIZE_RESOURCES);

  private AssessmentStep() {}
}
