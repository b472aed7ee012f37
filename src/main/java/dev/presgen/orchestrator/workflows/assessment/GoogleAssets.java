package dev.presgen.orchestrator.workflows.assessment;

import java.util.Map;

/** The run's own folder, form and sheet. What {@code CREATE_GOOGLE_ASSETS} leaves behind. */
public record GoogleAssets(Folder folder, Form form, Sheet sheet) {

  /** A Drive folder that holds all that the run makes. */
  public record Folder(String id, String url) {}

  /**
   * A published form.
   *
   * @param responderUrl where the learner answers; the only link that a learner is given
   * @param revision the form's revision once it was filled, by which a later change is noticed
   * @param itemByQuestion the form's question ids, each with the item id that it asks
   */
  public record Form(
      String id, String responderUrl, String revision, Map<String, String> itemByQuestion) {
    public Form {
      itemByQuestion = Map.copyOf(itemByQuestion);
    }
  }

  /** A spreadsheet. */
  public record Sheet(String id, String url) {}
}
