package io.tallystick.persistence.index.column;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ReadChannels;
import java.nio.ByteBuffer;

/** Reads one column for one query. Every page is checked. */
final class ColumnFile {
  private final ReadChannels channels;
  private final long file;
  private final ColumnWork work;
  private final byte[] page = new byte[ColumnFormat.PAGE_BYTES];
  private final ColumnFormat format;
  private long loaded = -1;

  /**
   * Opens the column that is expected at this place.
   *
   * @throws TallystickException DAMAGED if it is missing, bad, or another one
   */
  ColumnFile(
      ReadChannels channels,
      long file,
      long stretch,
      ColumnField field,
      int stretchRecords,
      ColumnWork work) {
    this.channels = channels;
    this.file = file;
    this.work = work;
    read(0);
    this.format = ColumnFormat.decode(page);
    if (format == null
        || format.stretch() != stretch
        || format.fieldOffset() != field.offset()
        || format.fieldBytes() != field.bytes()
        || format.stretchRecords() != stretchRecords) {
      throw damaged();
    }
  }

  ColumnFormat format() {
    return format;
  }

  /** Index of the first entry of [from, to) at or after (value, place); {@code to} if none is. */
  long lowerBound(long high, long low, long place, long from, long to) {
    long left = from;
    long right = to;
    while (left < right) {
      long middle = (left + right) >>> 1;
      if (isBelow(middle, high, low, place)) {
        left = middle + 1;
      } else {
        right = middle;
      }
    }
    return left;
  }

  /** Whether an entry stands before (value, place). */
  boolean isBelow(long entry, long high, long low, long place) {
    int at = load(entry);
    int order = ColumnFormat.compare(highAt(at), lowAt(at), high, low);
    return order < 0 || (order == 0 && placeAt(at) < place);
  }

  /** The place of an entry if it has this value, else -1. */
  long placeIfValue(long entry, long high, long low) {
    int at = load(entry);
    return ColumnFormat.compare(highAt(at), lowAt(at), high, low) == 0 ? placeAt(at) : -1;
  }

  private long highAt(int at) {
    return format.fieldBytes() == 16 ? LittleEndian.getLong(page, at + 8) : 0;
  }

  private long lowAt(int at) {
    return ColumnField.low(page, at, format.fieldBytes());
  }

  private long placeAt(int at) {
    return LittleEndian.getInt(page, at + format.fieldBytes());
  }

  private int load(long entry) {
    long pageIndex = entry / format.pageEntries();
    if (pageIndex != loaded) {
      read(pageIndex + 1);
      if (LittleEndian.getInt(page, ColumnFormat.PAGE_INDEX_AT) != (int) pageIndex) {
        throw damaged();
      }
      loaded = pageIndex;
    }
    return (int) (entry % format.pageEntries()) * format.entryBytes();
  }

  private void read(long pageNumber) {
    work.spend(1);
    loaded = -1;
    ByteBuffer target = ByteBuffer.wrap(page);
    if (!channels.readFully(file, pageNumber * ColumnFormat.PAGE_BYTES, target)
        || !ColumnFormat.whole(page)) {
      throw damaged();
    }
  }

  private static TallystickException damaged() {
    return TallystickException.of(ErrorKind.DAMAGED, "column_damaged", "A column is damaged");
  }
}
