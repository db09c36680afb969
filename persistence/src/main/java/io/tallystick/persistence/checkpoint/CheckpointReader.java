package io.tallystick.persistence.checkpoint;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.ReadChannels;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/**
 * Reads one checkpoint page by page. Every page is checked each time it is read. One thread.
 *
 * <p>Every error about content is DAMAGED, {@code checkpoint_damaged}, with file and byte range.
 */
public final class CheckpointReader implements AutoCloseable {
  private final Path file;
  private final ReadChannels channels;
  private final CheckpointLayout layout;
  private final SortedMap<String, byte[]> blobs;
  private byte[] page = new byte[0];

  private CheckpointReader(
      Path file, ReadChannels channels, CheckpointLayout layout, SortedMap<String, byte[]> blobs) {
    this.file = file;
    this.channels = channels;
    this.layout = layout;
    this.blobs = blobs;
  }

  /** Opens a checkpoint and checks head, page tables and blobs, not the pages. */
  static CheckpointReader open(Path file, FileAccess files) {
    ReadChannels channels = new ReadChannels(files, number -> file);
    boolean opened = false;
    try {
      byte[] head = read(channels, file, 0, CheckpointLayout.HEAD_BYTES);
      CheckpointLayout layout = CheckpointLayout.decodeHead(head);
      if (layout == null) {
        throw damaged(file, 0, CheckpointLayout.HEAD_BYTES, "its head does not fit");
      }
      long blobBytes = CheckpointLayout.blobBytes(head);
      if (Files.size(file) != layout.blobsPosition() + blobBytes) {
        throw damaged(file, layout.blobsPosition(), blobBytes, "its length does not fit");
      }
      checkTables(channels, file, layout, CheckpointLayout.tablesCrc(head));
      byte[] blobs = read(channels, file, layout.blobsPosition(), (int) blobBytes);
      if (Checksum.crc32c(blobs, 0, blobs.length) != CheckpointLayout.blobsCrc(head)) {
        throw damaged(file, layout.blobsPosition(), blobBytes, "its blobs do not fit");
      }
      opened = true;
      return new CheckpointReader(file, channels, layout, CheckpointLayout.decodeBlobs(blobs));
    } catch (IOException e) {
      throw StorageFailure.reading(file, e);
    } finally {
      if (!opened) {
        channels.close();
      }
    }
  }

  private static void checkTables(
      ReadChannels channels, Path file, CheckpointLayout layout, int expected) {
    CRC32C crc = new CRC32C();
    for (int section = 0; section < layout.sections().size(); section++) {
      int bytes = (int) layout.sections().get(section).pages() * 4;
      crc.update(read(channels, file, layout.tablePosition(section), bytes));
    }
    if ((int) crc.getValue() != expected) {
      long from = layout.sections().isEmpty() ? 0 : layout.tablePosition(0);
      throw damaged(file, from, layout.blobsPosition() - from, "its page tables do not fit");
    }
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
        "checkpoint_damaged",
        "The checkpoint "
            + file
            + " is damaged: "
            + what
            + " (bytes "
            + from
            + " … "
            + (from + bytes - 1)
            + ")");
  }

  /** Height of the state. */
  public long height() {
    return layout.height();
  }

  /** Its sections, in the order in which they were given. */
  public List<SectionSpec> sections() {
    return layout.sections();
  }

  /** The number of the section of this name. */
  public int section(String name) {
    for (int i = 0; i < sections().size(); i++) {
      if (sections().get(i).name().equals(name)) {
        return i;
      }
    }
    throw TallystickException.of(
        ErrorKind.NOT_FOUND, "section_not_found", file + " has no section " + name);
  }

  /** Names of its blobs, sorted. */
  public List<String> blobNames() {
    return List.copyOf(blobs.keySet());
  }

  /** A copy of a blob. */
  public byte[] blob(String name) {
    byte[] bytes = blobs.get(name);
    if (bytes == null) {
      throw TallystickException.of(
          ErrorKind.NOT_FOUND, "blob_not_found", file + " has no blob " + name);
    }
    return bytes.clone();
  }

  /** Reads a page into {@code target} from {@code offset} on. */
  public void readPage(int section, int pageIndex, byte[] target, int offset) {
    SectionSpec spec = sections().get(section);
    Checks.inRange(pageIndex, 0, spec.pages() - 1, "page");
    long position = layout.pagePosition(section, pageIndex);
    byte[] expected = read(channels, file, layout.tablePosition(section) + pageIndex * 4L, 4);
    if (!channels.readFully(0, position, ByteBuffer.wrap(target, offset, spec.pageBytes()))
        || Checksum.crc32c(target, offset, spec.pageBytes()) != LittleEndian.getInt(expected, 0)) {
      throw damaged(
          file,
          position,
          spec.pageBytes(),
          "page " + pageIndex + " of section " + spec.name() + " is not as it was written");
    }
  }

  /** Reads a page of 64-bit numbers into {@code target} from {@code offset} on. */
  public void readPage(int section, int pageIndex, long[] target, int offset) {
    int bytes = sections().get(section).pageBytes();
    if (page.length < bytes) {
      page = new byte[bytes];
    }
    readPage(section, pageIndex, page, 0);
    ByteBuffer.wrap(page, 0, bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(target, offset, bytes / Long.BYTES);
  }

  /** Reads and checks every page. */
  public void verify() {
    for (int section = 0; section < sections().size(); section++) {
      byte[] bytes = new byte[sections().get(section).pageBytes()];
      for (int i = 0; i < sections().get(section).pages(); i++) {
        readPage(section, i, bytes, 0);
      }
    }
  }

  @Override
  public void close() {
    channels.close();
  }
}
