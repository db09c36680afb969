package io.tallystick.gatling.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.gatling.transfer.BodyFormat;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set wins over what is usual, and a refusal names property, value and rule. */
final class SettingsTest {
  private static RunSettings read(Map<String, String> properties) {
    return RunSettings.read(new Settings(properties::get), RunSettings.USUAL);
  }

  @Test
  void nothingSetIsWhatIsUsual() {
    assertThat(read(Map.of())).isEqualTo(RunSettings.USUAL);
  }

  @Test
  void whatIsSetIsTaken() {
    Map<String, String> set =
        Map.of("url", "https://node:8443", "rate", "12.5", "rows", "8190", "format", "binary");
    assertThat(read(set))
        .returns(URI.create("https://node:8443"), RunSettings::url)
        .returns(12.5, RunSettings::ratePerSecond)
        .returns(8_190, RunSettings::rows)
        .returns(BodyFormat.BINARY, RunSettings::format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows    | 8191         | -Drows=8191: must be a whole number from 1 to 8,190",
        "rows    | ten          | -Drows=ten: must be a whole number from 1 to 8,190",
        "rate    | 0            | -Drate=0: must be a number from 0.1 to 100000",
        "rate    | fast         | -Drate=fast: must be a number from 0.1 to 100000",
        "seconds | 0            | -Dseconds=0: must be a whole number from 1 to 86,400",
        "format  | xml          | -Dformat=xml: must be one of json, binary",
        "url     | ftp://node   | -Durl=ftp://node: must be http://HOST:PORT or https://HOST:PORT, without a path",
        "url     | http://n/v1  | -Durl=http://n/v1: must be http://HOST:PORT or https://HOST:PORT, without a path",
      })
  void aRefusalNamesPropertyValueAndRule(String name, String value, String told) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(told);
  }
}
