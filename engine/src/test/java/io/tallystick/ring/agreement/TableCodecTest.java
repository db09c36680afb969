package io.tallystick.ring.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.agreement.AgreementCommand.Table;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableCodecTest {
  private static final Table TABLE =
      new Table(
          0x99,
          new ReplicaId(2, 3),
          List.of(
              new Report(new ReplicaId(2, 3), 258, FakeChain.hash(0x7F, 258)),
              new Report(new ReplicaId(1, 1), 1, FakeChain.hash(0, 1))),
          List.of(new Report(new ReplicaId(2, 3), 5, FakeChain.hash(0, 5))));

  private final TableSerializer serializer = new TableSerializer();

  @Test
  void bytesOfATableAreTheseForEver() {
    assertThat(HexFormat.of().formatHex(serializer.toBinary(TABLE)))
        .isEqualTo(
            "01010000"
                + "2807d765"
                + "9900000000000000"
                + "02000000"
                + "0300000000000000"
                + "02000000"
                + "02000000"
                + "0300000000000000"
                + "0201000000000000"
                + "7f"
                + "00".repeat(29)
                + "0102"
                + "01000000"
                + "0100000000000000"
                + "0100000000000000"
                + "00".repeat(31)
                + "01"
                + "01000000"
                + "0500000000000000"
                + "00".repeat(31)
                + "05");
  }

  @Test
  void aTableComesAsItWasSent() {
    assertThat(serializer.fromBinary(serializer.toBinary(TABLE), "")).isEqualTo(TABLE);
    Table empty = new Table(-1, new ReplicaId(1, 1), List.of(), List.of());
    assertThat(serializer.fromBinary(serializer.toBinary(empty), "")).isEqualTo(empty);
  }

  @Test
  void anyChangedOrMissingByteIsFound() {
    byte[] good = serializer.toBinary(TABLE);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      assertDamaged(bad);
      assertDamaged(Arrays.copyOf(good, at));
    }
  }

  private void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> serializer.fromBinary(bytes, ""))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }
}
