package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import java.util.List;

/**
 * What the columns must know of the records.
 *
 * @param recordBytes bytes of a record
 * @param fields the fields that can be asked for
 * @param timeOffset where the record's time lies, a u64 that rises with the number
 * @param selector which records are found at all
 * @param stretchRecords records whose columns are made together; fewer than that, at the end, are
 *     read one by one by a query. About 24 bytes of heap for each while columns are made
 * @param dutyPercent share of a core that making columns may take, 1 … 100
 */
public record ColumnSettings(
    int recordBytes,
    List<ColumnField> fields,
    int timeOffset,
    RecordSelector selector,
    int stretchRecords,
    int dutyPercent) {
  /** Records of a stretch unless told otherwise: 88 MiB of stored records. */
  public static final int STRETCH_RECORDS = 1 << 19;

  /** Decides whether a record is one that queries find. */
  @FunctionalInterface
  public interface RecordSelector {
    /** Whether the record that begins at {@code offset} counts. */
    boolean test(byte[] bytes, int offset);
  }

  public ColumnSettings {
    fields = List.copyOf(fields);
    Checks.inRange(stretchRecords, 1, 1 << 24, "records of a stretch");
    for (ColumnField field : fields) {
      Checks.inRange(field.offset() + field.bytes(), 1, recordBytes, "end of field " + field);
    }
  }
}
