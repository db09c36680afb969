package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodePeersTest {
  private static final NodePeers THREE = NodePeers.parse("1=a:10,2=b:10,3=[::1]:10");

  @Test
  void aListIsReadAndWrittenInTheOrderOfNodes() {
    NodePeers peers = NodePeers.parse("3=[::1]:25522, 1=10.0.0.1:25520,2=node-b.example.org:25521");
    assertThat(peers.addresses().get(3)).isEqualTo(new NodeAddress("::1", 25_522));
    assertThat(peers.toString())
        .isEqualTo("1=10.0.0.1:25520,2=node-b.example.org:25521,3=[::1]:25522");
    assertThat(NodePeers.parse(peers.toString())).isEqualTo(peers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|peers_malformed",
        "a:1|peers_malformed",
        "=a:1|peers_malformed",
        "1=a:1,|peers_malformed",
        "0=a:1|node_number_invalid",
        "-1=a:1|node_number_invalid",
        "65536=a:1|node_number_invalid",
        "1=a|address_malformed",
        "1=:1|address_malformed",
        "1=a:0|address_malformed",
        "1=a:65536|address_malformed",
        "1=a b:1|address_malformed",
        "1=::1:1|address_malformed",
        "1=a:1,1=b:1|peer_twice",
        "1=a:1,2=a:1|peer_twice",
        "1=a:1,2=a:2,3=a:3,4=a:4,5=a:5,6=a:6,7=a:7,8=a:8|too_many_peers",
      })
  void aWrongListIsRefusedWithItsField(String text, String code) {
    assertThatThrownBy(() -> NodePeers.parse(text))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.field()).isEqualTo("peers");
            });
  }

  @Test
  void aLedgerNodeIsInItsListAndAGatewayIsNot() {
    assertThat(place(2, NodeRole.LEDGER, THREE, false, null).address())
        .isEqualTo(new NodeAddress("b", 10));
    assertThat(place(4, NodeRole.GATEWAY, THREE, false, null).address())
        .isEqualTo(new NodeAddress("127.0.0.1", 0));
    assertThat(NodeOptions.Place.SINGLE.isAlone()).isTrue();
    assertThat(NodeOptions.Place.SINGLE.address()).isNull();
    assertRefused("node_not_in_peers", 4, NodeRole.LEDGER, THREE, false, null);
    assertRefused("node_not_in_peers", 2, NodeRole.LEDGER, NodePeers.NONE, false, null);
    assertRefused("gateway_in_peers", 2, NodeRole.GATEWAY, THREE, false, null);
    assertRefused(
        "peers_missing", 4, NodeRole.GATEWAY, NodePeers.NONE, false, new NodeAddress("a", 1));
    assertRefused("peers_missing", 1, NodeRole.LEDGER, NodePeers.parse("1=a:1"), true, null);
    assertRefused("gateway_cannot_join", 4, NodeRole.GATEWAY, THREE, true, null);
    assertRefused(
        "remoting_not_for_ledger", 1, NodeRole.LEDGER, THREE, false, new NodeAddress("a", 1));
  }

  private static NodeOptions.Place place(
      int node, NodeRole role, NodePeers peers, boolean join, NodeAddress remoting) {
    return new NodeOptions.Place(node, role, peers, join, remoting);
  }

  private static void assertRefused(
      String code, int node, NodeRole role, NodePeers peers, boolean join, NodeAddress remoting) {
    assertThatThrownBy(() -> place(node, role, peers, join, remoting))
        .isInstanceOfSatisfying(
            TallystickException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
