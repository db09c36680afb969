package io.tallystick.participant.signature;

import static io.tallystick.participant.signature.NonceMemory.Seen.FULL;
import static io.tallystick.participant.signature.NonceMemory.Seen.NEW;
import static io.tallystick.participant.signature.NonceMemory.Seen.OTHER;
import static io.tallystick.participant.signature.NonceMemory.Seen.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.participant.signature.NonceMemory.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
  @Test
  void aNonceComesWithOneRequestOnly() {
    NonceMemory memory = new NonceMemory(60, 100, 50);
    assertThat(memory.remember(1, 7, 70, 1_000, 1_000)).isEqualTo(NEW);
    assertThat(memory.remember(1, 7, 70, 1_001, 1_002)).isEqualTo(SAME);
    assertThat(memory.remember(1, 7, 71, 1_000, 1_002)).isEqualTo(OTHER);
    assertThat(memory.remember(1, 7, 71, 1_050, 1_055)).isEqualTo(OTHER);
    assertThat(memory.held()).isEqualTo(1);
  }

  @Test
  void whatFindsNoPlaceIsToldSo() {
    NonceMemory memory = new NonceMemory(60, 5, 3);
    for (int i = 1; i <= 3; i++) {
      assertThat(memory.remember(1, i, i, 1_000, 1_000)).isEqualTo(NEW);
    }
    assertThat(memory.remember(1, 4, 4, 1_000, 1_000)).isEqualTo(FULL);
    assertThat(memory.remember(1, 3, 3, 1_000, 1_000)).isEqualTo(SAME);
    assertThat(memory.remember(2, 5, 5, 1_000, 1_000)).isEqualTo(NEW);
    assertThat(memory.remember(2, 6, 6, 1_000, 1_000)).isEqualTo(NEW);
    assertThat(memory.remember(3, 7, 7, 1_000, 1_000)).isEqualTo(FULL);
    assertThat(memory.held()).isEqualTo(5);
    // Once the time is over there is room again, in each stripe as it is asked.
    assertThat(memory.remember(1, 4, 4, 1_100, 1_100)).isEqualTo(NEW);
    assertThat(memory.held()).isEqualTo(3);
  }

  /** The rule in plain words: remembered at least as long as its signature could be accepted. */
  @Property(tries = 200)
  void nothingIsForgottenTooEarly(@ForAll long seed) {
    Random random = new Random(seed);
    long kept = 1L + random.nextInt(100);
    NonceMemory memory = new NonceMemory(kept, 100_000, 100_000);
    Map<List<Long>, long[]> plain = new HashMap<>();
    long now = 1_000_000;
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(20) == 0 ? random.nextInt(30) : 0;
      int key = random.nextInt(40);
      long nonce = random.nextInt(200) + 1L;
      long request = random.nextInt(3);
      long created = now - random.nextInt((int) kept + 1) + random.nextInt(5);
      // As the verifier does: a hash of key and nonce.
      long hash = key * 1_000L + nonce;
      Seen seen = memory.remember(key, hash, request, created, now);
      long[] before = plain.get(List.of((long) key, nonce));
      boolean acceptable = before != null && before[1] + kept >= now;
      if (acceptable) {
        assertThat(seen).isEqualTo(before[0] == request ? SAME : OTHER);
      } else if (seen == NEW) {
        plain.put(List.of((long) key, nonce), new long[] {request, created});
      } else {
        assertThat(before).as("only what was there before is remembered").isNotNull();
      }
    }
    assertThat(memory.held()).isLessThanOrEqualTo(2_000);
  }
}
