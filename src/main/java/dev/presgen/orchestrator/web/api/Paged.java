package dev.presgen.orchestrator.web.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes how a list is asked for in parts. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = "cursor",
    in = ParameterIn.QUERY,
    description = "The next of the page before, unchanged")
@Parameter(
    name = "limit",
    in = ParameterIn.QUERY,
    description = "1 to 200",
    schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
@interface Paged {}
