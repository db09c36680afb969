package io.tallystick.ring.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenSequencesTest {
  @Test
  void whatComesAgainIsNotNew() {
    SeenSequences seen = new SeenSequences(10);
    assertThat(seen.isNew(1, 1)).isTrue();
    assertThat(seen.isNew(1, 1)).isFalse();
    assertThat(seen.isNew(1, 3)).isTrue();
    assertThat(seen.isNew(1, 1)).isFalse();
    assertThat(seen.isNew(1, 3)).isFalse();
  }

  @Test
  void sendersCountForThemselves() {
    SeenSequences seen = new SeenSequences(10);
    assertThat(seen.isNew(1, 7)).isTrue();
    assertThat(seen.isNew(2, 7)).isTrue();
    assertThat(seen.isNew(2, 7)).isFalse();
  }

  @Test
  void theSenderUnheardForLongestIsForgotten() {
    SeenSequences seen = new SeenSequences(2);
    seen.isNew(1, 1);
    seen.isNew(2, 1);
    assertThat(seen.isNew(1, 1)).isFalse();
    seen.isNew(3, 1);
    assertThat(seen.isNew(1, 1)).isFalse();
    assertThat(seen.isNew(3, 1)).isFalse();
    assertThat(seen.isNew(2, 1)).isTrue();
  }

  @Property
  void nothingIsEverNewTwiceAndInOrderEverythingIsNewOnce(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 59) Integer> messages) {
    SeenSequences seen = new SeenSequences(3);
    Set<Integer> taken = new HashSet<>();
    long[] highest = new long[3];
    for (int message : messages) {
      int sender = message % 3;
      long sequence = message / 3 + 1L;
      boolean isNew = seen.isNew(sender, sequence);
      assertThat(isNew && taken.contains(message)).isFalse();
      assertThat(isNew).isEqualTo(sequence > highest[sender]);
      highest[sender] = Math.max(highest[sender], sequence);
      if (isNew) {
        taken.add(message);
      }
    }
  }
}
