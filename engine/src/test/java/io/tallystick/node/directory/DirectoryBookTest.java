package io.tallystick.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import io.tallystick.node.directory.NodeCard.Role;
import org.junit.jupiter.api.Test;

class DirectoryBookTest {
  private final DirectoryBook book = new DirectoryBook();

  private static NodeCard card(int node, Role role) {
    return new NodeCard(node, role, 1, 1, "http://h:" + node);
  }

  private static Address address(int port) {
    return new Address("akka", "t", "h", port);
  }

  @Test
  void theNewestCardOfANodeIsKeptAndEntriesStandByNumber() {
    book.heard(card(2, Role.FOLLOWER), address(2), 10);
    book.heard(card(1, Role.GATEWAY), address(1), 11);
    assertThat(book.of(2).card().role()).isEqualTo(Role.FOLLOWER);
    assertThat(book.of(3)).isNull();
    book.heard(card(2, Role.LEADER), address(3), 12);
    assertThat(book.entries())
        .containsExactly(
            new DirectoryEntry(card(1, Role.GATEWAY), address(1), 11),
            new DirectoryEntry(card(2, Role.LEADER), address(3), 12));
  }

  @Test
  void theNodeThatWasSilentForLongestIsForgottenFirst() {
    for (int node = 1; node <= DirectoryBook.NODES_MAX; node++) {
      book.heard(card(node, Role.GATEWAY), address(node), node == 7 ? 0 : 1_000);
    }
    book.heard(card(9_999, Role.GATEWAY), address(1), 1_000);
    assertThat(book.entries()).hasSize(DirectoryBook.NODES_MAX);
    assertThat(book.entries()).noneMatch(entry -> entry.card().node() == 7);
    assertThat(book.entries()).anyMatch(entry -> entry.card().node() == 9_999);
  }

  @Test
  void silenceIsCountedFromTheLastWord() {
    DirectoryEntry entry = new DirectoryEntry(card(1, Role.LEADER), address(1), 5_000_000);
    assertThat(entry.silentMs(12_999_999)).isEqualTo(7);
    assertThat(entry.silentMs(4_000_000)).isZero();
  }
}
