package io.tallystick.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import io.tallystick.node.directory.NodeCard.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicasTest {
  /** Nodes are NUMBER:ROLE@TERM, roles L(eader), F(ollower), N (learner), G(ateway). */
  @ParameterizedTest(name = "{0}: leader {1}, order {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                        -, -",
        "1:G@0,                    -, -",
        "1:L@1,                    1, 1",
        "1:F@1 2:L@1 3:F@1 4:G@0,  2, 2 1 3",
        // a leader that was followed by another one and does not know it yet
        "1:L@4 2:L@5 3:F@5,        2, 2 1 3",
        // an election has begun, nobody has won it
        "1:L@4 2:F@5 3:F@4,        -, 1 2 3",
        "1:F@4 2:F@4,              -, 1 2",
        // a learner may be far behind
        "1:N@4 2:F@4 3:L@4 4:F@4,  3, 3 2 4 1",
      })
  void theLeaderIsThatOfTheNewestTerm(String nodes, Integer leader, String order) {
    List<DirectoryEntry> entries = new ArrayList<>();
    if (nodes != null) {
      for (String text : nodes.split(" ")) {
        String[] parts = text.split("[:@]");
        entries.add(entry(Integer.parseInt(parts[0]), role(parts[1]), Long.parseLong(parts[2])));
      }
    }
    assertThat(Replicas.leader(entries).map(entry -> entry.card().node()).orElse(null))
        .isEqualTo(leader);
    String ordered =
        String.join(
            " ",
            Replicas.inOrder(entries).stream()
                .map(entry -> Integer.toString(entry.card().node()))
                .toList());
    assertThat(ordered).isEqualTo(order == null ? "" : order);
  }

  private static Role role(String letter) {
    return switch (letter) {
      case "L" -> Role.LEADER;
      case "F" -> Role.FOLLOWER;
      case "N" -> Role.LEARNER;
      default -> Role.GATEWAY;
    };
  }

  static DirectoryEntry entry(int node, Role role, long term) {
    return new DirectoryEntry(
        new NodeCard(node, role, term, 1, "http://h:" + node),
        new Address("akka", "t", "h", node),
        0);
  }
}
