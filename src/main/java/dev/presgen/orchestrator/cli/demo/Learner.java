package dev.presgen.orchestrator.cli.demo;

import dev.presgen.orchestrator.cli.demo.FilledForm.Field;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Takes an assessment by its form: it answers what it has studied, and guesses the rest.
 *
 * @param email what it gives as its address
 * @param studies what it knows
 * @param seed of its guesses; the same seed and form give the same ones
 */
public record Learner(String email, Studies studies, long seed) {
  private static final Pattern CHOOSE_SEVERAL =
      Pattern.compile("(?:choose|select)\\s+(two|three|four)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Integer> NUMBERS = Map.of("two", 2, "three", 3, "four", 4);

  /**
   * Opens the form, answers every question, and sends it.
   *
   * @return what was sent
   * @throws IOException when the form can't be opened or is not accepted
   */
  public FilledForm answer(URI form, Browser browser) throws IOException, InterruptedException {
    var page = browser.open(form);
    if (page.status() != 200) {
      throw new IOException("the form at " + form + " answered " + page.status());
    }
    var filled = fillIn(page.text(), page.address());
    var reply = browser.send(filled);
    if (reply.status() / 100 != 2) {
      throw new IOException("the form was not accepted: status " + reply.status());
    }
    return filled;
  }

  /**
   * Fills in the form on a page.
   *
   * @param page where the form was found: what its action is relative to
   * @throws IOException when there is no form, or it asks nothing
   */
  FilledForm fillIn(String html, URI page) throws IOException {
    var form = Jsoup.parse(html, page.toString()).selectFirst("form[method=post]");
    if (form == null) {
      throw new IOException("the page at " + page + " has no form to send");
    }
    var fields = new ArrayList<Field>();
    form.select("input[type=hidden][name]")
        .forEach(hidden -> fields.add(new Field(hidden.attr("name"), hidden.val())));
    if (form.selectFirst("input[name=email]") != null) {
      fields.add(new Field("email", email));
    }
    var questions = questions(form);
    if (questions.isEmpty()) {
      throw new IOException("the form at " + page + " asks nothing");
    }
    questions.forEach(
        (name, options) -> choose(name, options).forEach(o -> fields.add(new Field(name, o))));
    var action = form.hasAttr("action") ? URI.create(form.absUrl("action")) : page;
    return new FilledForm(action, questions.size(), fields);
  }

  private static Map<String, List<Element>> questions(Element form) {
    return form.select("input[type=radio][name], input[type=checkbox][name]")
        .stream()
        .collect(
            Collectors.groupingBy(
                input -> input.attr("name"), LinkedHashMap::new, Collectors.toList()));
  }

  private List<String> choose(String name, List<Element> options) {
    var texts = new ArrayList<>(options.stream().map(Element::val).toList());
    var question = textAround(options);
    var known = studies.answer(question);
    if (!known.isEmpty() && texts.containsAll(known)) {
      return known;
    }
    Collections.shuffle(texts, new Random(seed * 31 + name.hashCode()));
    var wanted = options.getFirst().attr("type").equals("radio") ? 1 : howMany(question);
    return texts.subList(0, Math.min(wanted, texts.size()));
  }

  private static int howMany(String question) {
    var match = CHOOSE_SEVERAL.matcher(question);
    return match.find()
        ? NUMBERS.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), 1)
        : 1;
  }

  /** The question, found as what stands around its options. */
  private static String textAround(List<Element> options) {
    var around = options.getFirst().parent();
    while (around != null && !around.select("input").containsAll(options)) {
      around = around.parent();
    }
    if (around == null) {
      return "";
    }
    var question = around.clone();
    question.select("label, input").remove();
    return question.text();
  }
}
