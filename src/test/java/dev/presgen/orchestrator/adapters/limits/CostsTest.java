package dev.presgen.orchestrator.adapters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.presgen.orchestrator.adapters.limits.quota.QuotaClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class CostsTest {
  /** Every call that an adapter has as a constant. */
  static final List<Call> CALLS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.presgen.orchestrator.adapters")
          .stream()
          .flatMap(type -> calls(type).stream())
          .toList();

  private static List<Call> calls(JavaClass type) {
    return type.getFields()
        .stream()
        .filter(field -> field.getRawType().isEquivalentTo(Call.class))
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .map(
            field -> {
              try {
                var constant = field.reflect();
                constant.setAccessible(true);
                return (Call) constant.get(null);
              } catch (ReflectiveOperationException hidden) {
                throw new IllegalStateException(hidden);
              }
            })
        .toList();
  }

  @Test
  void the_calls_of_all_adapters_are_found() {
    assertThat(CALLS).extracting(Call::service).contains(Service.values());
    assertThat(CALLS).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @FieldSource("CALLS")
  void every_call_has_its_line_in_the_table(Call call) {
    assertThat(Costs.of(call)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void every_class_has_calls(QuotaClass quota) {
    assertThat(Costs.most(quota)).isEqualTo(quota == QuotaClass.DRIVE_UNITS ? 100 : 1);
  }

  @Test
  void a_call_that_nobody_has_entered_is_a_mistake() {
    var call = new Call(Service.GOOGLE_DRIVE, "files.emptyTrash", Effect.NATURAL);

    assertThatThrownBy(() -> Costs.of(call))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The table of costs has no line for GOOGLE_DRIVE, files.emptyTrash");
  }
}
