package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SideSectionPropertyTest {
  private record Item(int kind, int index, byte[] value) {}

  private static List<Item> items(Random random, int count) {
    List<Item> items = new ArrayList<>();
    int index = 0;
    int kind = 1;
    for (int i = 0; i < count; i++) {
      if (random.nextBoolean()) {
        kind += 1 + random.nextInt(10);
      } else {
        index += 1 + random.nextInt(10);
        kind = 2 + random.nextInt(10);
      }
      byte[] value = new byte[1 + random.nextInt(40)];
      random.nextBytes(value);
      items.add(new Item(kind, index, value));
    }
    return items;
  }

  @Property(tries = 200)
  void items_of_any_kind_are_read_back(@ForAll long seed, @ForAll @IntRange(max = 20) int count) {
    List<Item> items = items(new Random(seed), count);
    SideWriter writer = new SideWriter();
    writer.addName(0, "forgotten");
    writer.clear();
    Set<Integer> boundaries = new HashSet<>();
    for (Item item : items) {
      boundaries.add(writer.length());
      writer.add(item.kind(), item.index(), item.value(), 0, item.value().length);
    }
    boundaries.add(writer.length());
    for (int length = 0; length <= writer.length(); length++) {
      assertThat(SideReader.check(writer.bytes(), 0, length, BatchLimits.EVENTS_MAX).isEmpty())
          .isEqualTo(boundaries.contains(length));
    }
    SideReader reader = new SideReader();
    reader.wrap(writer.bytes(), 0, writer.length());
    for (Item item : items) {
      assertThat(reader.nextBelow(item.index())).isFalse();
      assertThat(reader.nextBelow(item.index() + 1)).isTrue();
      assertThat(reader.kind()).isEqualTo(item.kind());
      assertThat(reader.index()).isEqualTo(item.index());
      int from = reader.valueOffset();
      assertThat(Arrays.copyOfRange(reader.bytes(), from, from + reader.valueBytes()))
          .isEqualTo(item.value());
    }
    assertThat(reader.next()).isFalse();
  }

  @Example
  void what_no_reader_would_take_is_not_written() {
    SideWriter writer = new SideWriter();
    writer.addName(3, "a");
    byte[] value = new byte[2_000];
    for (Runnable wrong :
        List.<Runnable>of(
            () -> writer.addName(3, "b"),
            () -> writer.addName(2, "b"),
            () -> writer.addName(4, ""),
            () -> writer.addName(4, "a b"),
            () -> writer.addName(4, "ä"),
            () -> writer.addName(4, "n".repeat(65)),
            () -> writer.add(0, 4, value, 0, 1),
            () -> writer.add(256, 4, value, 0, 1),
            () -> writer.add(2, 4, value, 0, 0),
            () -> writer.add(2, 4, value, 0, 1_025),
            () -> writer.add(2, -1, value, 0, 1))) {
      assertThatThrownBy(wrong::run).isInstanceOf(TallystickException.class);
    }
    writer.addName(4, "b");
    assertThat(writer.length()).isEqualTo(2 * SideWriter.itemBytes(1));
  }
}
