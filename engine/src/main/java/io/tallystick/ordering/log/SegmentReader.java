package io.tallystick.ordering.log;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads entries back from the files. For one thread at a time. */
final class SegmentReader {
  private final RunIndex runs;
  private final FileWindow window = new FileWindow();

  SegmentReader(RunIndex runs) {
    this.runs = runs;
  }

  /**
   * Entries from an index on: at least one, then while they fit in the bytes, the log's runs
   * permitting, and none past {@code lastIndex}.
   *
   * @throws TallystickException DAMAGED if a record no longer matches its checksum
   */
  List<LogEntry> read(long index, long lastIndex, long bytesMax) {
    RunIndex.Place place = runs.find(index);
    if (place == null) {
      throw LogErrors.damaged("(none)", 0, index, "no segment holds this entry");
    }
    String file = place.segment().file.name();
    try {
      window.open(place.segment().file);
      return walk(place, index, Math.min(lastIndex, place.runLast()), bytesMax);
    } catch (IOException e) {
      throw LogErrors.of(e, "read entry " + index + " of the ordering log", file);
    }
  }

  private List<LogEntry> walk(RunIndex.Place place, long index, long lastIndex, long bytesMax)
      throws IOException {
    List<LogEntry> found = new ArrayList<>();
    long bytes = 0;
    long offset = place.offset();
    long bodyEnd = place.bodyEnd();
    for (long at = place.index(); at <= lastIndex; at++) {
      while (offset >= bodyEnd) {
        long groupStart = LogFormat.alignToSector(bodyEnd);
        GroupHeader group = group(place.segment(), groupStart, at);
        offset = groupStart + LogFormat.GROUP_HEADER_BYTES;
        bodyEnd = offset + group.bodyBytes();
      }
      Record record = Record.read(window, offset, bodyEnd);
      if (record == null || record.index() != at || record.isTruncation()) {
        throw LogErrors.damaged(
            place.segment().file.name(), offset, at, "the record does not match its checksum");
      }
      if (at >= index) {
        if (!found.isEmpty() && bytes + record.payloadBytes() > bytesMax) {
          break;
        }
        found.add(record.entry());
        bytes += record.payloadBytes();
      }
      offset = record.end();
    }
    return found;
  }

  private GroupHeader group(Segment segment, long offset, long index) throws IOException {
    GroupHeader header =
        window.load(offset, LogFormat.GROUP_HEADER_BYTES)
            ? GroupHeader.read(window.bytes(), window.at(offset), offset, segment.number)
            : null;
    if (header == null) {
      throw LogErrors.damaged(
          segment.file.name(), offset, index, "the group's header does not match its checksum");
    }
    return header;
  }
}
