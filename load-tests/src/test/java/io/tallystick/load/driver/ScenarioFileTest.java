package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.load.driver.Scenario.Encoding;
import io.tallystick.load.driver.Scenario.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioFileTest {
  @TempDir Path folder;

  @Test
  void everyScenarioThatIsNamedIsThereAndSaysWhatItIs() {
    for (String name : ScenarioFile.NAMES) {
      Scenario scenario = ScenarioFile.read(name);
      assertThat(scenario.name()).isEqualTo(name);
      assertThat(scenario.about()).as(name).isNotBlank();
    }
    assertThat(ScenarioFile.read("bulk-pvp").chainRows()).isEqualTo(2);
    assertThat(ScenarioFile.read("bulk-linked").chainRows()).isEqualTo(3);
    assertThat(ScenarioFile.read("guarded-single").guarded()).isTrue();
    assertThat(ScenarioFile.read("read-mix").readPercent()).isEqualTo(80);
    assertThat(ScenarioFile.read("json-single-signed").signed()).isTrue();
    assertThat(ScenarioFile.read("three-nodes").nodes()).isEqualTo(3);
  }

  @Test
  void aFileOfOnesOwnHasDefaultsForWhatItLeavesOut() throws IOException {
    Path file = write("encoding = binary, accounts = 7, rows = 12");
    assertThat(ScenarioFile.read(file.toString()))
        .isEqualTo(
            new Scenario(
                "own", "", Encoding.BINARY, Shape.SINGLE_PHASE, 3, 7, 12, false, 0.0, 0, false, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accounts = 1           | accounts = 1: must be 2 … 1000000000",
        "rows = 8191            | rows = 8191: must be 1 … 8190",
        "zipf-exponent = -1     | zipf-exponent = -1.0: must be 0 … 5",
        "read-percent = 100     | read-percent = 100: must be 0 … 99",
        "chain-rows = 1         | chain-rows = 1: must be 2 … 8190",
        "shape = circular       | shape = circular: must be one of single-phase, two-phase, linked",
        "encoding = xml         | encoding = xml: must be one of binary, json",
        "acounts = 5            | no key is called acounts; there are about, accounts",
        "nodes = 2              | nodes = 2: must be 1 or 3",
        "signed = true, nodes = 3 | signed = true: needs read-percent = 0 and nodes = 1",
        "guarded = true         | guarded = true: needs rows = 1 and encoding = json",
        "accounts = many        | accounts has type STRING rather than NUMBER",
        "encoding = json, shape = linked | shape = linked: needs encoding = binary",
      })
  void aWrongValueIsNamedWithItsRule(String line, String said) throws IOException {
    Path file = write("encoding = binary, accounts = 7, rows = 12\n" + line);
    assertThatThrownBy(() -> ScenarioFile.read(file.toString()))
        .hasMessageContaining("own")
        .hasMessageContaining(said);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Path file = write("encoding = binary, rows = 12");
    assertThatThrownBy(() -> ScenarioFile.read(file.toString())).hasMessageContaining("accounts");
    assertThat(ScenarioFile.problem("no-such"))
        .contains("no scenario is named no-such")
        .contains("bulk-uniform");
    assertThat(ScenarioFile.problem("bulk-uniform")).isNull();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("own.conf"), text);
  }
}
