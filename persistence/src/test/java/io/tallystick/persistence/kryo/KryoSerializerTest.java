package io.tallystick.persistence.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.journal.JournalPosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KryoSerializerTest {
  private final KryoSerializer serializer = new KryoSerializer();

  private static JournalPosition position() {
    byte[] hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) i;
    }
    return new JournalPosition(0x0102, 0x0a0b0c, hash);
  }

  /** Fixed for ever: stored snapshots have these bytes. 0x16 is id 20 and Kryo's own two. */
  @Test
  void aJournalPositionHasExactlyTheseBytes() {
    byte[] bytes = serializer.toBinary(position());
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "16"
                + "0201000000000000"
                + "0c0b0a0000000000"
                + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    assertThat(serializer.fromBinary(bytes, KryoSerializer.MANIFEST)).isEqualTo(position());
  }

  @Test
  void identifiersManifestAndTheTableOfClassesAreFixed() {
    assertThat(SerializerIdentifiers.JOURNAL_UNIT).isEqualTo(1_861_001);
    assertThat(serializer.identifier()).isEqualTo(1_861_002);
    assertThat(serializer.manifest(position())).isEqualTo("kryo-1");
    assertThat(
            KryoRegistrations.ALL.stream()
                .map(entry -> entry.id() + " " + entry.type().getSimpleName()))
        .isEqualTo(List.of("20 JournalPosition"));
  }

  @Test
  void whatIsNotInTheTableIsNeitherWrittenNorRead() {
    assertThatThrownBy(() -> serializer.toBinary(Instant.EPOCH))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("not_serializable"));
    byte[] bytes = serializer.toBinary(position());
    bytes[0] = 0x7f;
    assertDamaged(bytes);
    byte[] named = {1, 0, 'j', 'a', 'v', 'a'};
    assertDamaged(named);
  }

  @Test
  void cutAndLengthenedBytesAreDamage() {
    byte[] bytes = serializer.toBinary(position());
    assertDamaged(Arrays.copyOf(bytes, bytes.length - 1));
    assertDamaged(Arrays.copyOf(bytes, bytes.length + 1));
    assertDamaged(new byte[0]);
  }

  private void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> serializer.fromBinary(bytes, KryoSerializer.MANIFEST))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> assertThat(e.code()).isEqualTo("serialized_object_damaged"));
  }

  @Test
  void manyThreadsMayUseItAtOnce() {
    assertThat(
            IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(
                    i ->
                        serializer.fromBinary(
                            serializer.toBinary(position()), KryoSerializer.MANIFEST))
                .allMatch(position()::equals))
        .isTrue();
  }
}
