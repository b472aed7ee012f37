package dev.presgen.orchestrator.sandbox.google.forms;

import dev.presgen.orchestrator.sandbox.Kind;
import dev.presgen.orchestrator.sandbox.ObjectTable;
import dev.presgen.orchestrator.sandbox.SandboxOnly;
import dev.presgen.orchestrator.sandbox.Stored;
import dev.presgen.orchestrator.sandbox.google.GoogleError;
import dev.presgen.orchestrator.sandbox.google.PageToken;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What learners handed in, as the form's owner reads it. */
@Service
@SandboxOnly
@Transactional
public class Responses {

  /** Default and upper limit of a page, as documented. */
  private static final int PAGE_MAX = 5000;

  private static final Pattern FILTER = Pattern.compile("\\s*timestamp\\s*(>=?)\\s*(\\S+Z)\\s*");

  private final ObjectTable objects;
  private final Forms forms;

  Responses(ObjectTable objects, Forms forms) {
    this.objects = objects;
    this.forms = forms;
  }

  /** A page of responses, oldest first; an empty form answers an empty object. */
  public ObjectNode list(String formId, String filter, int pageSize, String pageToken) {
    forms.find(formId);
    if (pageSize < 0) {
      throw GoogleError.invalid("page_size must not be negative.", "page_size");
    }
    var size = pageSize == 0 ? PAGE_MAX : Math.min(pageSize, PAGE_MAX);
    var start = PageToken.offset(pageToken, formId + filter);
    var found = objects.below(Kind.RESPONSE, formId).stream().filter(after(filter)).toList();
    var end = Math.min(found.size(), start + size);
    var answer = JsonMapper.shared().createObjectNode();
    var page = answer.putArray("responses");
    found.subList(Math.min(start, end), end).forEach(response -> page.add(response.body()));
    if (end < found.size()) {
      answer.put("nextPageToken", PageToken.of(end, formId + filter));
    }
    return answer;
  }

  public ObjectNode get(String formId, String responseId) {
    var response =
        objects
            .find(Kind.RESPONSE, responseId)
            .filter(found -> formId.equals(found.parent()))
            .orElseThrow(GoogleError::entityNotFound);
    return response.body().put("formId", formId);
  }

  private static Predicate<Stored> after(String filter) {
    if (filter.isBlank()) {
      return response -> true;
    }
    var matcher = FILTER.matcher(filter);
    if (!matcher.matches()) {
      throw badFilter(filter);
    }
    try {
      var bound = Instant.parse(matcher.group(2));
      var isInclusive = matcher.group(1).equals(">=");
      return response -> response.createdAt().isAfter(bound)
          || (isInclusive && response.createdAt().equals(bound));
    } catch (DateTimeParseException e) {
      throw badFilter(filter);
    }
  }

  private static GoogleError badFilter(String filter) {
    return GoogleError.invalid("Invalid filter: " + filter, "filter");
  }
}
