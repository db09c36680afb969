package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a group that may be damaged. An intact record is taken as such; of a damaged one
 * the head is believed as far as everything around it agrees: the index is the next one, kind and
 * term are possible, and its length leads to where the next record or the end of the body is. In a
 * group whose own header is damaged no damaged record is believed.
 *
 * @param entries in their order, up to the first that cannot be made out
 * @param complete whether they fill the body to its last byte, so that no other can have been in it
 */
record GroupWalk(List<EntryAsFound> entries, boolean complete) {
  /**
   * Walks a body.
   *
   * @param groupStart where the group begins
   * @param bodyBytes bytes of its records
   * @param header its header; null if that is damaged
   * @param nextIndex index that the first entry must have; 0 if any intact one will do
   * @param termMin term below which no entry can be
   */
  static GroupWalk of(
      GroupScan scan,
      long groupStart,
      long bodyBytes,
      GroupHeader header,
      long nextIndex,
      long termMin)
      throws IOException {
    long offset = groupStart + LogFormat.GROUP_HEADER_BYTES;
    long bodyEnd = offset + bodyBytes;
    List<EntryAsFound> entries = new ArrayList<>();
    long index = nextIndex;
    long term = termMin;
    while (offset < bodyEnd) {
      EntryAsFound entry = intact(scan, offset, bodyEnd);
      if (entry == null && header != null && index != 0) {
        entry = claimed(scan, offset, bodyEnd, header.hardState().term());
      }
      if (entry == null || (index != 0 && entry.index() != index) || entry.term() < term) {
        return new GroupWalk(entries, false);
      }
      entries.add(entry);
      offset += LogFormat.recordBytes(entry.payload().length);
      index = entry.index() + 1;
      term = entry.term();
    }
    return new GroupWalk(entries, offset == bodyEnd);
  }

  private static EntryAsFound intact(GroupScan scan, long offset, long bodyEnd) throws IOException {
    Record record = scan.record(offset, bodyEnd);
    if (record == null || record.isTruncation()) {
      return null;
    }
    byte[] payload = record.entry().bytes();
    return new EntryAsFound(
        record.index(), record.term(), EntryKind.of(record.kind()), payload, true);
  }

  private static EntryAsFound claimed(GroupScan scan, long offset, long bodyEnd, long termMax)
      throws IOException {
    FileWindow head = scan.load(offset, LogFormat.RECORD_HEADER_BYTES);
    if (head == null) {
      return null;
    }
    int at = head.at(offset);
    int length = head.bytes().getInt(at + LogFormat.RECORD_LENGTH_AT);
    long index = head.bytes().getLong(at + LogFormat.RECORD_INDEX_AT);
    long term = head.bytes().getLong(at + LogFormat.RECORD_TERM_AT);
    long kind = head.bytes().getLong(at + LogFormat.RECORD_KIND_AT);
    long recordEnd = offset + LogFormat.RECORD_HEADER_BYTES + Integer.toUnsignedLong(length);
    boolean possible =
        length >= 0
            && recordEnd <= bodyEnd
            && term <= termMax
            && kind >= EntryKind.NO_OP.number()
            && kind <= EntryKind.MEMBERSHIP.number();
    if (!possible) {
      return null;
    }
    byte[] payload = new byte[length];
    FileWindow whole = scan.load(offset, LogFormat.RECORD_HEADER_BYTES + length);
    if (whole == null) {
      return null;
    }
    ByteBuffer bytes = whole.bytes();
    bytes.get(whole.at(offset) + LogFormat.RECORD_HEADER_BYTES, payload);
    return new EntryAsFound(index, term, EntryKind.of((int) kind), payload, false);
  }
}
