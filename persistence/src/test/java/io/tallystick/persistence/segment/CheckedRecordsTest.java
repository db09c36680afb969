package io.tallystick.persistence.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CheckedRecordsTest {
  private static final int BATCHES = 150;

  private static List<BatchFixture.Batch> fill(Path folder) {
    List<BatchFixture.Batch> batches = new ArrayList<>();
    try (SealedBatchStore store = BatchFixture.open(folder, 1)) {
      for (int i = 0; i < BATCHES; i++) {
        batches.add(BatchFixture.append(store));
      }
      store.forceAll();
    }
    return batches;
  }

  /** Reads every record, from the newest on; gives how many were refused as damaged. */
  private static int refusals(SealedBatchStore store, List<BatchFixture.Batch> batches) {
    CheckedRecords checked = store.checkedRecords();
    byte[] record = new byte[BatchFixture.RECORD_BYTES];
    int refused = 0;
    for (int at = batches.size() - 1; at >= 0; at--) {
      BatchFixture.Batch batch = batches.get(at);
      for (int i = 0; i < batch.count(); i++) {
        try {
          checked.read(batch.first() + i, record, 0);
          int from = i * BatchFixture.RECORD_BYTES;
          assertThat(record)
              .isEqualTo(
                  Arrays.copyOfRange(batch.records(), from, from + BatchFixture.RECORD_BYTES));
        } catch (TallystickException e) {
          assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
          refused++;
        }
      }
    }
    return refused;
  }

  @Property(tries = 40)
  void whatWasWrittenIsReadFromWhereverOpeningBeganToCheck(
      @ForAll @IntRange(min = 1, max = BATCHES) int checkFrom) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      try (SealedBatchStore store = BatchFixture.open(folder.path(), checkFrom)) {
        batches.add(BatchFixture.append(store));
        assertThat(refusals(store, batches)).isZero();
      }
    }
  }

  @Property(tries = 100)
  void aBitThatRottedBelowTheCheckpointIsNeverReadAndIsTold(
      @ForAll @IntRange(min = 0, max = 1 << 20) int place) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      List<Path> files =
          folder.files().stream()
              .filter(file -> file.getParent().endsWith("records"))
              .filter(file -> file.toFile().length() == 13L * BatchFixture.RECORD_BYTES)
              .toList();
      Path file = files.get(place % files.size());
      TemporaryFolder.flip(file, place / files.size() % (file.toFile().length() * 8));
      assertThatThrownBy(() -> BatchFixture.open(folder.path(), 1))
          .isInstanceOf(TallystickException.class);
      try (SealedBatchStore store = openBehind(folder.path())) {
        if (store != null) {
          assertThat(refusals(store, batches)).isPositive();
        }
      }
    }
  }

  /** Opened with only the newest batch checked; null if that is the damaged one. */
  private static SealedBatchStore openBehind(Path folder) {
    try {
      return BatchFixture.open(folder, BATCHES);
    } catch (TallystickException e) {
      return null;
    }
  }
}
