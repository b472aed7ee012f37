package dev.presgen.orchestrator.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * A bean that exists while {@code presgen.world} is {@code sandbox} (its default) and not at all when the world is
 * live.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ConditionalOnProperty(name = "presgen.world", havingValue = "sandbox", matchIfMissing = true)
public @interface SandboxOnly {}
