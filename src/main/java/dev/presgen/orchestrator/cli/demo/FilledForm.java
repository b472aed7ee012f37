package dev.presgen.orchestrator.cli.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A form that is ready to be sent.
 *
 * @param action where it goes
 * @param questions how many questions were answered
 * @param fields in the order of the form; check boxes repeat their name
 */
public record FilledForm(URI action, int questions, List<Field> fields) {

  /** Copies the fields. */
  public FilledForm {
    fields = List.copyOf(fields);
  }

  /** The fields as a browser sends them. */
  String encoded() {
    return fields.stream()
        .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One field with its value. */
  public record Field(String name, String value) {}
}
