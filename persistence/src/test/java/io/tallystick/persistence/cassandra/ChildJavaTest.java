package io.tallystick.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildJavaTest {
  private static final Path RUNNING = Path.of("/jdk");
  private static final Path NAMED = Path.of("/jdk17");
  private static final Map<String, String> NAMING =
      Map.of(ChildJava.HOME_VARIABLE, NAMED.toString());

  @Test
  void theRunningJavaIsTakenIfItIs17() {
    assertThat(ChildJava.choose(17, RUNNING, NAMING, home -> Optional.of(21)))
        .isEqualTo(RUNNING.resolve("bin/java"));
  }

  @Test
  void aLaterRunningJavaTakesTheNamed17() {
    assertThat(ChildJava.choose(25, RUNNING, NAMING, home -> Optional.of(17)))
        .isEqualTo(NAMED.resolve("bin/java"));
  }

  @Test
  void withoutA17TheErrorSaysWhatToSet() {
    assertThatThrownBy(() -> ChildJava.choose(25, RUNNING, Map.of(), home -> Optional.of(17)))
        .hasMessageContaining("JAVA17_HOME is not set");
    assertThatThrownBy(() -> ChildJava.choose(25, RUNNING, NAMING, home -> Optional.of(21)))
        .hasMessageContaining("holds Java 21");
    assertThatThrownBy(() -> ChildJava.choose(25, RUNNING, NAMING, home -> Optional.empty()))
        .hasMessageContaining("holds no Java");
  }
}
