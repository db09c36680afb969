package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalPositionTest {
  private static byte[] hash(int fill) {
    byte[] hash = new byte[JournalUnit.HASH_BYTES];
    Arrays.fill(hash, (byte) fill);
    return hash;
  }

  /** At unit 5, height 50, hash 5; what follows from a stored unit. */
  @ParameterizedTest
  @CsvSource({
    "6, 51, 60, 6, next",
    "6, 51, 51, 6, next",
    "5, 41, 50, 5, same",
    "5, 41, 50, 9, journal_differs",
    "5, 41, 49, 5, journal_differs",
    "7, 61, 70, 7, journal_hole",
    "6, 52, 60, 6, journal_broken",
    "6, 50, 60, 6, journal_broken",
    "4, 31, 40, 4, journal_broken",
  })
  void aStoredUnitContinuesRepeatsOrContradicts(
      long number, long firstHeight, long lastHeight, int hash, String outcome) {
    JournalPosition position = new JournalPosition(5, 50, hash(5));
    JournalUnit unit = new JournalUnit(number, firstHeight, lastHeight, hash(hash), new byte[0]);
    switch (outcome) {
      case "next" ->
          assertThat(position.advance(unit))
              .isEqualTo(new JournalPosition(number, lastHeight, hash(hash)));
      case "same" -> assertThat(position.advance(unit)).isEqualTo(position);
      default ->
          assertThatThrownBy(() -> position.advance(unit))
              .isInstanceOfSatisfying(
                  TallystickException.class, e -> assertThat(e.code()).isEqualTo(outcome));
    }
    assertThat(position).isEqualTo(new JournalPosition(5, 50, hash(5)));
  }
}
