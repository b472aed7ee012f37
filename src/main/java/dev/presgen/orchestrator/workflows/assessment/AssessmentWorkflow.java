package dev.presgen.orchestrator.workflows.assessment;

import dev.presgen.orchestrator.core.Outputs;
import dev.presgen.orchestrator.core.Workflow;
import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.OutsideQuotas;
import dev.presgen.orchestrator.workflows.StepRegistry;
import dev.presgen.orchestrator.workflows.WorkflowDefinition;
import dev.presgen.orchestrator.workflows.assessment.engine.bank.ItemBanks;
import dev.presgen.orchestrator.workflows.assessment.engine.request.RequestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The assessment pipeline: from a request to delivered study material in eleven steps. */
@Component
public final class AssessmentWorkflow implements WorkflowDefinition {

  /** The workflow's name. */
  public static final String NAME = "assessment";

  private static final String SCHEMA = "/schemas/assessment-input.json";

  /** Reads requests for a forecast, which no run belongs to; its id would only give the seed. */
  private static final String NO_RUN = "forecast";

  private final Workflow workflow;
  private final ItemBanks banks;
  private final AssessmentSettings settings;
  private final OutsideQuotas quotas;
  private final InstantSource clock;
  private final JsonNode schema;

  /**
   * The pipeline.
   *
   * @param quotas asked for each forecast
   */
  public AssessmentWorkflow(
      StepRegistry registry,
      ItemBanks banks,
      AssessmentSettings settings,
      OutsideQuotas quotas,
      InstantSource clock) {
    this.quotas = quotas;
    this.clock = clock;
    this.workflow = AssessmentGraph.of(registry, settings);
    this.banks = banks;
    this.settings = settings;
    this.schema = schema();
  }

  private static JsonNode schema() {
    try (var resource = AssessmentWorkflow.class.getResourceAsStream(SCHEMA)) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(resource, SCHEMA));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Workflow workflow() {
    return workflow;
  }

  @Override
  public JsonNode inputSchema() {
    return schema.deepCopy();
  }

  @Override
  public Checked<AssessmentInput> read(JsonNode input, String runId) {
    return switch (RequestReader.read(input, banks, runId)) {
      case Checked.Right<AcceptedRequest> _ -> new Checked.Right<>(new AssessmentInput(input));
      case Checked.Wrong<AcceptedRequest>(var problems) -> new Checked.Wrong<>(problems);
    };
  }

  /**
   * What a run would do.
   *
   * @param input what {@link #read} has answered
   */
  @Override
  public AssessmentForecast forecast(Record input) {
    var json = ((AssessmentInput) input).json();
    return switch (RequestReader.read(json, banks, NO_RUN)) {
      case Checked.Right<AcceptedRequest>(var request) ->
          AssessmentForecast.of(
              request,
              banks.find(request.assessment().bank()).orElseThrow(),
              settings.responses(),
              quotas,
              clock.instant());
      case Checked.Wrong<AcceptedRequest>(var problems) ->
          throw new IllegalArgumentException("not an input that was read: " + problems);
    };
  }

  @Override
  public List<String> steps() {
    return AssessmentStep.ALL;
  }

  @Override
  public Map<String, Object> links(Outputs outputs) {
    var links = new LinkedHashMap<String, Object>();
    outputs
        .find(AssessmentStep.CREATE_GOOGLE_ASSETS, GoogleAssets.class)
        .ifPresent(
            assets -> {
              links.put("folder", assets.folder().url());
              links.put("form", assets.form().responderUrl());
              links.put("sheet", assets.sheet().url());
            });
    var decks = outputs.each(AssessmentStep.GENERATE_PRESENTATIONS, Deck.class).values();
    links.put("presentations", decks.stream().map(Deck::url).toList());
    var videos = outputs.each(AssessmentStep.GENERATE_AVATAR_VIDEOS, Video.class).values();
    links.put("videos", videos.stream().map(Video::url).toList());
    return links;
  }

  @Override
  public List<Substitute> substitutes(Outputs outputs) {
    return outputs.each(AssessmentStep.GENERATE_PRESENTATIONS, Deck.class)
        .entrySet()
        .stream()
        .filter(deck -> deck.getValue().madeHere())
        .map(
            deck -> new Substitute(
                GeneratePresentation.DECK,
                AssessmentStep.GENERATE_PRESENTATIONS + "/" + deck.getKey(),
                "It was made locally: "
                    + Objects.requireNonNullElse(deck.getValue().why(), "no reason is known")))
        .toList();
  }
}
