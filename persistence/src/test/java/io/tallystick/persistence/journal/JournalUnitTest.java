package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JournalUnitTest {
  /** Fixed for ever: changed bytes would make stored journals unreadable. */
  private static final String GOLDEN =
      "01" // format
          + "00" // plain
          + "0000"
          + "0d000000" // 13 bytes of payload
          + "0700000000000000" // unit 7
          + "1400000000000000" // heights 20 …
          + "1500000000000000" // … 21
          + "0101010101010101010101010101010101010101010101010101010101010101"
          + "502bc1fc" // CRC32C
          + "03000000"
          + "aabbcc"
          + "02000000"
          + "ddee";

  /** Length 64 and 64 zero bytes as an LZ4 block, worked out by hand from its format. */
  private static final String GOLDEN_LZ4_PAYLOAD = "2f 4000 0100 2a 50 0000000000";

  private static byte[] hash(int fill) {
    byte[] hash = new byte[JournalUnit.HASH_BYTES];
    Arrays.fill(hash, (byte) fill);
    return hash;
  }

  private static JournalUnit small() {
    return new JournalUnitBuilder(7)
        .add(20, hash(9), ByteBuffer.wrap(new byte[] {(byte) 0xaa, (byte) 0xbb, (byte) 0xcc}))
        .add(21, hash(1), ByteBuffer.wrap(new byte[] {(byte) 0xdd, (byte) 0xee}))
        .build();
  }

  @Test
  void aUnitHasExactlyTheseBytes() {
    byte[] bytes = JournalUnitCodec.encode(small());
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
    assertThat(JournalUnitCodec.decode(bytes)).isEqualTo(small());
    JournalUnitSerializer serializer = new JournalUnitSerializer();
    assertThat(serializer.identifier()).isEqualTo(1_861_001);
    assertThat(serializer.manifest(small())).isEqualTo("unit-1");
    assertThat(serializer.toBinary(small())).isEqualTo(bytes);
    assertThat(serializer.fromBinary(bytes, "unit-1")).isEqualTo(small());
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "unit-2"))
        .isInstanceOf(TallystickException.class);
  }

  @Property(tries = 200)
  void anyUnitComesBackAsItWasAndSoDoItsBatches(
      @ForAll @LongRange(min = 1) long number,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE - 100) long height,
      @ForAll @Size(min = 1, max = 20) List<byte[]> batches) {
    JournalUnitBuilder builder = new JournalUnitBuilder(number);
    for (int i = 0; i < batches.size(); i++) {
      builder.add(height + i, hash(i), ByteBuffer.wrap(batches.get(i)));
    }
    JournalUnit unit = builder.build();
    JournalUnit decoded = JournalUnitCodec.decode(JournalUnitCodec.encode(unit));
    assertThat(decoded).isEqualTo(unit);
    List<byte[]> found = new ArrayList<>();
    for (ByteBuffer batch : decoded.batches()) {
      byte[] bytes = new byte[batch.remaining()];
      batch.get(bytes);
      found.add(bytes);
    }
    assertThat(found).hasSameSizeAs(batches);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isEqualTo(batches.get(i));
    }
  }

  @Property(tries = 500)
  void anyChangedBitAndAnyCutIsFound(
      @ForAll @IntRange(max = 5_000) int payloadBytes,
      @ForAll boolean compressible,
      @ForAll long seed) {
    byte[] batch = new byte[payloadBytes];
    Random random = new Random(seed);
    if (!compressible) {
      random.nextBytes(batch);
    }
    JournalUnit unit = new JournalUnitBuilder(3).add(5, hash(2), ByteBuffer.wrap(batch)).build();
    byte[] bytes = JournalUnitCodec.encode(unit);
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    assertUnchangedOrDamaged(changed, unit);
    assertUnchangedOrDamaged(Arrays.copyOf(bytes, random.nextInt(bytes.length)), null);
  }

  /** A compressor's bytes may say the same in two ways; what they say must be whole. */
  static void assertUnchangedOrDamaged(byte[] bytes, JournalUnit unit) {
    try {
      assertThat(JournalUnitCodec.decode(bytes)).isEqualTo(unit);
    } catch (TallystickException e) {
      assertThat(e.code()).isEqualTo("journal_unit_damaged");
    }
  }

  @Test
  void compressedBytesOfAnEarlierReleaseAreStillRead() {
    JournalUnit zeros =
        new JournalUnitBuilder(7).add(20, hash(1), ByteBuffer.wrap(new byte[64])).build();
    byte[] ours = JournalUnitCodec.encode(zeros);
    assertThat(ours.length).isLessThan(JournalUnitCodec.HEADER_BYTES + 68);
    byte[] payload = HexFormat.of().parseHex(GOLDEN_LZ4_PAYLOAD.replace(" ", ""));
    byte[] stored = Arrays.copyOf(ours, JournalUnitCodec.HEADER_BYTES + payload.length);
    System.arraycopy(payload, 0, stored, JournalUnitCodec.HEADER_BYTES, payload.length);
    assertThat(JournalUnitCodec.decode(stored)).isEqualTo(zeros);
  }

  @Test
  void batchesThatDoNotFitTheirHeightsOrTheirLengthAreDamage() {
    JournalUnit unit = small();
    assertThatThrownBy(() -> new JournalUnit(7, 20, 22, unit.lastHash(), unit.payload()).batches())
        .isInstanceOf(TallystickException.class);
    byte[] cut = Arrays.copyOf(unit.payload(), unit.payload().length - 1);
    assertThatThrownBy(() -> new JournalUnit(7, 20, 21, unit.lastHash(), cut).batches())
        .isInstanceOf(TallystickException.class);
  }
}
