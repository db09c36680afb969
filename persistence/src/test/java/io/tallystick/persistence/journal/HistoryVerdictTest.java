package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryVerdictTest {
  private static final UUID OURS = new UUID(1, 1);
  private static final UUID OTHERS = new UUID(2, 2);

  private static HistoryRow row(UUID id, long epoch, long restoredHeight, int hash) {
    byte[] bytes = new byte[JournalUnit.HASH_BYTES];
    Arrays.fill(bytes, (byte) hash);
    return new HistoryRow("main", epoch, id, restoredHeight, bytes);
  }

  /** Our own history is epoch 2, restored to height 10 with hash 7. */
  static Stream<Arguments> table() {
    HistoryRow own = row(OURS, 2, 10, 7);
    HistoryRow first = row(OURS, 1, 0, 0);
    return Stream.of(
        Arguments.of(List.of(), HistoryVerdict.ABSENT),
        Arguments.of(List.of(first), HistoryVerdict.ABSENT),
        Arguments.of(List.of(first, own), HistoryVerdict.OURS),
        Arguments.of(List.of(own), HistoryVerdict.OURS),
        Arguments.of(List.of(first, own, row(OURS, 3, 20, 8)), HistoryVerdict.NEWER_EPOCH),
        Arguments.of(List.of(first, row(OURS, 3, 20, 8)), HistoryVerdict.NEWER_EPOCH),
        Arguments.of(List.of(row(OTHERS, 1, 0, 0)), HistoryVerdict.OTHER_GROUP),
        Arguments.of(List.of(row(OTHERS, 2, 10, 7)), HistoryVerdict.OTHER_GROUP),
        Arguments.of(List.of(row(OTHERS, 3, 10, 7)), HistoryVerdict.OTHER_GROUP),
        Arguments.of(List.of(row(OURS, 2, 11, 7)), HistoryVerdict.OTHER_RESTORE),
        Arguments.of(List.of(row(OURS, 2, 10, 8)), HistoryVerdict.OTHER_RESTORE));
  }

  @ParameterizedTest
  @MethodSource("table")
  void theTableDecides(List<HistoryRow> rows, HistoryVerdict verdict) {
    assertThat(HistoryVerdict.of(rows, row(OURS, 2, 10, 7))).isEqualTo(verdict);
  }
}
