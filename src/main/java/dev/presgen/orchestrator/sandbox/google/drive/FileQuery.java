package dev.presgen.orchestrator.sandbox.google.drive;

import dev.presgen.orchestrator.sandbox.Caller;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code q} of {@code files.list}: {@code and}, {@code or}, {@code not} and brackets over comparisons of name,
 * mimeType, trashed, starred, createdTime and modifiedTime, {@code 'id' in parents}, {@code 'address' in owners} and
 * {@code appProperties has {key='k' and value='v'}}. Anything else is refused.
 */
final class FileQuery {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:('(?:[^'\\\\]|\\\\.)*')|([A-Za-z]+)|(<=|>=|!=|[=<>(){}]))");
  private static final int TOKENS_MAX = 500;

  private final Files files;
  private final Access access;
  private final Listed listed;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  FileQuery(String text, Files files, Access access, Listed listed) {
    this.files = files;
    this.access = access;
    this.listed = listed;
    var matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, text.strip().length());
    }
    if (end != text.strip().length() || tokens.size() > TOKENS_MAX) {
      throw invalid();
    }
  }

  /** An empty query matches every file. */
  Predicate<Stored> predicate() {
    if (tokens.isEmpty()) {
      return file -> true;
    }
    var predicate = any();
    if (at < tokens.size()) {
      throw invalid();
    }
    return predicate;
  }

  /** The one folder that every match lies in, where the query says so: saves looking at all files. */
  Optional<String> folder() {
    var in = tokens.indexOf("parents") - 2;
    if (in < 0 || tokens.contains("or") || tokens.contains("not")
        || !tokens.get(in).startsWith("'")) {
      return Optional.empty();
    }
    var id = unquoted(tokens.get(in));
    return Optional.of(Files.isRoot(id) ? Files.ROOT : id);
  }

  private Predicate<Stored> any() {
    var left = all();
    while (skip("or")) {
      left = left.or(all());
    }
    return left;
  }

  private Predicate<Stored> all() {
    var left = one();
    while (skip("and")) {
      left = left.and(one());
    }
    return left;
  }

  private Predicate<Stored> one() {
    if (skip("not")) {
      return one().negate();
    }
    if (skip("(")) {
      var inner = any();
      require(")");
      return inner;
    }
    return peek().startsWith("'") ? membership(value()) : comparison(next());
  }

  private Predicate<Stored> membership(String value) {
    require("in");
    return switch (next()) {
      case "parents" -> {
        var folder = Files.isRoot(value) ? Files.ROOT : value;
        if (files.find(folder).filter(access::isVisible).isEmpty()) {
          throw Files.notFound(".");
        }
        yield file -> folder.equals(file.parent());
      }
      case "owners" -> file -> (value.equals("me")
          && Caller.current().email().equals(FileView.owner(file)))
          || value.equalsIgnoreCase(FileView.owner(file));
      default -> throw invalid();
    };
  }

  private Predicate<Stored> comparison(String field) {
    return switch (field) {
      case "name", "mimeType" -> text(field);
      case "trashed" -> flag(listed::isTrashed);
      case "starred" -> flag(file -> file.body().path("starred").asBoolean(false));
      case "createdTime" -> time(Stored::createdAt);
      case "modifiedTime" ->
          time(file -> Instant.parse(file.body().path("modifiedTime").asString("")));
      case "appProperties", "properties" -> property(field);
      default -> throw invalid();
    };
  }

  private Predicate<Stored> text(String field) {
    var operator = next();
    var value = value();
    return switch (operator) {
      case "=" -> file -> file.body().path(field).asString("").equals(value);
      case "!=" -> file -> !file.body().path(field).asString("").equals(value);
      case "contains" -> file -> hasPrefix(file.body().path(field).asString(""), value);
      default -> throw invalid();
    };
  }

  /** Drive's {@code contains} matches the beginnings of words only, whatever the case. */
  private static boolean hasPrefix(String text, String value) {
    var pattern =
        Pattern.compile("(^|[^\\p{L}\\p{N}])" + Pattern.quote(value.toLowerCase(Locale.ROOT)));
    return pattern.matcher(text.toLowerCase(Locale.ROOT)).find();
  }

  private Predicate<Stored> flag(Predicate<Stored> isSet) {
    var operator = next();
    var wanted = next();
    if (!wanted.matches("true|false") || !operator.matches("=|!=")) {
      throw invalid();
    }
    return wanted.equals("true") == operator.equals("=") ? isSet : isSet.negate();
  }

  private Predicate<Stored> time(java.util.function.Function<Stored, Instant> field) {
    var operator = next();
    var value = instant(value());
    return switch (operator) {
      case "=" -> file -> field.apply(file).equals(value);
      case "!=" -> file -> !field.apply(file).equals(value);
      case "<" -> file -> field.apply(file).isBefore(value);
      case "<=" -> file -> !field.apply(file).isAfter(value);
      case ">" -> file -> field.apply(file).isAfter(value);
      case ">=" -> file -> !field.apply(file).isBefore(value);
      default -> throw invalid();
    };
  }

  private static Instant instant(String text) {
    try {
      return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
          ? java.time.OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw invalid();
    }
  }

  private Predicate<Stored> property(String field) {
    require("has");
    require("{");
    require("key");
    require("=");
    var key = value();
    require("and");
    require("value");
    require("=");
    var value = value();
    require("}");
    return file -> file.body().path(field).path(key).asString("").equals(value)
        && file.body().path(field).has(key);
  }

  private String value() {
    var token = next();
    if (!token.startsWith("'")) {
      throw invalid();
    }
    return unquoted(token);
  }

  private static String unquoted(String token) {
    return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private String peek() {
    if (at == tokens.size()) {
      throw invalid();
    }
    return tokens.get(at);
  }

  private String next() {
    var token = peek();
    at++;
    return token;
  }

  private boolean skip(String token) {
    if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void require(String token) {
    if (!skip(token)) {
      throw invalid();
    }
  }

  private static GoogleError invalid() {
    return GoogleError.invalid("Invalid Value", "q");
  }
}
