package dev.presgen.orchestrator.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;

/** A learner at a browser, who sees nothing but the form. */
public record LearnerBrowser(Service service, String email) {

  /**
   * A question as it is seen.
   *
   * @param name of its inputs
   */
  record Question(String name, String title, List<String> options) {}

  /** A form that was opened. */
  record Page(URI address, List<Question> questions) {}

  /** Answers every question wrong, in the form that a run waits for. */
  public static void answerAllWrong(Service service, JsonNode run)
      throws IOException, InterruptedException {
    var learner = new LearnerBrowser(service, Requests.LEARNER);
    learner.answer(URI.create(run.at("/links/form").asString()), Bank::wrong);
  }

  Page open(URI form) throws IOException, InterruptedException {
    var reply = service.get(form);
    if (reply.status() != 200) {
      throw new IOException("the form at " + form + " answers " + reply.status());
    }
    var html = Jsoup.parse(reply.body(), form.toString());
    var post = Objects.requireNonNull(html.selectFirst("form[method=post]"), "no form to send");
    return new Page(form, post.select("fieldset").stream().map(LearnerBrowser::question).toList());
  }

  private static Question question(Element fieldset) {
    var inputs = fieldset.select("input[type=radio], input[type=checkbox]");
    return new Question(
        inputs.getFirst().attr("name"),
        Objects.requireNonNull(fieldset.selectFirst("legend span")).text(),
        inputs.stream().map(Element::val).toList());
  }

  /**
   * Fills in the form and sends it.
   *
   * @param choice the options to choose of each question
   */
  void answer(URI form, Function<Question, List<String>> choice)
      throws IOException, InterruptedException {
    var fields =
        open(form).questions()
            .stream()
            .flatMap(
                question -> choice.apply(question)
                    .stream()
                    .map(option -> field(question.name(), option)));
    var body =
        Stream.concat(Stream.of(field("email", email)), fields).collect(Collectors.joining("&"));
    var reply = service.postForm(form, body);
    if (reply.status() != 200) {
      throw new IOException("the form is not accepted: " + reply.status());
    }
  }

  private static String field(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
