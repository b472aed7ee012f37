package dev.presgen.orchestrator.ops;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the doctor needs to know of the service's settings.
 *
 * @param dataDir the data folder
 */
@ConfigurationProperties("presgen")
record OpsProperties(@DefaultValue("./data") Path dataDir) {}
