package io.tallystick.persistence.index;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which runs make up the index, kept in a {@link io.tallystick.persistence.file.ChecksummedFile}
 * named {@code manifest}.
 *
 * <p>Payload, little-endian: 0 version u32 (1) | 4 runs u32 | 8 hash seeds 2 × u64 | 24 next run id
 * u64 | then for each run, oldest first: id u64, first number u64, last number u64, entries u64.
 *
 * @param seed0 first seed of the id hash, random, made with the index
 * @param seed1 second seed
 * @param nextId id of the next run to be written
 * @param runs the runs, oldest first; their number ranges join without gaps from 0 on
 */
record IndexManifest(long seed0, long seed1, long nextId, List<Entry> runs) {
  static final String FILE = "manifest";

  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 32;
  private static final int RUN_BYTES = 32;

  record Entry(long id, long firstNumber, long lastNumber, long entries) {
    static Entry of(Run run) {
      RunFormat format = run.format();
      return new Entry(format.id(), format.firstNumber(), format.lastNumber(), format.entries());
    }
  }

  byte[] encode() {
    byte[] bytes = new byte[HEAD_BYTES + runs.size() * RUN_BYTES];
    LittleEndian.putInt(bytes, 0, VERSION);
    LittleEndian.putInt(bytes, 4, runs.size());
    LittleEndian.putLong(bytes, 8, seed0);
    LittleEndian.putLong(bytes, 16, seed1);
    LittleEndian.putLong(bytes, 24, nextId);
    int at = HEAD_BYTES;
    for (Entry run : runs) {
      LittleEndian.putLong(bytes, at, run.id());
      LittleEndian.putLong(bytes, at + 8, run.firstNumber());
      LittleEndian.putLong(bytes, at + 16, run.lastNumber());
      LittleEndian.putLong(bytes, at + 24, run.entries());
      at += RUN_BYTES;
    }
    return bytes;
  }

  static IndexManifest decode(byte[] bytes) {
    if (bytes.length < HEAD_BYTES
        || LittleEndian.getInt(bytes, 0) != VERSION
        || bytes.length != HEAD_BYTES + (long) LittleEndian.getInt(bytes, 4) * RUN_BYTES) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "index_manifest_damaged", "The index manifest has an unknown form");
    }
    List<Entry> runs = new ArrayList<>();
    for (int at = HEAD_BYTES; at < bytes.length; at += RUN_BYTES) {
      runs.add(
          new Entry(
              LittleEndian.getLong(bytes, at),
              LittleEndian.getLong(bytes, at + 8),
              LittleEndian.getLong(bytes, at + 16),
              LittleEndian.getLong(bytes, at + 24)));
    }
    return new IndexManifest(
        LittleEndian.getLong(bytes, 8),
        LittleEndian.getLong(bytes, 16),
        LittleEndian.getLong(bytes, 24),
        runs);
  }
}
