package dev.presgen.orchestrator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** The table of who may import whom, and a few things that are not done at all. */
@AnalyzeClasses(packagesOf = Orchestrator.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ALL = "dev.presgen.orchestrator..";
  private static final String CORE = "dev.presgen.orchestrator.core..";
  private static final String WORKFLOWS_ROOT = "dev.presgen.orchestrator.workflows";
  private static final String WORKFLOWS = "dev.presgen.orchestrator.workflows..";
  private static final String RUNTIME_ROOT = "dev.presgen.orchestrator.runtime";
  private static final String RUNTIME = "dev.presgen.orchestrator.runtime..";
  private static final String JDBC = "dev.presgen.orchestrator.runtime.jdbc..";
  private static final String TEMPORAL = "dev.presgen.orchestrator.runtime.temporal..";
  private static final String ADAPTERS = "dev.presgen.orchestrator.adapters..";
  private static final String LIMITS = "dev.presgen.orchestrator.adapters.limits..";
  private static final String SANDBOX = "dev.presgen.orchestrator.sandbox..";
  private static final String WEB = "dev.presgen.orchestrator.web..";
  private static final String CLI = "dev.presgen.orchestrator.cli..";
  private static final String OPS = "dev.presgen.orchestrator.ops..";

  @ArchTest
  static final ArchRule the_core_imports_a_few_packages_of_java_and_nothing_else =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(CORE, "java.lang..", "java.util..", "java.time..", "java.math"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_core_is_told_the_time_and_the_dice =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .accessTargetWhere(
              describe(
                  "reads a clock, throws dice or starts threads",
                  access -> readsAClock(access) || isImpure(access.getTargetOwner())
                      || access.getName().equals("randomUUID") || isMathRandom(access)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule workflows_import_the_core = importsOfOurs(WORKFLOWS, WORKFLOWS, CORE);

  @ArchTest
  static final ArchRule workflows_know_no_spring_but_its_component_annotation =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.springframework..")
                  .and(not(resideInAPackage("org.springframework.stereotype"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule workflows_speak_neither_http_nor_sql =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.net.http..",
                  "com.sun.net.httpserver..",
                  "jakarta.servlet..",
                  "com.google.api..",
                  "java.sql..",
                  "javax.sql.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_runtime_imports_the_core_and_the_root_of_the_workflows =
      importsOfOurs(RUNTIME, RUNTIME, CORE, WORKFLOWS_ROOT);

  @ArchTest
  static final ArchRule the_jdbc_shell_does_not_know_the_temporal_shell =
      noClasses()
          .that()
          .resideInAPackage(JDBC)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TEMPORAL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_temporal_shell_does_not_know_the_jdbc_shell =
      noClasses()
          .that()
          .resideInAPackage(TEMPORAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JDBC)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_import_the_failures_of_the_core_and_the_ports_of_the_workflows =
      classes()
          .that()
          .resideInAPackage(ADAPTERS)
          .should()
          .onlyDependOnClassesThat(
              oursOnlyIn(ADAPTERS, WORKFLOWS)
                  .or(
                      describe(
                          "are core.Failure",
                          type -> type.getName()
                              .matches("dev\\.presgen\\.orchestrator\\.core\\.Failure(\\$.*)?"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_are_strangers_but_for_the_limits =
      slices()
          .matching("dev.presgen.orchestrator.adapters.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(resideInAPackage(ADAPTERS), resideInAPackage(LIMITS))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_sandbox_imports_nothing_of_ours = importsOfOurs(SANDBOX, SANDBOX);

  @ArchTest
  static final ArchRule the_web_imports_the_core_the_workflows_and_the_root_of_the_runtime =
      importsOfOurs(WEB, WEB, CORE, WORKFLOWS, RUNTIME_ROOT);

  @ArchTest
  static final ArchRule the_command_line_imports_nothing_of_ours_and_starts_the_composition_root =
      classes()
          .that()
          .resideInAPackage(CLI)
          .should()
          .onlyDependOnClassesThat(
              oursOnlyIn(CLI)
                  .or(JavaClass.Predicates.belongToAnyOf(Orchestrator.class, StartFailed.class)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ops_imports_the_core_the_workflows_the_runtime_and_the_adapters =
      importsOfOurs(OPS, OPS, CORE, WORKFLOWS, RUNTIME, ADAPTERS);

  @ArchTest
  static final ArchRule times_are_those_of_java_time_but_where_a_library_gives_others =
      noClasses()
          .that()
          .resideOutsideOfPackage("..adapters.google..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Date.class);

  @ArchTest
  static final ArchRule nobody_reads_serialized_objects =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule nobody_sleeps_but_a_stand_in_that_is_told_to_be_slow =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sandbox.faults..")
          .should()
          .accessTargetWhere(
              describe(
                  "sleeps",
                  access -> access.getName().equals("sleep")
                      && (access.getTargetOwner().isAssignableTo(Thread.class)
                          || access.getTargetOwner().isEquivalentTo(TimeUnit.class))));

  @ArchTest
  static final ArchRule every_package_but_the_core_says_what_may_be_null =
      classes().that(not(resideInAPackage(CORE))).should(beInANullMarkedPackage());

  private static ArchRule importsOfOurs(String importer, String... imported) {
    return classes()
        .that()
        .resideInAPackage(importer)
        .should()
        .onlyDependOnClassesThat(oursOnlyIn(imported))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> oursOnlyIn(String... packages) {
    return not(resideInAPackage(ALL)).or(resideInAnyPackage(packages));
  }

  private static boolean readsAClock(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    return owner.getPackageName().startsWith("java.time")
        && (access.getName().equals("now") || owner.getSimpleName().endsWith("Clock"));
  }

  private static boolean isMathRandom(JavaAccess<?> access) {
    return access.getName().equals("random") && access.getTargetOwner().isEquivalentTo(Math.class);
  }

  private static boolean isImpure(JavaClass type) {
    return Set.of(
        "java.lang.System",
        "java.lang.Thread",
        "java.lang.Runtime",
        "java.lang.ProcessBuilder",
        "java.util.Random",
        "java.util.SplittableRandom",
        "java.util.Timer",
        "java.util.Scanner")
        .contains(type.getName())
        || type.getPackageName().startsWith("java.util.concurrent")
        || type.getPackageName().startsWith("java.util.random");
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " has no @NullMarked package-info.java"));
      }
    };
  }
}
