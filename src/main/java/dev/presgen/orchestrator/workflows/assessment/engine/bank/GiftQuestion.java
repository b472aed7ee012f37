package dev.presgen.orchestrator.workflows.assessment.engine.bank;

import dev.presgen.orchestrator.workflows.Checked;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.Fields;
import dev.presgen.orchestrator.workflows.assessment.engine.reading.LocatedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question of a GIFT text.
 *
 * @param title empty when it has none
 */
record GiftQuestion(String title, String stem, List<Item.Option> options) {

  static final String SUPPORTED =
      "supported are multiple choice {=right ~wrong}, several right options {~%50%right ~%50%right"
          + " ~%-100%wrong} and true/false {T}";

  private static final Pattern TRUE_FALSE =
      Pattern.compile(
          "\\s*(TRUE|T|FALSE|F)\\s*(?:#(.*))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern WEIGHT = Pattern.compile("^\\s*%(-?\\d{1,3}(?:\\.\\d{1,5})?)%");

  GiftQuestion {
    options = List.copyOf(options);
  }

  /** Reads the lines of one question, of which the first has the given number. */
  static Checked<GiftQuestion> read(String text, int firstLine) {
    return new Reading(text, firstLine).question();
  }

  /** An answer as it is written: its sign, the text after it, and where that begins. */
  private record Answer(char sign, String text, int at) {}

  /** The reading of one question. */
  private record Reading(String text, int firstLine) {

    Checked<GiftQuestion> question() {
      String title = "";
      int from = text.length() - text.stripLeading().length();
      if (text.startsWith("::", from)) {
        OptionalInt end = GiftText.find(text, "::", from + 2);
        if (end.isEmpty()) {
          return wrong(from, "the title begins with :: but does not end with ::");
        }
        title = GiftText.shown(text.substring(from + 2, end.getAsInt()));
        from = end.getAsInt() + 2;
      }
      OptionalInt open = GiftText.find(text, "{", from);
      if (open.isEmpty()) {
        return wrong(
            from, "has no answers in { }: a mere description is not a question; " + SUPPORTED);
      }
      int begin = open.getAsInt();
      OptionalInt close = GiftText.find(text, "}", begin);
      if (close.isEmpty()) {
        return wrong(begin, "the { is not closed before the blank line that ends the question");
      }
      OptionalInt another = GiftText.find(text, "{", begin + 1);
      if (another.isPresent()) {
        return wrong(
            another.getAsInt(), "has a second {: write \\{ where the sign itself is meant");
      }
      String after = text.substring(close.getAsInt() + 1);
      String stem = text.substring(from, begin) + (after.isBlank() ? "" : " _____ " + after);
      String shown = GiftText.shown(stem);
      return switch (options(text.substring(begin + 1, close.getAsInt()), begin + 1)) {
        case Checked.Right<List<Item.Option>>(var options) ->
            new Checked.Right<>(new GiftQuestion(title, shown, options));
        case Checked.Wrong<List<Item.Option>>(var problems) -> new Checked.Wrong<>(problems);
      };
    }

    private Checked<List<Item.Option>> options(String answers, int at) {
      Matcher trueFalse = TRUE_FALSE.matcher(answers);
      if (trueFalse.matches()) {
        String feedback = trueFalse.group(2) == null ? "" : trueFalse.group(2);
        return new Checked.Right<>(trueFalse(trueFalse.group(1), feedback));
      }
      if (answers.isBlank()) {
        return wrong(at, "an essay question {} has no options to choose from; " + SUPPORTED);
      }
      if (answers.stripLeading().startsWith("#")) {
        return wrong(at, "a numeric question {#…} has no options to choose from; " + SUPPORTED);
      }
      OptionalInt general = GiftText.find(answers, "####", 0);
      String own = answers.substring(0, general.orElse(answers.length()));
      String forAll =
          general.isPresent() ? GiftText.shown(answers.substring(general.getAsInt() + 4)) : "";
      List<Answer> written = split(own, at);
      int first = written.isEmpty() ? own.length() : written.getFirst().at() - 1 - at;
      if (!own.substring(0, first).isBlank()) {
        return wrong(at, "answers must begin with = or ~; " + SUPPORTED);
      }
      for (Answer answer : written) {
        if (answer.sign() == '=' && GiftText.find(answer.text(), "->", 0).isPresent()) {
          return wrong(answer.at(), "a matching question {=a -> b} is not supported; " + SUPPORTED);
        }
      }
      if (written.stream().noneMatch(answer -> answer.sign() == '~')) {
        return wrong(
            at, "a short-answer question {=…} has no options to choose from; " + SUPPORTED);
      }
      return choices(written, forAll);
    }

    private static List<Item.Option> trueFalse(String word, String feedback) {
      boolean isTrue = word.toUpperCase(Locale.ROOT).startsWith("T");
      OptionalInt second = GiftText.find(feedback, "#", 0);
      String ifWrong = GiftText.shown(feedback.substring(0, second.orElse(feedback.length())));
      String ifRight =
          second.isPresent() ? GiftText.shown(feedback.substring(second.getAsInt() + 1)) : "";
      return List.of(
          new Item.Option("True", isTrue, isTrue ? ifRight : ifWrong),
          new Item.Option("False", !isTrue, isTrue ? ifWrong : ifRight));
    }

    private Checked<List<Item.Option>> choices(List<Answer> written, String forAll) {
      long keys = written.stream().filter(answer -> answer.sign() == '=').count();
      if (keys > 1) {
        return wrong(
            written.getFirst().at(),
            "has several options with =, of which each alone would be right; where all of them must"
                + " be chosen, give each a share such as ~%50%");
      }
      List<Item.Option> options = new ArrayList<>();
      for (Answer answer : written) {
        Matcher weight = WEIGHT.matcher(answer.text());
        boolean weighted = weight.find();
        double share = weighted ? Double.parseDouble(weight.group(1)) : 0;
        if (keys == 1 && share > 0 && (answer.sign() == '~' || share < 100)) {
          return wrong(
              answer.at(),
              "gives partial credit beside an option with =; here an answer is right or wrong");
        }
        String body = weighted ? answer.text().substring(weight.end()) : answer.text();
        OptionalInt hash = GiftText.find(body, "#", 0);
        String text = GiftText.shown(body.substring(0, hash.orElse(body.length())));
        String feedback =
            hash.isPresent() ? GiftText.shown(body.substring(hash.getAsInt() + 1)) : "";
        if (text.isEmpty()) {
          return wrong(answer.at(), "has an option without text");
        }
        boolean right = answer.sign() == '=' || share > 0;
        options.add(new Item.Option(text, right, right && feedback.isEmpty() ? forAll : feedback));
        var problem = BankRules.option(options);
        if (problem.isPresent()) {
          return wrong(answer.at(), problem.get());
        }
      }
      return options.stream().anyMatch(Item.Option::right)
          ? new Checked.Right<>(options)
          : wrong(written.getFirst().at(), "has no right option: mark it with =");
    }

    private static List<Answer> split(String answers, int offset) {
      List<Answer> found = new ArrayList<>();
      OptionalInt at = next(answers, 0);
      while (at.isPresent()) {
        int begin = at.getAsInt() + 1;
        char sign = answers.charAt(begin - 1);
        at = next(answers, begin);
        found.add(
            new Answer(
                sign, answers.substring(begin, at.orElse(answers.length())), offset + begin));
      }
      return found;
    }

    private static OptionalInt next(String answers, int from) {
      OptionalInt right = GiftText.find(answers, "=", from);
      OptionalInt wrong = GiftText.find(answers, "~", from);
      return right.isEmpty() || (wrong.isPresent() && wrong.getAsInt() < right.getAsInt())
          ? wrong
          : right;
    }

    private <T> Checked<T> wrong(int at, String detail) {
      int line = firstLine + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      return new Checked.Wrong<>(
          List.of(LocatedJson.problem("", line, detail + " (in: " + shortened() + ")")));
    }

    private String shortened() {
      return Fields.shortened(text.strip().lines().findFirst().orElse(""));
    }
  }
}
