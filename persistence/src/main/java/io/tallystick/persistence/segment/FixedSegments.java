package io.tallystick.persistence.segment;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.AppendedFile;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FileReads;
import io.tallystick.persistence.file.Poison;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Append-only records of one size in files of a set record count: record {@code n} lies in file
 * {@code n / recordsPerFile} at byte {@code (n % recordsPerFile) * recordBytes}. Files carry no
 * head of their own.
 *
 * <p>One thread appends and cuts; any number of threads read, and may force. An appended record can
 * be read as soon as {@link #append} returns; it is durable once {@link #force} that began later
 * has returned. Threads that append or force must not be interrupted: the JDK would close the file
 * under them and the family counts as failed. Readers may be.
 *
 * <p>Heap and buffers are constant, whatever the number of records.
 */
public final class FixedSegments implements AutoCloseable {
  /** Full files whose fsync may be outstanding; past it the appending thread forces them. */
  public static final int UNFORCED_FILES_MAX = 8;

  /** Most bytes of one write, and of one long read. */
  private static final int PART_BYTES = 1 << 20;

  private final FamilySettings settings;
  private final FamilyFolder folder;
  private final FileAccess files;
  private final Poison poison;
  private final FileReads readers;
  private final ChannelWriter staging = new ChannelWriter(PART_BYTES);
  private final Object forceLock = new Object();
  private final Object writerLock = new Object();

  // Guarded by writerLock: changed by the appending thread, seen by forcing threads.
  private final List<AppendedFile> fullUnforced = new ArrayList<>();
  private AppendedFile writer;
  private boolean namesUnforced = true;

  // Of the appending thread alone.
  private long writerFile = -1;
  private boolean tailClean;
  private final CRC32C sinceFrame = new CRC32C();

  private volatile boolean checksummed;
  private volatile long count;

  private FixedSegments(
      FamilySettings settings, FamilyFolder folder, FileAccess files, Poison poison) {
    this.settings = settings;
    this.folder = folder;
    this.files = files;
    this.poison = poison;
    this.readers = new FileReads(files, folder::file, PART_BYTES);
    this.count = folder.countOfWholeRecords();
  }

  /**
   * Opens a family in a folder of its name under {@code parent}; makes it if it is missing. Writes
   * nothing else: a torn record or files past the first short one are cut by the first append.
   *
   * @throws TallystickException {@code family_layout_differs} if it was made with other sizes
   */
  public static FixedSegments open(
      Path parent, FamilySettings settings, FileAccess files, Poison poison) {
    FamilyFolder folder = FamilyFolder.open(parent, settings, files);
    return new FixedSegments(settings, folder, files, poison);
  }

  /** Opens a family that exists, to be read only; changes no file. */
  static FixedSegments openForReading(
      Path parent, FamilySettings settings, FileAccess files, Poison poison) {
    FamilyFolder folder = FamilyFolder.openForReading(parent, settings, files);
    return new FixedSegments(settings, folder, files, poison);
  }

  /** Appends {@code records} records from {@code source}; returns the first one's number. */
  public long append(byte[] source, int offset, int records) {
    poison.check();
    int recordBytes = settings.recordBytes();
    Checks.inRange(records, 0, (source.length - offset) / recordBytes, "records to append");
    long first = count;
    long number = first;
    int from = offset;
    int left = records;
    while (left > 0) {
      long file = number / settings.recordsPerFile();
      long within = number % settings.recordsPerFile();
      int here = (int) Math.min(left, settings.recordsPerFile() - within);
      try {
        writerOf(file).write(staging, within * recordBytes, source, from, here * recordBytes);
      } catch (IOException e) {
        throw poison.fail(StorageFailure.writing(folder.file(file), e));
      }
      from += here * recordBytes;
      number += here;
      left -= here;
    }
    if (checksummed) {
      sinceFrame.update(source, offset, records * recordBytes);
    }
    count = number;
    return first;
  }

  /** How many records there are. */
  public long count() {
    return count;
  }

  /** Sizes of this family. */
  public FamilySettings settings() {
    return settings;
  }

  /** Reads one record into {@code target}. */
  public void read(long number, byte[] target, int offset) {
    read(number, 1, target, offset);
  }

  /**
   * Reads {@code records} records from {@code number} on.
   *
   * @throws TallystickException DAMAGED, {@code segment_cut}, if a file is shorter than it was;
   *     DAMAGED, {@code file_missing}
   */
  public void read(long number, int records, byte[] target, int offset) {
    Checks.inRange(number, 0, count - records, "number of the first record to read");
    int recordBytes = settings.recordBytes();
    long next = number;
    int to = offset;
    int left = records;
    while (left > 0) {
      long file = next / settings.recordsPerFile();
      long within = next % settings.recordsPerFile();
      int here = (int) Math.min(left, settings.recordsPerFile() - within);
      long position = within * recordBytes;
      ByteBuffer part = ByteBuffer.wrap(target, to, here * recordBytes);
      if (!readers.readFully(file, position, part)) {
        throw cut(file, position + part.position() - to, position + (long) here * recordBytes);
      }
      to += here * recordBytes;
      next += here;
      left -= here;
    }
  }

  /** The file that holds a record. */
  public Path fileOf(long number) {
    return folder.file(number / settings.recordsPerFile());
  }

  /** The byte within its file at which a record begins. */
  public long positionOf(long number) {
    return number % settings.recordsPerFile() * settings.recordBytes();
  }

  /** Keeps a checksum of all that is appended until {@link #takeChecksum}. */
  FixedSegments checksummed() {
    checksummed = true;
    return this;
  }

  /** CRC32C of what was appended since the last call, cut or opening; of the appending thread. */
  int takeChecksum() {
    int crc = (int) sinceFrame.getValue();
    sinceFrame.reset();
    return crc;
  }

  /** Makes every record appended before this call durable. Any thread. */
  public void force() {
    synchronized (forceLock) {
      poison.check();
      List<AppendedFile> full;
      AppendedFile open;
      boolean names;
      synchronized (writerLock) {
        full = new ArrayList<>(fullUnforced);
        fullUnforced.clear();
        open = writer;
        names = namesUnforced;
        namesUnforced = false;
      }
      try {
        for (AppendedFile file : full) {
          file.force();
          file.close();
        }
        if (open != null) {
          open.force();
        }
        if (names) {
          files.forceFolder(folder.path());
        }
      } catch (IOException e) {
        throw poison.fail(StorageFailure.writing(folder.path(), e));
      }
    }
  }

  /**
   * Cuts the family to its first {@code newCount} records, with everything that lies behind them;
   * durable on return. No thread may read past the cut meanwhile.
   */
  public void truncateTo(long newCount) {
    poison.check();
    Checks.inRange(newCount, 0, count, "records to keep");
    synchronized (forceLock) {
      try {
        closeWriter();
        count = newCount;
        sinceFrame.reset();
        folder.cutTo(newCount);
        tailClean = true;
      } catch (IOException e) {
        throw poison.fail(StorageFailure.writing(folder.path(), e));
      } finally {
        readers.reset();
      }
    }
  }

  private AppendedFile writerOf(long file) throws IOException {
    if (!tailClean) {
      folder.cutTo(count);
      tailClean = true;
    }
    if (file == writerFile) {
      return writer;
    }
    AppendedFile next = AppendedFile.open(files, folder.file(file));
    int unforced;
    synchronized (writerLock) {
      if (writer != null) {
        fullUnforced.add(writer);
      }
      writer = next;
      namesUnforced = true;
      unforced = fullUnforced.size();
    }
    writerFile = file;
    if (unforced > UNFORCED_FILES_MAX) {
      force();
    }
    return next;
  }

  private void closeWriter() throws IOException {
    synchronized (writerLock) {
      for (AppendedFile file : fullUnforced) {
        file.close();
      }
      fullUnforced.clear();
      if (writer != null) {
        writer.close();
      }
      writer = null;
    }
    writerFile = -1;
  }

  private TallystickException cut(long file, long end, long expected) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "segment_cut",
        folder.file(file) + " ends at byte " + end + ", bytes up to " + expected + " are missing");
  }

  /** Closes the files without forcing them. */
  @Override
  public void close() {
    synchronized (forceLock) {
      readers.close();
      try {
        closeWriter();
      } catch (IOException e) {
        throw StorageFailure.writing(folder.path(), e);
      }
    }
  }
}
