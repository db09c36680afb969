package io.tallystick.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.Address;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.directory.DirectoryCommand.Introduced;
import io.tallystick.node.directory.NodeCard.Role;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NodeCardCodecTest {
  private static final Introduced CARD =
      new Introduced(
          new NodeCard(3, Role.LEARNER, 5, -1, "http://h:80"),
          new Address("akka", "t", "h", 2),
          true);

  private final NodeCardSerializer serializer = new NodeCardSerializer();

  @Test
  void bytesOfACardAreTheseForEver() {
    String hex = HexFormat.of().formatHex(serializer.toBinary(CARD));
    assertThat(hex.substring(0, 8)).isEqualTo("01010000");
    assertThat(hex.substring(16))
        .isEqualTo(
            "03000000"
                + "03"
                + "0500000000000000"
                + "ffffffffffffffff"
                + "0b000000"
                + "687474703a2f2f683a3830"
                + "0c000000"
                + "616b6b613a2f2f7440683a32"
                + "01");
  }

  @Test
  void cardsOfAllRolesComeAsTheyWereSent() {
    for (Role role : Role.values()) {
      Introduced sent =
          new Introduced(
              new NodeCard(1, role, 0, 0, "https://[::1]:8443"),
              new Address("akka", "tallystick", "10.0.0.1", 25_520),
              role == Role.GATEWAY);
      assertThat(serializer.fromBinary(serializer.toBinary(sent), "")).isEqualTo(sent);
    }
  }

  @Test
  void anyChangedOrMissingByteIsFound() {
    byte[] good = serializer.toBinary(CARD);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 8;
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
