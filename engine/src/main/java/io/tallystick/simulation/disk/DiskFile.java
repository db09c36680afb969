package io.tallystick.simulation.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One file: what a process reads (written) and what outlives a power loss (durable). They differ in
 * the sectors that were written and not yet forced.
 */
final class DiskFile {
  static final int SECTOR_BYTES = 512;

  /** A bit that was flipped on the medium and not written over since. */
  private record Flip(int at, byte mask) {}

  private byte[] written;
  private int length;
  private byte[] durable;
  private int durableLength;
  private final BitSet dirty = new BitSet();

  /** Sectors that a failed fsync left behind: they look clean and never reach the medium. */
  private final BitSet abandoned = new BitSet();

  private final List<Flip> flips = new ArrayList<>();

  /** A file of that many zero bytes, all of them durable. */
  DiskFile(int bytes) {
    written = new byte[bytes];
    durable = new byte[bytes];
    length = bytes;
    durableLength = bytes;
  }

  int length() {
    return length;
  }

  int durableLength() {
    return durableLength;
  }

  int read(ByteBuffer target, long position) {
    int bytes = (int) Math.min(target.remaining(), length - position);
    if (bytes <= 0) {
      return -1;
    }
    target.put(written, (int) position, bytes);
    return bytes;
  }

  int write(ByteBuffer source, long position) {
    int bytes = source.remaining();
    if (bytes == 0) {
      return 0;
    }
    int end = (int) position + bytes;
    int from = (int) Math.min(position, length);
    ensure(end);
    source.get(written, (int) position, bytes);
    length = Math.max(length, end);
    int sectorsEnd = (end + SECTOR_BYTES - 1) / SECTOR_BYTES;
    dirty.set(from / SECTOR_BYTES, sectorsEnd);
    abandoned.clear(from / SECTOR_BYTES, sectorsEnd);
    flips.removeIf(flip -> flip.at >= position && flip.at < end);
    return bytes;
  }

  private void ensure(int bytes) {
    if (written.length < bytes) {
      int capacity = Math.max(bytes, Math.max(SECTOR_BYTES, written.length * 2));
      written = Arrays.copyOf(written, capacity);
      durable = Arrays.copyOf(durable, capacity);
    }
  }

  void truncate(long size) {
    if (size < length) {
      Arrays.fill(written, (int) size, length, (byte) 0);
      dirty.set((int) size / SECTOR_BYTES, (length + SECTOR_BYTES - 1) / SECTOR_BYTES);
      length = (int) size;
      flips.removeIf(flip -> flip.at >= size);
    }
  }

  void force() {
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      copySector(sector, written, durable);
    }
    durableLength = length;
    dirty.clear();
  }

  /** An fsync failed: the system takes what was to be written for clean. */
  void failForce() {
    abandoned.or(dirty);
    dirty.clear();
  }

  private static void copySector(int sector, byte[] from, byte[] to) {
    int at = sector * SECTOR_BYTES;
    System.arraycopy(from, at, to, at, Math.min(SECTOR_BYTES, to.length - at));
  }

  /** Power is lost: each sector that was not forced is kept or not. */
  void crash(Loss loss, RandomGenerator random) {
    int count = dirty.cardinality();
    int keptOfPrefix = count == 0 ? 0 : random.nextInt(count + 1);
    int seen = 0;
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      boolean cutOff = sector * SECTOR_BYTES >= length;
      boolean kept = !cutOff && loss.keeps(seen, keptOfPrefix, random);
      seen++;
      copySector(sector, kept ? written : durable, kept ? durable : written);
    }
    for (int sector = abandoned.nextSetBit(0);
        sector >= 0;
        sector = abandoned.nextSetBit(sector + 1)) {
      copySector(sector, durable, written);
    }
    abandoned.clear();
    boolean lengthKept =
        length == durableLength || loss.keeps(seen, keptOfPrefix + seen / 2, random);
    int end = lengthKept ? length : durableLength;
    Arrays.fill(written, end, written.length, (byte) 0);
    Arrays.fill(durable, end, durable.length, (byte) 0);
    length = end;
    durableLength = end;
    dirty.clear();
    flips.removeIf(flip -> flip.at >= end);
  }

  /** Changes a bit on the medium; false if the sector is not one that lies there as written. */
  boolean flip(int at, int bit) {
    if (at >= durableLength
        || at >= length
        || dirty.get(at / SECTOR_BYTES)
        || abandoned.get(at / SECTOR_BYTES)) {
      return false;
    }
    byte mask = (byte) (1 << bit);
    written[at] ^= mask;
    durable[at] ^= mask;
    flips.add(new Flip(at, mask));
    return true;
  }

  boolean isFlipped() {
    return !flips.isEmpty();
  }

  /** Makes flipped bits again what they were, as when the file is restored from a copy. */
  void unflip() {
    for (Iterator<Flip> each = flips.iterator(); each.hasNext(); each.remove()) {
      Flip flip = each.next();
      written[flip.at] ^= flip.mask;
      durable[flip.at] ^= flip.mask;
    }
  }
}
