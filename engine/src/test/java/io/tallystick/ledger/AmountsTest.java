package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "12.50, 2, 1250",
    "12.5, 2, 1250",
    "12, 2, 1200",
    "12.500, 2, 1250",
    "0.01, 2, 1",
    "0, 0, 0",
    "007.10, 2, 710",
    "1.000, 0, 1",
    "92233720368547758.07, 2, 9223372036854775807"
  })
  void decimalsAreConvertedExactly(String text, int scale, long minor) {
    assertThat(Amounts.parseDecimal(text, scale)).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource({
    "12.505, 2, amount_inexact",
    "0.1, 0, amount_inexact",
    "92233720368547758.08, 2, amount_too_large",
    "-1, 2, amount_malformed",
    "+1, 2, amount_malformed",
    "1e3, 2, amount_malformed",
    ".5, 2, amount_malformed",
    "5., 2, amount_malformed",
    "1.2.3, 2, amount_malformed",
    "'1,5', 2, amount_malformed",
    "'', 2, amount_malformed",
    "' 1', 2, amount_malformed"
  })
  void whatIsNotExactIsRefused(String text, int scale, String code) {
    assertThatThrownBy(() -> Amounts.parseDecimal(text, scale))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808, amount_too_large",
    "99999999999999999999, amount_too_large",
    "1.0, amount_malformed",
    "'', amount_malformed",
    "-1, amount_malformed"
  })
  void minorUnitsAreDigitsWithin63Bits(String text, String code) {
    assertThatThrownBy(() -> Amounts.parseMinor(text))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Property(tries = 500)
  void everyAmountIsReadBackFromItsDecimalForm(
      @ForAll @LongRange(min = 0) long minor, @ForAll @IntRange(max = 18) int scale) {
    assertThat(Amounts.parseDecimal(Amounts.formatDecimal(minor, scale), scale)).isEqualTo(minor);
    assertThat(Amounts.parseMinor(Long.toString(minor))).isEqualTo(minor);
  }
}
