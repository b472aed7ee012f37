package dev.presgen.orchestrator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service and wires its parts: the one class that sees every package. */
@SpringBootApplication
public class Orchestrator {
  /**
   * Starts the service and returns once it listens.
   *
   * @param args settings in Spring's form, such as {@code --server.port=8080}
   */
  public static void main(String... args) {
    SpringApplication.run(Orchestrator.class, args);
  }
}
