package dev.presgen.orchestrator;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Refuses to start where other machines could reach the service: it asks nobody who they are. Looks
 * before anything is opened.
 */
final class LoopbackOnly implements BeanFactoryPostProcessor {
  private final Environment environment;

  LoopbackOnly(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    check("server.address");
    if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
      check("management.server.address");
    }
  }

  private void check(String setting) {
    InetAddress address =
        Binder.get(environment).bind(setting, InetAddress.class).orElse(null);
    if (address == null || !address.isLoopbackAddress()) {
      throw new Reachable(setting, address);
    }
  }

  /** A setting would open the service to other machines. */
  static final class Reachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    final String setting;

    /**
     * Names the setting and what it says.
     *
     * @param address absent where the setting is empty, which stands for every address
     */
    Reachable(String setting, @Nullable InetAddress address) {
      super(
          setting
              + " is "
              + (address == null
                  ? "empty, which stands for every address"
                  : address.getHostAddress())
              + ", and other machines could reach the service there. It does not ask its callers"
              + " who they are, so it listens on loopback only.");
      this.setting = setting;
    }
  }
}
