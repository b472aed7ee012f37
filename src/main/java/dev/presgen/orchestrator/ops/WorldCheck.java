package dev.presgen.orchestrator.ops;

import dev.presgen.orchestrator.adapters.limits.SelfCheck;
import dev.presgen.orchestrator.adapters.limits.Service;
import dev.presgen.orchestrator.adapters.limits.World;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says which outside services are called, the real ones or stand-ins: once the service is up, in
 * its log, and whenever the doctor looks.
 */
final class WorldCheck implements SelfCheck, ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(WorldCheck.class);

  private final String sentence;

  WorldCheck(World world, Environment environment) {
    var settings = Binder.get(environment);
    sentence =
        switch (world) {
          case LIVE ->
              "The world is live: %s, %s, %s."
                  .formatted(
                      place(settings, "google.root-url", "Google", "Google itself"),
                      live(settings, Service.CORE),
                      live(settings, Service.AVATAR));
          case SANDBOX ->
              "The world is the sandbox: %s, %s, %s."
                  .formatted(
                      played(settings, "google.root-url", "Google"),
                      played(settings, Service.CORE.id() + ".base-url", Service.CORE.title()),
                      played(settings, Service.AVATAR.id() + ".base-url", Service.AVATAR.title()));
        };
  }

  private static String live(Binder settings, Service service) {
    return place(
        settings, service.id() + ".base-url", service.title(), "no " + service.title());
  }

  private static String played(Binder settings, String setting, String title) {
    return place(settings, setting, title, "a stand-in for " + title);
  }

  /** Where a service is that has an address of its own, else what there is without one. */
  private static String place(Binder settings, String setting, String title, String without) {
    return settings.bind("presgen." + setting, String.class)
        .map(String::strip)
        .orElse("")
        .transform(
            address -> StringUtils.hasText(address)
                ? title + " at " + address
                : without);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    LOG.info("{}", sentence);
  }

  @Override
  public String subject() {
    return "World";
  }

  @Override
  public List<Finding> look() {
    return List.of(new Finding(subject(), Verdict.WELL, sentence, ""));
  }
}
