package io.tallystick.persistence.segment;

import java.util.List;

/**
 * What a batch store must know of the batches.
 *
 * @param headerBytes bytes of a header; the same for every batch
 * @param framesPerFile frames in a full file
 * @param records family of the stored records
 * @param sides family of the side sections; records of 1 byte
 * @param extras further families whose counts are bound to each batch, in a fixed order
 */
public record BatchStoreSettings(
    int headerBytes,
    long framesPerFile,
    FamilySettings records,
    FamilySettings sides,
    List<FamilySettings> extras) {
  /** Frames of a full file unless told otherwise. */
  public static final long FRAMES_PER_FILE = 1L << 20;

  public BatchStoreSettings {
    extras = List.copyOf(extras);
  }

  /** Usual file sizes, with subtree roots (extra 0) and balance entries (extra 1). */
  public static BatchStoreSettings standard(int headerBytes) {
    return new BatchStoreSettings(
        headerBytes,
        FRAMES_PER_FILE,
        FamilySettings.records(),
        FamilySettings.sides(),
        List.of(FamilySettings.roots(), FamilySettings.balanceEntries()));
  }
}
