package io.tallystick.persistence.index.column;

import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.LittleEndian;
import io.tallystick.persistence.file.Pacer;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes the column of one field of one stretch. */
final class ColumnBuilder {
  private static final int READ_RECORDS = 512;
  private static final int BUFFER_PAGES = 64;

  private final ColumnSettings settings;
  private final RecordSource records;
  private final FileAccess files;
  private final Pacer pacer;
  private final long[] highs;
  private final long[] lows;
  private final int[] places;
  private final int[] scratch;
  private int count;
  private long firstTime;
  private long lastTime;

  ColumnBuilder(ColumnSettings settings, RecordSource records, FileAccess files, Pacer pacer) {
    this.settings = settings;
    this.records = records;
    this.files = files;
    this.pacer = pacer;
    this.highs = new long[settings.stretchRecords()];
    this.lows = new long[settings.stretchRecords()];
    this.places = new int[settings.stretchRecords()];
    this.scratch = new int[settings.stretchRecords()];
  }

  /** Writes the file under its name; durable on return. */
  void build(long stretch, ColumnField field, Path file) {
    collect(stretch, field);
    sort();
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      files.delete(beside);
      try (FileChannel channel = files.openForWriting(beside)) {
        writePages(channel, field);
        byte[] head = format(stretch, field).encode();
        new ChannelWriter(head.length).write(channel, 0, head, 0, head.length);
        channel.force(true);
      }
      files.replace(beside, file);
      files.forceFolder(file.getParent());
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
  }

  private ColumnFormat format(long stretch, ColumnField field) {
    int least = count == 0 ? 0 : places[0];
    int greatest = count == 0 ? 0 : places[count - 1];
    return new ColumnFormat(
        stretch,
        count,
        firstTime,
        lastTime,
        highs[least],
        lows[least],
        highs[greatest],
        lows[greatest],
        field.offset(),
        field.bytes(),
        settings.stretchRecords());
  }

  private void collect(long stretch, ColumnField field) {
    count = 0;
    int recordBytes = settings.recordBytes();
    byte[] bytes = new byte[READ_RECORDS * recordBytes];
    long first = stretch * settings.stretchRecords();
    for (int done = 0; done < settings.stretchRecords(); ) {
      int part = Math.min(READ_RECORDS, settings.stretchRecords() - done);
      records.read(first + done, part, bytes, 0);
      for (int i = 0; i < part; i++) {
        int at = i * recordBytes;
        long high = field.high(bytes, at);
        long low = field.low(bytes, at);
        highs[done + i] = high;
        lows[done + i] = low;
        boolean none = field.zeroMeansNone() && high == 0 && low == 0;
        if (!none && settings.selector().test(bytes, at)) {
          places[count++] = done + i;
        }
      }
      if (done == 0) {
        firstTime = LittleEndian.getLong(bytes, settings.timeOffset());
      }
      lastTime = LittleEndian.getLong(bytes, (part - 1) * recordBytes + settings.timeOffset());
      done += part;
      pacer.rest();
    }
  }

  /** Merge sort from the bottom up: stable, so that equal values stay in order of place. */
  private void sort() {
    int[] from = places;
    int[] to = scratch;
    for (int width = 1; width < count; width *= 2) {
      for (int left = 0; left < count; left += 2 * width) {
        merge(from, to, left, Math.min(left + width, count), Math.min(left + 2 * width, count));
      }
      int[] swapped = from;
      from = to;
      to = swapped;
      pacer.rest();
    }
    if (from != places) {
      System.arraycopy(from, 0, places, 0, count);
    }
  }

  private void merge(int[] from, int[] to, int left, int middle, int right) {
    int a = left;
    int b = middle;
    for (int at = left; at < right; at++) {
      if (a < middle && (b == right || !less(from[b], from[a]))) {
        to[at] = from[a++];
      } else {
        to[at] = from[b++];
      }
    }
  }

  private boolean less(int place, int other) {
    return ColumnFormat.compare(highs[place], lows[place], highs[other], lows[other]) < 0;
  }

  private void writePages(FileChannel channel, ColumnField field) throws IOException {
    byte[] buffer = new byte[BUFFER_PAGES * ColumnFormat.PAGE_BYTES];
    ChannelWriter writer = new ChannelWriter(buffer.length);
    int pageEntries = ColumnFormat.pageEntries(field.bytes());
    int entry = 0;
    long position = ColumnFormat.PAGE_BYTES;
    int pageIndex = 0;
    while (entry < count) {
      int pages = 0;
      Arrays.fill(buffer, (byte) 0);
      while (pages < BUFFER_PAGES && entry < count) {
        int at = pages * ColumnFormat.PAGE_BYTES;
        int inPage = Math.min(pageEntries, count - entry);
        for (int i = 0; i < inPage; i++) {
          put(buffer, at + i * (field.bytes() + 4), field.bytes(), places[entry++]);
        }
        LittleEndian.putInt(buffer, at + ColumnFormat.PAGE_INDEX_AT, pageIndex++);
        ColumnFormat.seal(buffer, at);
        pages++;
      }
      int bytes = pages * ColumnFormat.PAGE_BYTES;
      writer.write(channel, position, buffer, 0, bytes);
      position += bytes;
      pacer.rest();
    }
  }

  private void put(byte[] target, int at, int bytes, int place) {
    long low = lows[place];
    for (int i = 0; i < Math.min(bytes, 8); i++) {
      target[at + i] = (byte) (low >>> (8 * i));
    }
    if (bytes == 16) {
      LittleEndian.putLong(target, at + 8, highs[place]);
    }
    LittleEndian.putInt(target, at + bytes, place);
  }
}
