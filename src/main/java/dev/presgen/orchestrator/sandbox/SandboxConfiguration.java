package dev.presgen.orchestrator.sandbox;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@SandboxOnly
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration {}
