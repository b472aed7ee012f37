package dev.presgen.orchestrator.runtime.jdbc;

import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Which database keeps the runs: the PostgreSQL that {@code spring.datasource.url} names, or the
 * embedded one when it names none.
 */
final class DatabaseChoice implements ImportSelector {

  static final String URL = "spring.datasource.url";

  private static final String POSTGRES = "jdbc:postgresql:";

  private final String url;

  /** Is given the environment by Spring. */
  DatabaseChoice(Environment environment) {
    this.url = environment.getProperty(URL, "");
  }

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    return new String[]{chosen().getName()};
  }

  private Class<?> chosen() {
    if (url.isBlank()) {
      return SqliteConfiguration.class;
    }
    if (url.startsWith(POSTGRES)) {
      return PostgresConfiguration.class;
    }
    throw new Unknown();
  }

  /** Another database was asked for. Its address is not repeated: it may hold a password. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unknown() {
      super(
          URL + " names a database that runs cannot be kept in: there are PostgreSQL, by an address"
              + " that begins with " + POSTGRES + ", and the embedded SQLite, without an address.");
    }
  }
}
