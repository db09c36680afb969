package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.TallystickException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times pass both ways without losing a nanosecond. */
final class TimesTest {
  @Property(tries = 300)
  void what_is_written_is_read_back(
      @ForAll @LongRange(min = 0, max = 9_000_000_000_000_000_000L) long nanos) {
    assertThat(Times.parse(Times.format(nanos), "at")).isEqualTo(nanos);
    assertThat(Times.parse(Long.toString(nanos), "at")).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1970-01-01T00:00:00Z,0",
    "1970-01-01T01:00:00+01:00,0",
    "1970-01-01T01:00:00 01:00,0",
    "2026-01-31T12:00:00.000000001Z,1769860800000000001"
  })
  void both_forms_are_read(String text, long nanos) {
    assertThat(Times.parse(text, "at")).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "now",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "1969-12-31T23:59:59Z",
        "2263-01-01T00:00:00Z",
        "9223372036854775808",
        "2026-13-01T00:00:00Z"
      })
  void anything_else_is_refused(String text) {
    TallystickException e =
        catchThrowableOfType(TallystickException.class, () -> Times.parse(text, "at"));
    assertThat(e.code()).isEqualTo("time_malformed");
    assertThat(e.field()).isEqualTo("at");
  }
}
