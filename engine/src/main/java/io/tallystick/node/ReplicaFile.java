package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which replica a data folder holds, written before this node says a word to others: a node that
 * lost its folder comes back under another incarnation, and what the old one promised is not
 * credited to it.
 *
 * <p>Three lines: node number, incarnation, and the members from which the group's log starts
 * ({@link Membership#encode} in hexadecimal; empty until there is a group).
 */
record ReplicaFile(ReplicaId replica, Optional<Membership> members) {
  private static final int LINES = 3;

  /**
   * Reads the folder's replica. A folder of a single node has no such file: it holds the only
   * member. An empty folder gets a new incarnation, durable on return.
   *
   * @param incarnation of a new replica, larger than any before: wall-clock ms
   * @throws TallystickException INVALID ({@code node_number_differs}), DAMAGED
   */
  static ReplicaFile open(NodeFolder folder, int node, long incarnation) {
    FileAccess files = FileAccess.standard();
    Optional<ReplicaFile> known =
        ChecksummedFile.read(files, folder.replica()).map(payload -> parse(folder, payload));
    if (known.isPresent()) {
      if (known.get().replica.node() != node) {
        throw TallystickException.of(
            ErrorKind.INVALID,
            "node_number_differs",
            "the data folder "
                + folder.root()
                + " is that of node "
                + known.get().replica.node()
                + ", but --node is "
                + node);
      }
      return known.get();
    }
    if (Files.exists(folder.identity())) {
      ReplicaId only = new ReplicaId(node, 1);
      return new ReplicaFile(only, Optional.of(Membership.ofVoters(List.of(only)))).write(folder);
    }
    return new ReplicaFile(new ReplicaId(node, incarnation), Optional.empty()).write(folder);
  }

  /** The same in a group that started from these members; durable on return. */
  ReplicaFile in(Membership founding, NodeFolder folder) {
    return new ReplicaFile(replica, Optional.of(founding)).write(folder);
  }

  private ReplicaFile write(NodeFolder folder) {
    String text =
        String.join(
            "\n",
            Integer.toString(replica.node()),
            Long.toString(replica.incarnation()),
            members.map(Membership::encode).map(HexFormat.of()::formatHex).orElse(""));
    ChecksummedFile.write(
        FileAccess.standard(), folder.replica(), text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private static ReplicaFile parse(NodeFolder folder, byte[] payload) {
    String[] lines = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != LINES) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "replica_file_damaged",
          folder.replica() + " has " + lines.length + " lines instead of " + LINES);
    }
    Optional<Membership> members = Optional.empty();
    if (!lines[2].isEmpty()) {
      byte[] bytes = HexFormat.of().parseHex(lines[2]);
      members = Optional.of(Membership.decode(bytes, 0, bytes.length));
    }
    return new ReplicaFile(
        new ReplicaId(Integer.parseInt(lines[0]), Long.parseLong(lines[1])), members);
  }
}
