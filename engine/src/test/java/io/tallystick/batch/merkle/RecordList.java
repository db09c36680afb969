package io.tallystick.batch.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random records in one array, as a leaf source and as a list for the naive model. */
final class RecordList implements LeafSource {
  private final byte[] records;
  private final int count;

  RecordList(int count, long seed) {
    this.count = count;
    records = new byte[count * LEAF_BYTES];
    new Random(seed).nextBytes(records);
  }

  byte[] bytes() {
    return records;
  }

  List<byte[]> first(int size) {
    List<byte[]> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(Arrays.copyOfRange(records, i * LEAF_BYTES, (i + 1) * LEAF_BYTES));
    }
    return list;
  }

  Hash leafHash(int index) {
    return new MerkleHasher().leaf(records, index * LEAF_BYTES, LEAF_BYTES);
  }

  /** A log of all records. */
  MerkleLog log(SubtreeStore store) {
    MerkleLog log = new MerkleLog(store);
    log.append(records, 0, count);
    return log;
  }

  @Override
  public void read(long first, int recordCount, byte[] into, int offset) {
    System.arraycopy(records, (int) first * LEAF_BYTES, into, offset, recordCount * LEAF_BYTES);
  }
}
