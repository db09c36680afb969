package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.state.IdHash;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchIdsTest {
  /** More than the table has stamps for, so that it has to clear itself on the way. */
  private static final int BATCHES = 2_500;

  private static final int IDS = 400;

  private final byte[] records = new byte[ApplyOutput.RECORDS_MAX * StoredRecord.BYTES];
  private final BatchIds ids = new BatchIds(TransferRequest.ID);
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void findsWhatItsBatchPutAndDidNotTakeBackAndNothingOfAnotherBatch() {
    for (int batch = 0; batch < BATCHES; batch++) {
      ids.begin();
      Map<Long, Integer> model = new HashMap<>();
      int put = random.nextInt(40);
      for (int position = 0; position < put; position++) {
        long low = random.nextLong(IDS);
        if (!model.containsKey(low)) {
          put(low, position);
          model.put(low, position);
        }
      }
      int kept = random.nextInt(model.size() + 1);
      ids.truncate(kept);
      keepOldest(model, kept);
      assertThat(ids.count()).isEqualTo(kept);
      for (long low = 0; low < IDS; low++) {
        assertThat(find(low)).isEqualTo(model.getOrDefault(low, BatchIds.ABSENT));
      }
    }
  }

  @Test
  void holdsAsManyIdsAsABatchCanHaveRecords() {
    ids.begin();
    for (int position = 0; position < ApplyOutput.RECORDS_MAX; position++) {
      put(position, position);
    }
    for (int position = 0; position < ApplyOutput.RECORDS_MAX; position++) {
      assertThat(find(position)).isEqualTo(position);
    }
    assertThat(find(ApplyOutput.RECORDS_MAX)).isEqualTo(BatchIds.ABSENT);
  }

  @Test
  void idsThatDifferInTheirHigherHalfAloneAreDifferent() {
    ids.begin();
    put(5, 0);
    assertThat(ids.find(records, IdHash.of(1, 5), 1, 5)).isEqualTo(BatchIds.ABSENT);
    assertThat(ids.find(records, IdHash.of(0, 5), 1, 5)).isEqualTo(BatchIds.ABSENT);
    assertThat(find(5)).isZero();
  }

  private void put(long low, int position) {
    LittleEndian.putLong(records, position * StoredRecord.BYTES + TransferRequest.ID, low);
    ids.put(IdHash.of(0, low), position);
  }

  private int find(long low) {
    return ids.find(records, IdHash.of(0, low), 0, low);
  }

  private static void keepOldest(Map<Long, Integer> model, int kept) {
    model.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .skip(kept)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(model::remove);
  }
}
