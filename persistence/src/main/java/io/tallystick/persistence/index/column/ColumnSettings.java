package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import java.util.List;

/**
 * What the columns must know of the records, and how they are made.
 *
 * @param recordBytes bytes of a record
 * @param fields the fields that can be asked for, those with the most different values first
 * @param timeOffset where the record's time lies, a u64 that rises with the number
 * @param selector which records are found at all
 * @param stretchRecords records whose columns are made together; fewer than that, at the end, are
 *     read one by one by a query. While columns are made, and from then on, each takes the bytes of
 *     its fields and 9 more on the heap
 * @param dutyPercent share of a core that making columns may take, 1 … 100
 * @param lookMs time between two looks for records that have no columns yet, in milliseconds
 * @param restMs time without another try after columns could not be made, in milliseconds
 */
public record ColumnSettings(
    int recordBytes,
    List<ColumnField> fields,
    int timeOffset,
    RecordSelector selector,
    int stretchRecords,
    int dutyPercent,
    int lookMs,
    int restMs) {
  /** Most records of a stretch. */
  public static final int STRETCH_RECORDS_MAX = 1 << 24;

  /** Decides whether a record is one that queries find. */
  @FunctionalInterface
  public interface RecordSelector {
    /** Whether the record that begins at {@code offset} counts. */
    boolean test(byte[] bytes, int offset);
  }

  public ColumnSettings {
    fields = List.copyOf(fields);
    Checks.inRange(stretchRecords, 1, STRETCH_RECORDS_MAX, "records of a stretch");
    Checks.inRange(dutyPercent, 1, 100, "columns' duty in percent");
    Checks.inRange(lookMs, 1, 3_600_000, "milliseconds between looks");
    Checks.inRange(restMs, 0, 3_600_000, "milliseconds of rest");
    for (ColumnField field : fields) {
      Checks.inRange(field.offset() + field.bytes(), 1, recordBytes, "end of field " + field);
    }
  }
}
