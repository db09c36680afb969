package io.tallystick.persistence.checkpoint;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Layout of a checkpoint's file, little-endian.
 *
 * <pre>
 * 0      head, 4,096 bytes:
 *        0 magic u64 | 8 height u64 | 16 sections u32 | 20 zero u32 | 24 blob bytes u64 |
 *        32 CRC32C of the page tables u32 | 36 CRC32C of the blobs u32 |
 *        40 for each section 48 bytes: name 32 bytes padded with zeros | page bytes u32 | zero u32 |
 *        pages u64
 *        4092 CRC32C of all before u32
 * 4096   pages of section 0, of section 1, …
 * then   page tables: CRC32C u32 of each page, in the same order
 * then   blobs, sorted by name: name bytes u32 | blob bytes u32 | name (UTF-8) | blob
 * </pre>
 *
 * The head's checksum covers those of tables and blobs, and the tables cover the pages: together
 * they are the file's checksum.
 */
final class CheckpointLayout {
  static final int HEAD_BYTES = 4096;
  static final int SECTIONS_MAX = 80;
  static final int BLOBS_BYTES_MAX = 1 << 28;

  private static final long MAGIC = 0x3130_504B_4353_4C54L;
  private static final int NAME_BYTES = 32;
  private static final int SECTION_BYTES = 48;
  private static final int FIRST_SECTION_AT = 40;

  private final long height;
  private final List<SectionSpec> sections;
  private final long[] offsets;
  private final long[] tableOffsets;
  private final long end;

  CheckpointLayout(long height, List<SectionSpec> sections) {
    Checks.inRange(sections.size(), 0, SECTIONS_MAX, "sections of a checkpoint");
    this.height = height;
    this.sections = List.copyOf(sections);
    this.offsets = new long[sections.size()];
    this.tableOffsets = new long[sections.size()];
    long at = HEAD_BYTES;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += sections.get(i).pages() * sections.get(i).pageBytes();
    }
    for (int i = 0; i < offsets.length; i++) {
      tableOffsets[i] = at;
      at += sections.get(i).pages() * 4;
    }
    this.end = at;
  }

  long height() {
    return height;
  }

  List<SectionSpec> sections() {
    return sections;
  }

  long pagePosition(int section, long page) {
    return offsets[section] + page * sections.get(section).pageBytes();
  }

  long tablePosition(int section) {
    return tableOffsets[section];
  }

  long blobsPosition() {
    return end;
  }

  byte[] encodeHead(int tablesCrc, byte[] blobs) {
    byte[] head = new byte[HEAD_BYTES];
    LittleEndian.putLong(head, 0, MAGIC);
    LittleEndian.putLong(head, 8, height);
    LittleEndian.putInt(head, 16, sections.size());
    LittleEndian.putLong(head, 24, blobs.length);
    LittleEndian.putInt(head, 32, tablesCrc);
    LittleEndian.putInt(head, 36, Checksum.crc32c(blobs, 0, blobs.length));
    int at = FIRST_SECTION_AT;
    for (SectionSpec section : sections) {
      byte[] name = section.name().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, head, at, name.length);
      LittleEndian.putInt(head, at + NAME_BYTES, section.pageBytes());
      LittleEndian.putLong(head, at + NAME_BYTES + 8, section.pages());
      at += SECTION_BYTES;
    }
    LittleEndian.putInt(head, HEAD_BYTES - 4, Checksum.crc32c(head, 0, HEAD_BYTES - 4));
    return head;
  }

  /** The layout that a head states, or null if the bytes are no head. */
  static CheckpointLayout decodeHead(byte[] head) {
    if (LittleEndian.getInt(head, HEAD_BYTES - 4) != Checksum.crc32c(head, 0, HEAD_BYTES - 4)
        || LittleEndian.getLong(head, 0) != MAGIC) {
      return null;
    }
    List<SectionSpec> sections = new ArrayList<>();
    int at = FIRST_SECTION_AT;
    for (int i = 0; i < LittleEndian.getInt(head, 16); i++) {
      String name = new String(head, at, NAME_BYTES, StandardCharsets.US_ASCII).replace("\0", "");
      sections.add(
          new SectionSpec(
              name,
              LittleEndian.getInt(head, at + NAME_BYTES),
              LittleEndian.getLong(head, at + NAME_BYTES + 8)));
      at += SECTION_BYTES;
    }
    return new CheckpointLayout(LittleEndian.getLong(head, 8), sections);
  }

  static long blobBytes(byte[] head) {
    return LittleEndian.getLong(head, 24);
  }

  static int tablesCrc(byte[] head) {
    return LittleEndian.getInt(head, 32);
  }

  static int blobsCrc(byte[] head) {
    return LittleEndian.getInt(head, 36);
  }

  static byte[] encodeBlobs(SortedMap<String, byte[]> blobs) {
    long bytes = 0;
    for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
      bytes += 8 + blob.getKey().getBytes(StandardCharsets.UTF_8).length + blob.getValue().length;
    }
    Checks.inRange(bytes, 0, BLOBS_BYTES_MAX, "bytes of a checkpoint's blobs");
    byte[] all = new byte[(int) bytes];
    int at = 0;
    for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
      byte[] name = blob.getKey().getBytes(StandardCharsets.UTF_8);
      LittleEndian.putInt(all, at, name.length);
      LittleEndian.putInt(all, at + 4, blob.getValue().length);
      System.arraycopy(name, 0, all, at + 8, name.length);
      System.arraycopy(blob.getValue(), 0, all, at + 8 + name.length, blob.getValue().length);
      at += 8 + name.length + blob.getValue().length;
    }
    return all;
  }

  static SortedMap<String, byte[]> decodeBlobs(byte[] all) {
    SortedMap<String, byte[]> blobs = new TreeMap<>();
    int at = 0;
    while (at < all.length) {
      int nameBytes = LittleEndian.getInt(all, at);
      int blobBytes = LittleEndian.getInt(all, at + 4);
      int blobAt = at + 8 + nameBytes;
      blobs.put(
          new String(all, at + 8, nameBytes, StandardCharsets.UTF_8),
          Arrays.copyOfRange(all, blobAt, blobAt + blobBytes));
      at = blobAt + blobBytes;
    }
    return blobs;
  }
}
