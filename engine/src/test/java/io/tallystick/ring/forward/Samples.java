package io.tallystick.ring.forward;

import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** Bodies and outcomes for tests. */
final class Samples {
  static final long T0 = 1_790_000_000_000_000_000L;

  private Samples() {}

  /** Records whose every byte depends on its place. */
  static Body transfers(int rows) {
    return new Body(BodyKind.TRANSFERS, rows, records(rows), List.of(), false);
  }

  static Body accounts(String... names) {
    return new Body(
        BodyKind.ACCOUNTS,
        names.length,
        records(names.length),
        Collections.unmodifiableList(Arrays.asList(names)),
        false);
  }

  static byte[] records(int rows) {
    byte[] records = new byte[rows * Body.RECORD_BYTES];
    for (int i = 0; i < records.length; i++) {
      records[i] = (byte) (i * 31 + i / Body.RECORD_BYTES);
    }
    return records;
  }

  /** All rows created. */
  static Outcome created(int rows) {
    return new Outcome(
        7, new int[rows], LongStream.range(T0, T0 + rows).toArray(), null, null, null);
  }
}
