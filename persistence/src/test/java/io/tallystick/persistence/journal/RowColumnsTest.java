package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.base.LittleEndian;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowColumnsTest {
  private static final int WORDS = RowColumns.ROW_BYTES / Long.BYTES;
  private static final int LENGTH = JournalUnit.LENGTH_BYTES;

  /** A batch of so many rows, of which the preamble says another number perhaps. */
  private static byte[] batch(int rows, long said, int sideBytes, Random random) {
    byte[] batch = new byte[RowColumns.PREAMBLE_BYTES + rows * RowColumns.ROW_BYTES + sideBytes];
    random.nextBytes(batch);
    LittleEndian.putInt(batch, RowColumns.COUNT_AT, (int) said);
    for (int word = 0; word < WORDS; word++) {
      IntToLongFunction kind = words(random.nextInt(8), random);
      for (int row = 0; row < rows; row++) {
        LittleEndian.putLong(batch, wordAt(row, word), kind.applyAsLong(row));
      }
    }
    return batch;
  }

  private static int wordAt(int row, int word) {
    return RowColumns.PREAMBLE_BYTES + row * RowColumns.ROW_BYTES + word * Long.BYTES;
  }

  private static IntToLongFunction words(int kind, Random random) {
    long base = random.nextLong();
    return switch (kind) {
      case 0 -> row -> base;
      case 1 -> row -> 0;
      case 2 -> row -> base + row * 3L;
      case 3 -> row -> base + random.nextInt(10_000);
      case 4 -> row -> random.nextInt(20) == 0 ? -1 : row - random.nextInt(5_000);
      case 5 -> row -> random.nextInt(50) == 0 ? random.nextLong() : row;
      case 6 -> row -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      default -> row -> random.nextLong();
    };
  }

  private static JournalUnit unit(List<byte[]> batches) {
    JournalUnitBuilder unit = new JournalUnitBuilder(7);
    long height = 20;
    for (byte[] batch : batches) {
      unit.add(height++, new byte[JournalUnit.HASH_BYTES], ByteBuffer.wrap(batch));
    }
    return unit.build();
  }

  private static byte[] joined(byte[] columns, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    RowColumns.join(columns, payload);
    return payload;
  }

  @Property(tries = 300)
  void anyBatchesComeBackAsTheyWere(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 300) Integer> rows,
      @ForAll @IntRange(max = 400) int sideBytes,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<byte[]> batches =
        rows.stream()
            .map(
                count ->
                    batch(
                        count,
                        random.nextInt(5) == 0 ? random.nextInt() : count,
                        random.nextInt(sideBytes + 1),
                        random))
            .toList();
    JournalUnit unit = unit(batches);
    byte[] columns = RowColumns.split(unit.payload());
    if (columns != null) {
      assertThat(joined(columns, unit.payload().length)).isEqualTo(unit.payload());
    }
    assertThat(JournalUnitCodec.decode(JournalUnitCodec.encode(unit))).isEqualTo(unit);
  }

  @Property(tries = 300)
  void bytesThatAreNoBatchesAreKeptAsTheyAre(
      @ForAll @IntRange(max = 2_000) int bytes, @ForAll long seed) {
    byte[] payload = new byte[bytes];
    Random random = new Random(seed);
    random.nextBytes(payload);
    if (bytes >= LENGTH) {
      LittleEndian.putInt(payload, 0, random.nextInt(bytes + 8) - 8);
    }
    JournalUnit unit = new JournalUnit(1, 1, 1, new byte[JournalUnit.HASH_BYTES], payload);
    assertThat(JournalUnitCodec.decode(JournalUnitCodec.encode(unit))).isEqualTo(unit);
  }

  @Property(tries = 1_000)
  void damagedColumnsAreNeverTakenForWhole(
      @ForAll @IntRange(min = 1, max = 60) int rows, @ForAll long seed) {
    Random random = new Random(seed);
    JournalUnit unit = unit(List.of(batch(rows, rows, 9, random)));
    byte[] columns = RowColumns.split(unit.payload());
    byte[] changed = columns.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    Throwable problem = catchThrowable(() -> joined(changed, unit.payload().length));
    if (problem != null) {
      assertThat(problem)
          .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
    }
    byte[] cut = Arrays.copyOf(columns, random.nextInt(columns.length));
    assertThatThrownBy(() -> joined(cut, unit.payload().length))
        .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
    byte[] stored = JournalUnitCodec.encode(unit);
    stored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
    JournalUnitTest.assertUnchangedOrDamaged(stored, unit);
  }

  /** Bytes of a column, as docs/batch-format.md has them. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "same, 5;5;5,                      01 0500000000000000",
    "near, 1000;1300;1000,             03 e803000000000000 00 ac02 00",
    "step, 0;1099511627776;1099511627777;1099511627778, 04 00 808080808040 02 02",
    "back, 1000;-1;1002;1003,          05 e803000000000000 00 ea07 00 00",
  })
  void aColumnHasExactlyTheseBytes(String way, String words, String bytes) {
    long[] column = Arrays.stream(words.split(";")).mapToLong(Long::parseLong).toArray();
    WordWriter out = new WordWriter(1);
    new WordColumn(new long[][] {column}, 0).write(out);
    assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(bytes.replace(" ", ""));
    long[] read = new long[column.length];
    WordReader in = new WordReader(out.toBytes());
    new WordColumn(new long[][] {read}, 0).read(in);
    in.requireEnd();
    assertThat(read).isEqualTo(column);
  }

  @Test
  void aColumnOfRandomWordsTakesEightBytesForEach() {
    long[] column = new Random(1).longs(100).toArray();
    WordWriter out = new WordWriter(1);
    new WordColumn(new long[][] {column}, 0).write(out);
    WordReader in = new WordReader(out.toBytes());
    assertThat(in.getByte()).isZero();
    for (long word : column) {
      assertThat(in.getLong()).isEqualTo(word);
    }
    in.requireEnd();
  }

  @Test
  void aColumnLikeOneBeforeTakesTwoBytes() {
    long[][] columns = {{1, 9}, {4, 7}, {4, 7}};
    WordWriter out = new WordWriter(1);
    new WordColumn(columns, 2).write(out);
    assertThat(out.toBytes()).containsExactly(2, 1);
    columns[2] = new long[2];
    new WordColumn(columns, 2).read(new WordReader(out.toBytes()));
    assertThat(columns[2]).containsExactly(4, 7);
    assertThatThrownBy(() -> new WordColumn(columns, 1).read(new WordReader(out.toBytes())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settledTransfersTakeLessThanThirtyBytesEach() {
    int rows = 8_190;
    Random random = new Random(1);
    byte[] batch = batch(rows, rows, 0, new Random(1));
    long[] fields = new long[WORDS];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(fields, 0);
      fields[0] = random.nextLong();
      fields[1] = random.nextLong();
      fields[2] = 1_000_000_000L + random.nextInt(10_000);
      fields[4] = 1_000_000_000L + random.nextInt(10_000);
      fields[6] = random.nextInt(1_000);
      fields[14] = 978L | 1L << 32;
      fields[15] = 1_800_000_000_000_000_000L + row;
      fields[16] = fields[6];
      fields[17] = 50_000L + row - random.nextInt(10_000);
      fields[18] = 50_000L + row - random.nextInt(10_000);
      fields[20] = -1;
      for (int word = 0; word < WORDS; word++) {
        LittleEndian.putLong(batch, wordAt(row, word), fields[word]);
      }
    }
    JournalUnit unit = unit(List.of(batch));
    byte[] stored = JournalUnitCodec.encode(unit);
    assertThat(JournalUnitCodec.decode(stored)).isEqualTo(unit);
    assertThat(stored.length / rows).isLessThan(30);
  }
}
