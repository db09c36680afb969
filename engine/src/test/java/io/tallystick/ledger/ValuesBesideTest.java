package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ValuesBesideTest {
  private static final int KINDS = 4;

  private static byte[] bytes(int place) {
    return new byte[] {(byte) place, (byte) (place >>> 8)};
  }

  @Property(tries = 200)
  void whatWasAddedIsFoundAndNothingElse(
      @ForAll @Size(max = 60) Set<@IntRange(min = 0, max = 99) Integer> places) {
    ValuesBeside values = new ValuesBeside();
    values.add(0, 1, bytes(7));
    values.clear();
    for (int place : new TreeSet<>(places)) {
      values.add(place / KINDS, place % KINDS, bytes(place));
    }
    for (int place = 0; place < 100; place++) {
      assertThat(values.get(place / KINDS, place % KINDS))
          .isEqualTo(places.contains(place) ? bytes(place) : null);
    }
    assertThat(values.all()).hasSize(places.size());
  }

  @Test
  void valuesAscend() {
    ValuesBeside values = new ValuesBeside();
    values.add(3, 2, bytes(1));
    assertThatThrownBy(() -> values.add(3, 2, bytes(1))).isInstanceOf(TallystickException.class);
    assertThatThrownBy(() -> values.add(2, 3, bytes(1))).isInstanceOf(TallystickException.class);
  }
}
