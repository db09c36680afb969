package io.tallystick.persistence.segment;

import io.tallystick.persistence.file.FileAccess;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small linked batches for tests: a header is the previous hash and eight further bytes. */
final class BatchFixture {
  static final int HEADER_BYTES = 44;
  static final int RECORD_BYTES = 16;
  static final BatchStoreSettings SETTINGS =
      new BatchStoreSettings(
          HEADER_BYTES,
          5,
          new FamilySettings("records", RECORD_BYTES, 13),
          new FamilySettings("sides", 1, 100),
          List.of(new FamilySettings("roots", 8, 6), new FamilySettings("entries", 4, 9)));

  record Batch(
      long height,
      byte[] header,
      byte[] hash,
      long first,
      int count,
      byte[] records,
      byte[] side) {}

  private BatchFixture() {}

  static byte[] hash(byte[] header) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(header);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static boolean linked(byte[] previousHash, byte[] header, byte[] hash) {
    return Arrays.equals(Arrays.copyOf(header, 32), previousHash)
        && Arrays.equals(hash(header), hash);
  }

  static SealedBatchStore open(Path folder, long checkFrom) {
    return open(folder, checkFrom, FileAccess.standard());
  }

  static SealedBatchStore open(Path folder, long checkFrom, FileAccess files) {
    return SealedBatchStore.open(folder, SETTINGS, BatchFixture::linked, checkFrom, files);
  }

  /** Appends the next batch, of a size that its height decides, and returns it. */
  static Batch append(SealedBatchStore store) {
    long height = store.lastHeight() + 1;
    Random random = new Random(height * 31);
    int count = (int) (height * 7 % 11) - 1;
    count = Math.max(0, count);
    byte[] records = new byte[count * RECORD_BYTES];
    random.nextBytes(records);
    byte[] side = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(80)];
    random.nextBytes(side);
    byte[] header = Arrays.copyOf(store.lastHash(), HEADER_BYTES);
    header[32] = (byte) height;
    byte[] hash = hash(header);
    int roots = random.nextInt(3);
    byte[] rootBytes = new byte[roots * 8];
    random.nextBytes(rootBytes);
    store.extra(0).append(rootBytes, 0, roots);
    store.extra(1).append(new byte[12], 0, 3);
    long first = store.append(height, header, hash, records, 0, count, side, 0, side.length);
    return new Batch(height, header, hash, first, count, records, side);
  }
}
