package dev.presgen.orchestrator.web.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the headers of requests that change something. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = "Idempotency-Key",
    in = ParameterIn.HEADER,
    description = "The same key and body again answers as the first time, with 200; the same key"
        + " with another body is refused with 422",
    schema = @Schema(type = "string", minLength = 1, maxLength = 255))
@Parameter(
    name = "X-Actor",
    in = ParameterIn.HEADER,
    description = "Who asks, for the run's history; operator when it is left out",
    schema = @Schema(type = "string", minLength = 1, maxLength = 100))
@interface IdempotencyKey {}
