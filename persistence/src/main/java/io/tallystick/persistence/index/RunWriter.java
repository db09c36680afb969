package io.tallystick.persistence.index;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.AppendedFile;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes one run: partitions in order, each with its entries in order; equal entries are kept once.
 * The file has its own name and is durable once {@link #finish} returns; whatever ends earlier
 * leaves only a file ending in {@code .tmp}.
 */
final class RunWriter implements AutoCloseable {
  private static final int BUFFER_PAGES = 256;
  private static final long FORCE_EVERY_BYTES = 8L << 20;

  private final Path folder;
  private final FileAccess files;
  private final long id;
  private final long seed0;
  private final long seed1;
  private final Path file;
  private final AppendedFile out;
  private final ChannelWriter writer = new ChannelWriter(1 << 18);
  private final BlockFilter filter;
  private final byte[] buffer = new byte[BUFFER_PAGES * RunFormat.PAGE_BYTES];
  private final long[] directory = new long[EntryFormat.PARTITIONS + 1];

  private long lastEntry;
  private int lastPartition = -1;
  private long entries;
  private int bufferedPages;
  private int pageEntries;
  private long flushedPages;
  private long unforcedBytes;
  private boolean finished;

  /**
   * @param entriesMax most entries that will come; decides the size of the filter
   */
  RunWriter(
      Path folder,
      FileAccess files,
      OffHeapBlocks blocks,
      long id,
      long entriesMax,
      long seed0,
      long seed1) {
    this.folder = folder;
    this.files = files;
    this.id = id;
    this.seed0 = seed0;
    this.seed1 = seed1;
    this.file = folder.resolve(RunFormat.fileName(id) + ".tmp");
    try {
      files.delete(file);
      this.out = AppendedFile.open(files, file);
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    this.filter = new BlockFilter(blocks, BlockFilter.blocksFor(entriesMax));
  }

  /** Begins the next partition; all of them are begun, one after the other. */
  void beginPartition(int partition) {
    Checks.equal(partition, lastPartition + 1L, "partition of a run");
    lastPartition = partition;
    directory[partition] = entries;
    lastEntry = 0;
  }

  /** Adds an entry of the partition that was begun last. */
  void add(long entry) {
    if (entry == lastEntry) {
      return;
    }
    lastEntry = entry;
    LittleEndian.putLong(buffer, bufferedPages * RunFormat.PAGE_BYTES + pageEntries * 8, entry);
    entries++;
    if (++pageEntries == RunFormat.PAGE_ENTRIES) {
      finishPage();
    }
    filter.add(EntryFormat.hash(lastPartition, entry));
  }

  private void finishPage() {
    int at = bufferedPages * RunFormat.PAGE_BYTES;
    Arrays.fill(buffer, at + pageEntries * 8, at + RunFormat.PAGE_INDEX_AT, (byte) 0);
    LittleEndian.putInt(buffer, at + RunFormat.PAGE_INDEX_AT, (int) (flushedPages + bufferedPages));
    LittleEndian.putInt(
        buffer, at + RunFormat.PAGE_CRC_AT, Checksum.crc32c(buffer, at, RunFormat.PAGE_CRC_AT));
    pageEntries = 0;
    if (++bufferedPages == BUFFER_PAGES) {
      flushPages();
    }
  }

  private void flushPages() {
    write(RunFormat.pagePosition(flushedPages), buffer, bufferedPages * RunFormat.PAGE_BYTES);
    flushedPages += bufferedPages;
    bufferedPages = 0;
  }

  private void write(long position, byte[] source, int length) {
    try {
      out.write(writer, position, source, 0, length);
      unforcedBytes += length;
      // A run goes to the disk in small portions, so that no other fsync waits behind all of it.
      if (unforcedBytes >= FORCE_EVERY_BYTES) {
        out.force();
        unforcedBytes = 0;
      }
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
  }

  /** Completes the file and opens it; durable on return. */
  Run finish(long firstNumber, long lastNumber) {
    Checks.equal(lastPartition, EntryFormat.PARTITIONS - 1L, "last partition of a run");
    directory[EntryFormat.PARTITIONS] = entries;
    if (pageEntries > 0) {
      finishPage();
    }
    flushPages();
    RunFormat format =
        new RunFormat(id, entries, firstNumber, lastNumber, filter.bytes(), seed0, seed1);
    writeDirectoryAndFilter(format);
    write(0, format.encode(), RunFormat.PAGE_BYTES);
    Path target = folder.resolve(RunFormat.fileName(id));
    try {
      out.force();
      out.close();
      files.replace(file, target);
      files.forceFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    finished = true;
    return new Run(format, target, files, directory, filter);
  }

  private void writeDirectoryAndFilter(RunFormat format) {
    byte[] bytes = new byte[RunFormat.DIRECTORY_BYTES];
    for (int partition = 0; partition <= EntryFormat.PARTITIONS; partition++) {
      LittleEndian.putLong(bytes, partition * 8, directory[partition]);
    }
    write(format.directoryPosition(), bytes, bytes.length);
    CRC32C crc = new CRC32C();
    for (long done = 0; done < format.filterBytes(); ) {
      int part = (int) Math.min(buffer.length, format.filterBytes() - done);
      filter.copy(done, buffer, part);
      crc.update(buffer, 0, part);
      write(format.filterPosition() + done, buffer, part);
      done += part;
    }
    byte[] tail = new byte[RunFormat.TAIL_BYTES];
    LittleEndian.putInt(tail, 0, Checksum.crc32c(bytes, 0, bytes.length));
    LittleEndian.putInt(tail, 4, (int) crc.getValue());
    write(format.tailPosition(), tail, tail.length);
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    filter.retire();
    try {
      out.close();
      files.delete(file);
    } catch (IOException e) {
      // The next opening removes what is left; the first failure is the one to report.
      return;
    }
  }
}
