package io.tallystick.persistence.index.column;

import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Pacer;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Makes the columns of one stretch at a time. One thread. */
final class ColumnBuilder {
  private static final int READ_RECORDS = 512;
  private static final int BUFFER_PAGES = 64;

  private final ColumnSettings settings;
  private final RecordSource records;
  private final FileAccess files;
  private final Pacer pacer;
  private final BooleanSupplier stopping;

  /** For each field, its value of each place of the stretch, as it stands in the records. */
  private final byte[][] values;

  private final boolean[] selected;
  private final ColumnSort sort;
  private long firstTime;
  private long lastTime;

  ColumnBuilder(
      ColumnSettings settings,
      RecordSource records,
      FileAccess files,
      Pacer pacer,
      BooleanSupplier stopping) {
    this.settings = settings;
    this.records = records;
    this.files = files;
    this.pacer = pacer;
    this.stopping = stopping;
    List<ColumnField> fields = settings.fields();
    this.values = new byte[fields.size()][];
    for (int field = 0; field < values.length; field++) {
      values[field] = new byte[settings.stretchRecords() * fields.get(field).bytes()];
    }
    this.selected = new boolean[settings.stretchRecords()];
    this.sort = new ColumnSort(settings.stretchRecords(), pacer);
  }

  /**
   * Writes the file of each field under its name; durable on return.
   *
   * @return false if it was stopped before
   */
  boolean build(long stretch, IntFunction<Path> file) {
    if (!collect(stretch)) {
      return false;
    }
    for (int field = 0; field < values.length; field++) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      gather(field);
      sort.sort(values[field], settings.fields().get(field).bytes());
      write(stretch, field, file.apply(field));
    }
    forceNames(file.apply(0).getParent());
    return true;
  }

  private void forceNames(Path folder) {
    try {
      files.forceFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
  }

  private boolean collect(long stretch) {
    int recordBytes = settings.recordBytes();
    byte[] bytes = new byte[READ_RECORDS * recordBytes];
    long first = stretch * settings.stretchRecords();
    for (int done = 0; done < settings.stretchRecords(); ) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      int part = Math.min(READ_RECORDS, settings.stretchRecords() - done);
      records.read(first + done, part, bytes, 0);
      for (int i = 0; i < part; i++) {
        take(bytes, i * recordBytes, done + i);
      }
      if (done == 0) {
        firstTime = LittleEndian.getLong(bytes, settings.timeOffset());
      }
      lastTime = LittleEndian.getLong(bytes, (part - 1) * recordBytes + settings.timeOffset());
      done += part;
      pacer.rest();
    }
    return true;
  }

  private void take(byte[] bytes, int record, int place) {
    selected[place] = settings.selector().test(bytes, record);
    for (int i = 0; i < values.length; i++) {
      ColumnField field = settings.fields().get(i);
      int width = field.bytes();
      System.arraycopy(bytes, record + field.offset(), values[i], place * width, width);
    }
  }

  private void gather(int index) {
    ColumnField field = settings.fields().get(index);
    sort.clear();
    for (int place = 0; place < selected.length; place++) {
      if (selected[place] && field.isInColumn(high(index, place), low(index, place))) {
        sort.add(place);
      }
    }
  }

  private long high(int field, int place) {
    int width = settings.fields().get(field).bytes();
    return width == 16 ? LittleEndian.getLong(values[field], place * width + 8) : 0;
  }

  private long low(int field, int place) {
    int width = settings.fields().get(field).bytes();
    return ColumnField.low(values[field], place * width, width);
  }

  private void write(long stretch, int field, Path file) {
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
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
  }

  private ColumnFormat format(long stretch, int index) {
    ColumnField field = settings.fields().get(index);
    int count = sort.count();
    int least = count == 0 ? 0 : sort.place(0);
    int greatest = count == 0 ? 0 : sort.place(count - 1);
    return new ColumnFormat(
        stretch,
        count,
        firstTime,
        lastTime,
        high(index, least),
        low(index, least),
        high(index, greatest),
        low(index, greatest),
        field.offset(),
        field.bytes(),
        settings.stretchRecords());
  }

  private void writePages(FileChannel channel, int field) throws IOException {
    byte[] buffer = new byte[BUFFER_PAGES * ColumnFormat.PAGE_BYTES];
    ChannelWriter writer = new ChannelWriter(buffer.length);
    int width = settings.fields().get(field).bytes();
    int pageEntries = ColumnFormat.pageEntries(width);
    int entry = 0;
    long position = ColumnFormat.PAGE_BYTES;
    int pageIndex = 0;
    while (entry < sort.count()) {
      int pages = 0;
      Arrays.fill(buffer, (byte) 0);
      while (pages < BUFFER_PAGES && entry < sort.count()) {
        int at = pages * ColumnFormat.PAGE_BYTES;
        int inPage = Math.min(pageEntries, sort.count() - entry);
        for (int i = 0; i < inPage; i++) {
          put(buffer, at + i * (width + Integer.BYTES), field, width, sort.place(entry++));
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

  private void put(byte[] target, int at, int field, int width, int place) {
    System.arraycopy(values[field], place * width, target, at, width);
    LittleEndian.putInt(target, at + width, place);
  }
}
