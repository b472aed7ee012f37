package dev.presgen.orchestrator.e2e;

import java.io.IOException;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps what tests declare for themselves (steps, configurations) out of the product's own component
 * scan, which would find it in the same packages: the service that is tested is the one that ships.
 */
public final class WithoutTestParts
    implements
      ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context.getBeanFactory().registerSingleton("withoutTestParts", new Filter());
  }

  private static final class Filter extends TypeExcludeFilter {
    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
      return type.getResource().getURI().getPath().contains("/test-classes/");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Filter;
    }

    @Override
    public int hashCode() {
      return Filter.class.hashCode();
    }
  }
}
