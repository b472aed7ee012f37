package dev.presgen.orchestrator.sandbox.faults;

import dev.presgen.orchestrator.sandbox.Operation.Service;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, with which calls, and how often.
 *
 * @param calls which calls are meant
 * @param afterEffect whether the service does what it was asked before it goes wrong
 * @param skip how many of these calls pass first
 * @param times to how many calls it happens at most
 * @param probability with which it happens to a call that was not skipped, above 0 and at most 1
 */
record Rule(
    Calls calls, Fault fault, boolean afterEffect, int skip, int times, double probability) {

  /**
   * A choice of calls; what is null does not matter.
   *
   * @param operation in the service's own words
   * @param path matches the whole path below the context path
   * @param body stands somewhere in the body
   */
  record Calls(
      @Nullable Service service,
      @Nullable String operation,
      @Nullable String httpMethod,
      @Nullable Pattern path,
      @Nullable String body) {

    boolean isMeant(Call call) {
      return (service == null || call.service().filter(service::equals).isPresent())
          && (operation == null || call.operation().filter(operation::equals).isPresent())
          && (httpMethod == null || httpMethod.equals(call.httpMethod()))
          && (path == null || path.matcher(call.path()).matches())
          && (body == null || call.body().contains(body));
    }
  }

  /** A call that came in; service and operation are empty where no stand-in has it. */
  record Call(
      Optional<Service> service,
      Optional<String> operation,
      String httpMethod,
      String path,
      String body) {}
}
