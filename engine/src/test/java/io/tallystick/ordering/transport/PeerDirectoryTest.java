package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.Address;
import io.tallystick.base.TallystickException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerDirectoryTest {
  private final PeerDirectory peers = new PeerDirectory("tallystick");

  @Test
  void aNodeIsWhereItWasLastSaidToBe() {
    assertThat(peers.addressOf(3)).isNull();
    peers.put(3, "10.0.0.3:25520");
    peers.put(3, "[::1]:25521");
    assertThat(peers.addressOf(3)).isEqualTo(new Address("akka", "tallystick", "[::1]", 25521));
    peers.put(1, "node-1:1");
    assertThat(peers.all().keySet()).containsExactly(1, 3);
    peers.remove(3);
    assertThat(peers.addressOf(3)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":25520", "host:", "host:x", "host:0", "host:65536"})
  void whatIsNoAddressIsRefusedByName(String text) {
    assertThatThrownBy(() -> peers.put(1, text))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
