package io.tallystick.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Held against the JDK's own buffers, at every alignment. */
class LittleEndianTest {
  private static final int BYTES = 24;

  @Property
  void whatIsPutIsWhatABufferOfThatOrderHolds(
      @ForAll long value, @ForAll @IntRange(max = BYTES - Long.BYTES) int at) {
    ByteBuffer expected = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = new byte[BYTES];

    LittleEndian.putLong(bytes, at, value);
    assertThat(bytes).isEqualTo(expected.putLong(at, value).array());
    LittleEndian.putInt(bytes, at, (int) (value >> 7));
    assertThat(bytes).isEqualTo(expected.putInt(at, (int) (value >> 7)).array());
    LittleEndian.putShort(bytes, at, (int) (value >> 13));
    assertThat(bytes).isEqualTo(expected.putShort(at, (short) (value >> 13)).array());
  }

  @Property
  void numbersAreReadAsABufferOfThatOrderReadsThem(
      @ForAll long value, @ForAll @IntRange(max = BYTES - Long.BYTES) int at) {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = buffer.putLong(at, value).array();

    assertThat(LittleEndian.getLong(bytes, at)).isEqualTo(value);
    assertThat(LittleEndian.getInt(bytes, at)).isEqualTo(buffer.getInt(at));
    assertThat(LittleEndian.getUnsignedInt(bytes, at)).isEqualTo(buffer.getInt(at) & 0xFFFF_FFFFL);
    assertThat(LittleEndian.getShort(bytes, at)).isEqualTo(buffer.getShort(at) & 0xFFFF);
  }

  @Test
  void aPlaceOutsideTheArrayIsRefused() {
    byte[] bytes = new byte[Long.BYTES];
    assertThatThrownBy(() -> LittleEndian.getLong(bytes, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> LittleEndian.putInt(bytes, -1, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
