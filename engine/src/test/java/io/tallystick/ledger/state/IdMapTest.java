package io.tallystick.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdMapTest {
  /** A map with the sections it needs. */
  private static final class Fixture {
    private final Changes changes = new Changes(4);
    private final PagedLongs scalars = changes.section();
    private final PagedLongs directory = changes.section();
    private final PagedLongs buckets = changes.section();
    private final PagedLongs slots = changes.section();
    private final IdMap map;

    Fixture() {
      scalars.extend(1);
      map = new IdMap(directory, buckets, scalars, 0, slots, 1);
      map.begin();
    }

    void put(int slot, long high, long low) {
      slots.extend(slot * 2L + 2);
      slots.set(slot * 2L, low);
      slots.set(slot * 2L + 1, high);
      map.put(high, low, slot);
    }

    long[] words() {
      long[] words = new long[(int) (buckets.length() + directory.length() + slots.length())];
      int n = 0;
      for (PagedLongs section : new PagedLongs[] {buckets, directory, slots}) {
        for (long i = 0; i < section.length(); i++) {
          words[n++] = section.get(i);
        }
      }
      return words;
    }
  }

  @Property(tries = 30)
  void itFindsWhatAPlainMapFinds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int ids) {
    Fixture f = new Fixture();
    IdMap map = f.map;
    Random random = new Random(seed);
    Map<Long, Integer> plain = new HashMap<>();
    for (int slot = 0; slot < 8_000; slot++) {
      long id = random.nextInt(ids);
      Integer known = plain.get(id);
      assertThat(map.find(id * 31, id)).isEqualTo(known == null ? IdMap.ABSENT : known);
      if (known == null) {
        assertThat(map.hasRoom(id * 31, id)).isTrue();
        f.put(slot, id * 31, id);
        plain.put(id, slot);
      } else if (random.nextInt(3) == 0) {
        map.remove(id * 31, id);
        plain.remove(id);
      }
    }
    plain.forEach((id, slot) -> assertThat(map.find(id * 31, id)).isEqualTo(slot));
    long[] asked = new long[2 * IdMap.TOGETHER_MAX];
    for (int i = 0; i < IdMap.TOGETHER_MAX; i++) {
      long id = random.nextInt(ids);
      asked[2 * i] = id * 31;
      asked[2 * i + 1] = id;
    }
    assertFoundTogether(map, asked);
  }

  /** Ids found together are those found one by one; {@code asked} holds high and low halves. */
  private static void assertFoundTogether(IdMap map, long[] asked) {
    int[] found = new int[asked.length / 2];
    long touched = map.findTogether(asked, found.length, found);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("id %d (%d)", i, touched)
          .isEqualTo(map.find(asked[2 * i], asked[2 * i + 1]));
    }
  }

  @Test
  void anUndoneChainLeavesNoTrace() {
    Fixture f = new Fixture();
    for (int slot = 0; slot < 500; slot++) {
      f.put(slot, 1, slot);
    }
    long[] before = f.words();
    f.changes.open();
    for (int slot = 500; slot < 5_000; slot++) {
      f.put(slot, 1, slot);
    }
    f.changes.undo();
    assertThat(f.words()).isEqualTo(before);
    assertThat(f.map.find(1, 4_000)).isEqualTo(IdMap.ABSENT);
    assertThat(f.map.find(1, 499)).isEqualTo(499);
  }

  @Test
  void idsMadeToCollideRunOutOfRoomInsteadOfBreakingTheMap() {
    Fixture f = new Fixture();
    IdMap map = f.map;
    int slot = 0;
    while (map.hasRoom(0, colliding(slot)) && slot < 600) {
      f.put(slot, 0, colliding(slot));
      slot++;
    }
    assertThat(slot).isEqualTo(500);
    for (int i = 0; i < slot; i++) {
      assertThat(map.find(0, colliding(i))).isEqualTo(i);
    }
    assertThat(map.find(0, colliding(slot))).isEqualTo(IdMap.ABSENT);
    long[] asked = new long[2 * IdMap.TOGETHER_MAX];
    for (int i = 0; i < IdMap.TOGETHER_MAX; i++) {
      asked[2 * i + 1] = colliding(slot - 10 + i % 20);
    }
    assertFoundTogether(map, asked);
    assertThat(map.hasRoom(0, 5)).isTrue();
  }

  /** An id (high half 0) whose hash begins with 24 fixed bits. */
  private static long colliding(int i) {
    long hash = 0xABCDEF0000000000L | ((long) i << 28);
    return unmix(hash) ^ IdHash.mix(0x9e3779b97f4a7c15L);
  }

  private static long unmix(long hash) {
    long h = hash;
    h ^= h >>> 33;
    h *= inverse(0xc4ceb9fe1a85ec53L);
    h ^= h >>> 33;
    h *= inverse(0xff51afd7ed558ccdL);
    h ^= h >>> 33;
    return h;
  }

  private static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 6; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }
}
