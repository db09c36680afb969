package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntryPropertyTest {
  private record NaiveBody(int kind, int rows, byte[] records, List<String> names) {}

  private static List<NaiveBody> bodies(Random random, int count, int rowsMax) {
    List<NaiveBody> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int rows = 1 + random.nextInt(rowsMax);
      byte[] records = new byte[rows * BatchLimits.REQUEST_BYTES];
      random.nextBytes(records);
      List<String> names = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        names.add(random.nextInt(3) == 0 ? "n" + "x".repeat(random.nextInt(64)) : null);
      }
      bodies.add(new NaiveBody(1 + random.nextInt(3), rows, records, names));
    }
    return bodies;
  }

  private static int write(EntryWriter writer, List<NaiveBody> bodies, long stampNs, int flags) {
    writer.begin();
    for (NaiveBody body : bodies) {
      writer.addBody(body.kind(), body.rows(), body.records(), 0);
      for (int row = 0; row < body.rows(); row++) {
        if (body.names().get(row) != null) {
          writer.addName(row, body.names().get(row));
        }
      }
    }
    return writer.finish(stampNs, flags);
  }

  @Property(tries = 200)
  void what_was_written_is_read_back(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int bodyCount,
      @ForAll @IntRange(max = 1) int flags,
      @ForAll @IntRange(max = 50) int shift) {
    Random random = new Random(seed);
    EntryWriter writer = new EntryWriter(0);
    write(writer, bodies(random, 3, 5), 1L << 60, 0);
    List<NaiveBody> bodies = bodies(random, bodyCount, 9);
    long stampNs = (1L << 60) + random.nextInt();
    int length = write(writer, bodies, stampNs, flags);
    assertThat(writer.copy()).hasSize(length);

    byte[] shifted = new byte[shift + length + shift];
    System.arraycopy(writer.buffer(), 0, shifted, shift, length);
    EntryReader reader = new EntryReader();
    reader.wrap(shifted, shift, length);
    assertThat(reader.stampNs()).isEqualTo(stampNs);
    assertThat(reader.closesJournalUnit()).isEqualTo(flags == 1);
    assertThat(reader.bodyCount()).isEqualTo(bodies.size());
    assertThat(reader.eventCount()).isEqualTo(bodies.stream().mapToInt(NaiveBody::rows).sum());
    for (int pass = 0; pass < 2; pass++) {
      readBack(reader, bodies);
      reader.rewind();
    }
  }

  private static void readBack(EntryReader reader, List<NaiveBody> bodies) {
    SideNames names = new SideNames();
    int firstEvent = 0;
    for (NaiveBody body : bodies) {
      assertThat(reader.nextBody()).isTrue();
      assertThat(reader.bodyKind()).isEqualTo(body.kind());
      assertThat(reader.bodyRows()).isEqualTo(body.rows());
      assertThat(reader.bodyFirstEvent()).isEqualTo(firstEvent);
      int from = reader.recordsOffset();
      assertThat(Arrays.copyOfRange(reader.bytes(), from, from + body.records().length))
          .isEqualTo(body.records());
      names.take(reader.side(), firstEvent, body.rows());
      for (int row = 0; row < body.rows(); row++) {
        assertThat(name(names, row)).isEqualTo(body.names().get(row));
      }
      firstEvent += body.rows();
    }
    assertThat(reader.nextBody()).isFalse();
    assertThat(reader.nextBody()).isFalse();
    assertThat(reader.side().next()).isFalse();
  }

  private static String name(SideNames names, int row) {
    byte[] out = new byte[names.length(row)];
    if (out.length == 0) {
      return null;
    }
    names.copy(row, out, 0);
    return new String(out, StandardCharsets.US_ASCII);
  }

  @Example
  void any_changed_byte_is_damage() {
    EntryWriter writer = new EntryWriter(0);
    write(writer, bodies(new Random(3), 2, 2), 1L << 60, 1);
    byte[] entry = writer.copy();
    for (int i = 0; i < entry.length; i++) {
      byte[] changed = entry.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertDamaged(changed, changed.length);
    }
    for (int length = 0; length < entry.length; length++) {
      assertDamaged(entry, length);
    }
    assertDamaged(Arrays.copyOf(entry, entry.length + 1), entry.length + 1);
  }

  private static void assertDamaged(byte[] bytes, int length) {
    assertThatThrownBy(() -> new EntryReader().wrap(bytes, 0, length))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
              assertThat(e.code()).isEqualTo(EntryReader.DAMAGED_CODE);
            });
  }

  @Example
  void the_largest_entry_is_within_the_named_limit() {
    EntryWriter writer = new EntryWriter(0);
    byte[] record = new byte[BatchLimits.REQUEST_BYTES];
    String name = "n".repeat(BatchLimits.NAME_BYTES_MAX);
    for (int i = 0; i < BatchLimits.EVENTS_MAX; i++) {
      assertThat(writer.fits(1, SideWriter.itemBytes(name.length()))).isTrue();
      writer.addBody(2, 1, record, 0);
      writer.addName(0, name);
    }
    assertThat(writer.fits(1, 0)).isFalse();
    assertThatThrownBy(() -> writer.addBody(2, 1, record, 0))
        .isInstanceOf(TallystickException.class);
    int length = writer.finish(1L << 60, 0);
    assertThat(length).isLessThanOrEqualTo(BatchLimits.ENTRY_BYTES_MAX);
    EntryReader reader = new EntryReader();
    reader.wrap(writer.buffer(), 0, length);
    assertThat(reader.eventCount()).isEqualTo(BatchLimits.EVENTS_MAX);
  }
}
