package io.tallystick.batch;

import io.tallystick.base.LittleEndian;
import java.util.Objects;
import java.util.Optional;

/**
 * The first fields of an entry as they stand, whether or not the rest is whole: what a damaged
 * entry can be recognised by.
 *
 * @param entryBytes its length, as it says itself
 * @param stampNs T; no two batches of a history share one
 * @param eventCount events of all bodies together
 */
public record EntryHead(long entryBytes, long stampNs, long eventCount) {
  /** The head of the entry in that range; empty if the range is too short for one. */
  public static Optional<EntryHead> of(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length < EntryLayout.HEADER_BYTES + EntryLayout.CHECKSUM_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new EntryHead(
            LittleEndian.getUnsignedInt(bytes, offset + EntryLayout.ENTRY_BYTES),
            LittleEndian.getLong(bytes, offset + EntryLayout.STAMP),
            LittleEndian.getUnsignedInt(bytes, offset + EntryLayout.EVENT_COUNT)));
  }

  /** Whether an entry of that length with this head became the batch with that header. */
  public boolean isOf(BatchHeader header, int length) {
    return stampNs == header.stampNs() && eventCount == header.eventCount() && entryBytes == length;
  }
}
