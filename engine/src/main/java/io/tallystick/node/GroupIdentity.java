package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Which history a data folder holds.
 *
 * @param name the group's name, a setting
 * @param id random, drawn once when the group was created
 * @param epoch 1 for a new group; one more after each rebuild
 * @param restoredHeight the height that this epoch's rebuild restored; 0 in epoch 1
 * @param restoredHash the header hash at that height, 32 bytes; zeros in epoch 1
 * @param termBase added to the log's terms in headers, since a rebuilt group's log counts terms
 *     anew and a header's term never falls; 0 in epoch 1
 */
public record GroupIdentity(
    String name, UUID id, long epoch, long restoredHeight, byte[] restoredHash, long termBase) {
  private static final int HASH_BYTES = 32;
  private static final int FIELDS = 6;

  /** A new group of epoch 1. */
  public static GroupIdentity create(String name, UUID id) {
    return new GroupIdentity(name, id, 1, 0, new byte[HASH_BYTES], 0);
  }

  /** Writes it, durable on return. */
  public void write(FileAccess files, Path file) {
    String text =
        String.join(
            "\n",
            name,
            id.toString(),
            Long.toString(epoch),
            Long.toString(restoredHeight),
            HexFormat.of().formatHex(restoredHash),
            Long.toString(termBase));
    ChecksummedFile.write(files, file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads it; empty if the folder holds no history yet. */
  public static Optional<GroupIdentity> read(FileAccess files, Path file) {
    return ChecksummedFile.read(files, file).map(payload -> parse(file, payload));
  }

  private static GroupIdentity parse(Path file, byte[] payload) {
    String[] lines = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != FIELDS) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "group_file_damaged",
          file + " has " + lines.length + " lines instead of " + FIELDS);
    }
    return new GroupIdentity(
        lines[0],
        UUID.fromString(lines[1]),
        Long.parseLong(lines[2]),
        Long.parseLong(lines[3]),
        HexFormat.of().parseHex(lines[4]),
        Long.parseLong(lines[5]));
  }
}
