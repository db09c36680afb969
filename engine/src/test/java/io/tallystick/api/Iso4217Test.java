package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of currencies agrees with the platform's wherever both know a code. */
final class Iso4217Test {
  @Test
  void numbers_and_scales_are_those_of_the_platform() {
    int compared = 0;
    for (Currency platform : Currency.getAvailableCurrencies()) {
      var ours = Iso4217.ofCode(platform.getCurrencyCode());
      if (ours.isPresent()) {
        compared++;
        assertThat(ours.get().number())
            .as(platform.getCurrencyCode())
            .isEqualTo(platform.getNumericCode());
        int digits = platform.getDefaultFractionDigits();
        assertThat(ours.get().scale())
            .as(platform.getCurrencyCode())
            .isEqualTo(digits < 0 ? null : Integer.valueOf(digits));
      }
    }
    assertThat(compared).isGreaterThan(170);
  }

  @Test
  void no_number_is_given_twice() {
    Set<Integer> numbers = new HashSet<>();
    Iso4217.all().values().forEach(currency -> assertThat(numbers.add(currency.number())).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"EUR,978,2", "USD,840,2", "JPY,392,0", "CZK,203,2", "CLF,990,4", "XCG,532,2"})
  void well_known_ones_are_there(String code, int number, int scale) {
    assertThat(Iso4217.ofCode(code)).hasValue(new Iso4217.Currency(code, number, scale));
    assertThat(Iso4217.ofNumber(number)).isEqualTo(Iso4217.ofCode(code));
  }

  @ParameterizedTest
  @CsvSource({"HRK", "ZWL", "BGN", "DEM", "eur", "''"})
  void withdrawn_ones_are_not(String code) {
    assertThat(Iso4217.ofCode(code)).isEmpty();
  }
}
