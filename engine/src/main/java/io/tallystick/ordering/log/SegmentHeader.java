package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * First bytes of a segment. It repeats all that a log must know which begins with this segment:
 * term before it, hard state, members.
 *
 * <pre>
 *    0 u32 CRC32C of bytes 4 … 4095
 *    4 u32 magic
 *    8 u32 version = 1
 *   12 u32 bytes of the membership
 *   16 u64 number of the segment, from 1
 *   24     group name, ASCII, 64 bytes, padded with zeros
 *   88 u32 replica's node | 92 u32 1 if the log was begun anew here, else 0 | 96 u64 replica's incarnation
 *  104 u64 index of the first entry that will follow
 *  112 u64 term of the entry before that, 0 for none
 *  120 u64 offset at which the segment before ends, 0 for none
 *  128     hard state, 32 bytes
 *  160 u64 index of the membership in force
 *  168 u64 bytes of the file
 *  176     the membership
 * </pre>
 *
 * @param startIndex index of the first entry that will follow
 * @param previousTerm term of the entry before it
 * @param previousEnd where the segment before ends, 0 for none
 * @param fileBytes size of the file, which is allocated in full from the beginning
 * @param beginsLog whether segments before this one are no longer part of the log, whatever they
 *     hold
 * @param membershipIndex where the membership in force stands in the log, 0 if it was given
 */
record SegmentHeader(
    long number,
    LogOwner owner,
    long startIndex,
    long previousTerm,
    long previousEnd,
    HardState hardState,
    long membershipIndex,
    Membership membership,
    long fileBytes,
    boolean beginsLog) {
  private static final int MAGIC = 0x5347_4c54;
  private static final int VERSION = 1;
  private static final int GROUP_AT = 24;
  private static final int MEMBERSHIP_AT = 176;

  ByteBuffer encode() {
    byte[] members = membership.encode();
    ByteBuffer bytes =
        ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, MAGIC).putInt(8, VERSION).putInt(12, members.length).putLong(16, number);
    bytes.put(GROUP_AT, owner.groupBytes());
    bytes.putInt(88, owner.replica().node()).putInt(92, beginsLog ? 1 : 0);
    bytes.putLong(96, owner.replica().incarnation());
    bytes.putLong(104, startIndex).putLong(112, previousTerm).putLong(120, previousEnd);
    StoredHardState.write(hardState, bytes, 128);
    bytes.putLong(160, membershipIndex).putLong(168, fileBytes);
    bytes.put(MEMBERSHIP_AT, members);
    bytes.putInt(0, LogFormat.crc(bytes, 4, LogFormat.SEGMENT_HEADER_BYTES - 4));
    return bytes;
  }

  /**
   * From the bytes of a file; fails with {@code DAMAGED} naming the file, under a code of its own
   * if the version is unknown.
   */
  static SegmentHeader decode(ByteBuffer bytes, String file) {
    if (bytes.limit() < LogFormat.SEGMENT_HEADER_BYTES
        || bytes.getInt(4) != MAGIC
        || bytes.getInt(0) != LogFormat.crc(bytes, 4, LogFormat.SEGMENT_HEADER_BYTES - 4)) {
      throw LogErrors.damaged(file, 0, 0, "the segment's header does not match its checksum");
    }
    if (bytes.getInt(8) != VERSION) {
      throw LogErrors.unknownVersion(file, bytes.getInt(8));
    }
    byte[] group = new byte[LogOwner.GROUP_BYTES_MAX];
    bytes.get(GROUP_AT, group);
    byte[] members = new byte[bytes.getInt(12)];
    bytes.get(MEMBERSHIP_AT, members);
    return new SegmentHeader(
        bytes.getLong(16),
        new LogOwner(
            new String(group, StandardCharsets.US_ASCII).trim(),
            new ReplicaId(bytes.getInt(88), bytes.getLong(96))),
        bytes.getLong(104),
        bytes.getLong(112),
        bytes.getLong(120),
        StoredHardState.read(bytes, 128),
        bytes.getLong(160),
        Membership.decode(members, 0, members.length),
        bytes.getLong(168),
        bytes.getInt(92) == 1);
  }
}
