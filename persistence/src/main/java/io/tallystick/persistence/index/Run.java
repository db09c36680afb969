package io.tallystick.persistence.index;

import static io.tallystick.persistence.index.EntryFormat.NONE;
import static io.tallystick.persistence.index.EntryFormat.RETRY;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FileReads;
import io.tallystick.persistence.file.ReadChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * An immutable run: filter and directory in memory, entries on disk in checked pages. A partition
 * has its entries in hash order, and hashes are evenly spread, so that the page of a hash is
 * guessed and the guess is rarely off by more than one.
 */
final class Run {
  private static final int READ_BYTES = 1 << 20;

  /** Most bytes of one read for merging and verifying. */
  private static final int LONG_READ_BYTES = 1 << 18;

  private final RunFormat format;
  private final Path file;
  private final FileReads reads;
  private final long[] directory;
  private final BlockFilter filter;
  private volatile boolean damaged;

  Run(RunFormat format, Path file, FileAccess files, long[] directory, BlockFilter filter) {
    this.format = format;
    this.file = file;
    this.reads = new FileReads(files, number -> file, LONG_READ_BYTES);
    this.directory = directory;
    this.filter = filter;
  }

  /**
   * Opens a run and checks head, directory and filter, not the pages.
   *
   * @throws TallystickException DAMAGED, {@code index_run_damaged}
   */
  static Run open(Path folder, long id, FileAccess files, OffHeapBlocks blocks) {
    Path file = folder.resolve(RunFormat.fileName(id));
    ReadChannels channels = new ReadChannels(files, number -> file);
    BlockFilter filter = null;
    try {
      byte[] head = read(channels, file, 0, RunFormat.PAGE_BYTES);
      RunFormat format = RunFormat.decode(head);
      if (format == null || format.id() != id || Files.size(file) != format.fileBytes()) {
        throw damaged(file, 0, RunFormat.PAGE_BYTES, "its head does not fit");
      }
      byte[] directory =
          read(channels, file, format.directoryPosition(), RunFormat.DIRECTORY_BYTES);
      byte[] tail = read(channels, file, format.tailPosition(), RunFormat.TAIL_BYTES);
      if (LittleEndian.getInt(tail, 0) != Checksum.crc32c(directory, 0, directory.length)) {
        throw damaged(
            file,
            format.directoryPosition(),
            RunFormat.DIRECTORY_BYTES,
            "its directory does not fit");
      }
      filter = new BlockFilter(blocks, format.filterBytes() / BlockFilter.BLOCK_BYTES);
      loadFilter(channels, file, format, filter, LittleEndian.getInt(tail, 4));
      return new Run(format, file, files, directory(directory), filter);
    } catch (IOException e) {
      throw damaged(file, 0, 0, "it cannot be read: " + e);
    } catch (TallystickException e) {
      if (filter != null) {
        filter.retire();
      }
      throw e;
    } finally {
      channels.close();
    }
  }

  private static void loadFilter(
      ReadChannels channels, Path file, RunFormat format, BlockFilter filter, int expectedCrc) {
    CRC32C crc = new CRC32C();
    for (long done = 0; done < format.filterBytes(); ) {
      int part = (int) Math.min(READ_BYTES, format.filterBytes() - done);
      byte[] bytes = read(channels, file, format.filterPosition() + done, part);
      crc.update(bytes, 0, part);
      filter.load(done, bytes, part);
      done += part;
    }
    if ((int) crc.getValue() != expectedCrc) {
      throw damaged(file, format.filterPosition(), format.filterBytes(), "its filter does not fit");
    }
  }

  private static long[] directory(byte[] bytes) {
    long[] directory = new long[EntryFormat.PARTITIONS + 1];
    for (int partition = 0; partition <= EntryFormat.PARTITIONS; partition++) {
      directory[partition] = LittleEndian.getLong(bytes, partition * 8);
    }
    return directory;
  }

  private static byte[] read(ReadChannels channels, Path file, long position, int length) {
    byte[] bytes = new byte[length];
    if (!channels.readFully(0, position, ByteBuffer.wrap(bytes))) {
      throw damaged(file, position, length, "it ends too early");
    }
    return bytes;
  }

  private static TallystickException damaged(Path file, long from, long bytes, String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "index_run_damaged",
        "The index run "
            + file
            + " is damaged: "
            + what
            + " (bytes "
            + from
            + " … "
            + (from + bytes - 1)
            + ")");
  }

  RunFormat format() {
    return format;
  }

  Path file() {
    return file;
  }

  /**
   * The number of a confirmed entry below {@code below}, {@link EntryFormat#NONE}, or {@link
   * EntryFormat#RETRY} if the run was retired meanwhile. Reads the file only if the filter lets the
   * hash pass.
   */
  long find(
      long hash,
      long below,
      int kind,
      long idHigh,
      long idLow,
      Confirm confirm,
      byte[] pageBuffer) {
    boolean may = filter.mayContain(hash);
    if (filter.retired()) {
      return RETRY;
    }
    if (!may) {
      return NONE;
    }
    try {
      return search(hash, below, kind, idHigh, idLow, confirm, pageBuffer);
    } catch (TallystickException e) {
      if (filter.retired()) {
        return RETRY;
      }
      throw e;
    }
  }

  /** Which of these hashes are certainly not in the run, one bit each; none if it was retired. */
  long unknown(long[] hashes, int from, int count, Gather gather) {
    long unknown = filter.unknown(hashes, from, count, gather);
    return filter.retired() ? 0 : unknown;
  }

  private long search(
      long hash, long below, int kind, long idHigh, long idLow, Confirm confirm, byte[] page) {
    int partition = EntryFormat.partition(hash);
    long fingerprint = EntryFormat.fingerprint(hash);
    long low = directory[partition];
    long high = directory[partition + 1];
    if (low == high) {
      return NONE;
    }
    long pageIndex = firstPageOf(fingerprint, low, high, page);
    long at = Math.max(low, pageIndex * RunFormat.PAGE_ENTRIES);
    at += countBelow(fingerprint, page, at, endOf(pageIndex, high));
    while (at < high) {
      if (at / RunFormat.PAGE_ENTRIES != pageIndex) {
        pageIndex = at / RunFormat.PAGE_ENTRIES;
        readPage(pageIndex, page);
      }
      long entry = entryAt(page, at);
      if (EntryFormat.fingerprintOf(entry) != fingerprint) {
        return NONE;
      }
      long number = EntryFormat.numberOf(entry);
      if (number < below && confirm.matches(kind, number, idHigh, idLow)) {
        return number;
      }
      at++;
    }
    return NONE;
  }

  /** Reads the page in which the first entry of this or a higher fingerprint lies, or the last. */
  private long firstPageOf(long fingerprint, long low, long high, byte[] page) {
    long firstPage = low / RunFormat.PAGE_ENTRIES;
    long lastPage = (high - 1) / RunFormat.PAGE_ENTRIES;
    long guess = low + (((high - low) * fingerprint) >>> EntryFormat.FINGERPRINT_BITS);
    long pageIndex = guess / RunFormat.PAGE_ENTRIES;
    readPage(pageIndex, page);
    while (pageIndex > firstPage
        && EntryFormat.fingerprintOf(entryAt(page, startOf(pageIndex, low))) >= fingerprint) {
      pageIndex--;
      readPage(pageIndex, page);
    }
    while (pageIndex < lastPage
        && EntryFormat.fingerprintOf(entryAt(page, endOf(pageIndex, high) - 1)) < fingerprint) {
      pageIndex++;
      readPage(pageIndex, page);
    }
    return pageIndex;
  }

  private static long startOf(long pageIndex, long low) {
    return Math.max(low, pageIndex * RunFormat.PAGE_ENTRIES);
  }

  private static long endOf(long pageIndex, long high) {
    return Math.min(high, (pageIndex + 1) * RunFormat.PAGE_ENTRIES);
  }

  private static long entryAt(byte[] page, long index) {
    return LittleEndian.getLong(page, (int) (index % RunFormat.PAGE_ENTRIES) * 8);
  }

  private static long countBelow(long fingerprint, byte[] page, long from, long to) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (EntryFormat.fingerprintOf(entryAt(page, middle)) < fingerprint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from;
  }

  private void readPage(long pageIndex, byte[] page) {
    readChecked(pageIndex, 1, page);
  }

  private void readChecked(long firstPage, int pages, byte[] target) {
    long position = RunFormat.pagePosition(firstPage);
    int bytes = pages * RunFormat.PAGE_BYTES;
    boolean whole;
    try {
      whole = reads.readFully(0, position, ByteBuffer.wrap(target, 0, bytes));
    } catch (TallystickException e) {
      damaged = !filter.retired();
      throw e;
    }
    for (int i = 0; whole && i < pages; i++) {
      int at = i * RunFormat.PAGE_BYTES;
      whole =
          LittleEndian.getInt(target, at + RunFormat.PAGE_CRC_AT)
                  == Checksum.crc32c(target, at, RunFormat.PAGE_CRC_AT)
              && LittleEndian.getInt(target, at + RunFormat.PAGE_INDEX_AT) == (int) (firstPage + i);
    }
    if (!whole) {
      damaged = true;
      throw damaged(file, position, bytes, "a page is not as it was written");
    }
  }

  /** Whether a page was found bad. */
  boolean damaged() {
    return damaged;
  }

  /** Reads pages in a row, checked, for merging and verifying. Returns how many were read. */
  int readPages(long firstPage, byte[] target) {
    int pages = (int) Math.min(target.length / RunFormat.PAGE_BYTES, format.pages() - firstPage);
    readChecked(firstPage, pages, target);
    return pages;
  }

  /** Entries of one partition. */
  long entriesOf(int partition) {
    return directory[partition + 1] - directory[partition];
  }

  /** Gives memory and channels back; lookups under way start again elsewhere. */
  void retire() {
    filter.retire();
    reads.close();
  }
}
