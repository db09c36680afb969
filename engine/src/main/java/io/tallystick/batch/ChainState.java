package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.merkle.SubtreeStore;
import java.util.Arrays;
import java.util.UUID;

/**
 * The end of a chain with the frontier of its Merkle log: what a checkpoint keeps so that sealing
 * goes on. Its bytes: docs/batch-format.md, "Chain state".
 *
 * @param head the end of the chain
 * @param frontier as {@link MerkleLog#frontier()} gave it at {@code head.recordCount()} records
 */
public record ChainState(ChainHead head, byte[] frontier) {
  private static final int FORMAT_VERSION = 1;
  private static final int RULES_VERSION = 2;
  private static final int RESERVED = 4;
  private static final int GROUP_ID = 8;
  private static final int EPOCH = 24;
  private static final int HEIGHT = 32;
  private static final int TERM = 40;
  private static final int STAMP = 48;
  private static final int RECORD_COUNT = 56;
  private static final int HASH = 64;
  private static final int FRONTIER = 96;

  /** Most bytes of an encoded state. */
  public static final int BYTES_MAX = FRONTIER + MerkleLog.FRONTIER_HASHES_MAX * Hash.BYTES;

  /** The state of a chain without batches. */
  public static ChainState genesis(UUID groupId, long epoch) {
    return new ChainState(ChainHead.genesis(groupId, epoch), new byte[0]);
  }

  /** The Merkle log at this state. */
  public MerkleLog merkleLog(SubtreeStore store) {
    return new MerkleLog(head.recordCount(), frontier, store);
  }

  /** The state's bytes. */
  public byte[] encode() {
    byte[] out = new byte[FRONTIER + frontier.length];
    putShort(out, 0, FORMAT_VERSION);
    putShort(out, RULES_VERSION, head.rulesVersion());
    BatchHeader.writeGroupId(head.groupId(), out, GROUP_ID);
    putLong(out, EPOCH, head.epoch());
    putLong(out, HEIGHT, head.height());
    putLong(out, TERM, head.term());
    putLong(out, STAMP, head.stampNs());
    putLong(out, RECORD_COUNT, head.recordCount());
    head.hash().copyTo(out, HASH);
    System.arraycopy(frontier, 0, out, FRONTIER, frontier.length);
    return out;
  }

  /**
   * Reads a state that fills the range.
   *
   * @throws TallystickException DAMAGED {@code chain_state_damaged}
   */
  public static ChainState decode(byte[] bytes, int offset, int length) {
    if (length < FRONTIER
        || getShort(bytes, offset) != FORMAT_VERSION
        || LittleEndian.getUnsignedInt(bytes, offset + RESERVED) != 0) {
      throw damaged("it is no chain state of format version 1");
    }
    long records = getLong(bytes, offset + RECORD_COUNT);
    if (records < 0 || length != FRONTIER + Long.bitCount(records) * Hash.BYTES) {
      throw damaged(length + " bytes do not hold the frontier of " + records + " records");
    }
    ChainHead head =
        new ChainHead(
            BatchHeader.groupId(bytes, offset + GROUP_ID),
            getLong(bytes, offset + EPOCH),
            getLong(bytes, offset + HEIGHT),
            Hash.of(bytes, offset + HASH),
            getLong(bytes, offset + TERM),
            getLong(bytes, offset + STAMP),
            getShort(bytes, offset + RULES_VERSION),
            records);
    return new ChainState(head, Arrays.copyOfRange(bytes, offset + FRONTIER, offset + length));
  }

  private static TallystickException damaged(String message) {
    return TallystickException.of(ErrorKind.DAMAGED, "chain_state_damaged", message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainState state
        && head.equals(state.head)
        && Arrays.equals(frontier, state.frontier);
  }

  @Override
  public int hashCode() {
    return 31 * head.hashCode() + Arrays.hashCode(frontier);
  }
}
