package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import java.io.IOException;
import java.util.function.Consumer;

/** Groups of one file, one behind the other, that a survey found whole. */
final class WholePart {
  private final LogFile file;
  private final long segment;
  private final long from;
  private long to;

  WholePart(LogFile file, long segment, long from, long to) {
    this.file = file;
    this.segment = segment;
    this.from = from;
    this.to = to;
  }

  /** Takes in the group if it follows; false if it does not. */
  boolean extend(LogFile other, long at, GroupHeader group) {
    if (other != file || at != to) {
      return false;
    }
    to += group.groupBytes();
    return true;
  }

  void forEach(Consumer<LogEntry> visitor) throws IOException {
    GroupScan scan = new GroupScan();
    scan.open(file, segment);
    long at = from;
    while (at < to) {
      GroupHeader group = scan.header(at);
      if (group == null) {
        throw changed(at);
      }
      long offset = at + LogFormat.GROUP_HEADER_BYTES;
      long bodyEnd = offset + group.bodyBytes();
      while (offset < bodyEnd) {
        Record record = scan.record(offset, bodyEnd);
        if (record == null) {
          throw changed(offset);
        }
        if (!record.isTruncation()) {
          visitor.accept(record.entry());
        }
        offset = record.end();
      }
      at += group.groupBytes();
    }
  }

  private RuntimeException changed(long at) {
    return LogErrors.damaged(file.name(), at, 0, "what was whole a moment ago is not any more");
  }

  /** An entry that was found whole at that offset. */
  static EntryAsFound entry(LogFile file, long offset, long bodyEnd) throws IOException {
    FileWindow window = new FileWindow();
    window.open(file);
    Record record = Record.read(window, offset, bodyEnd);
    if (record == null) {
      throw LogErrors.damaged(
          file.name(), offset, 0, "what was whole a moment ago is not any more");
    }
    return new EntryAsFound(
        record.index(), record.term(), EntryKind.of(record.kind()), record.entry().bytes(), true);
  }
}
