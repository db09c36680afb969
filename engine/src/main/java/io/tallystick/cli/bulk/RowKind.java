package io.tallystick.cli.bulk;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import java.util.List;
import java.util.Set;

/** How rows of one kind are read and sent. */
interface RowKind<P extends Payload> {
  /** Columns that a file must have. */
  List<String> required();

  /** Columns that a file may have. */
  Set<String> optional();

  /** An empty payload. */
  P newPayload();

  /** Reads the rows under a header. */
  Rows<P> rows(CsvHeader header);

  /**
   * Sends one body; safe to repeat.
   *
   * @return the rows that were not created, in order
   */
  List<RowResult> send(P payload);

  /** Reads rows under one header. */
  interface Rows<P extends Payload> {
    /**
     * Whether the row is linked to the next one.
     *
     * @throws TallystickException its field is the column at fault
     */
    boolean linked(CsvReader row);

    /**
     * Adds the row; leaves the payload as it was if it fails.
     *
     * @throws TallystickException its field is the column at fault
     */
    void addTo(P payload, CsvReader row);
  }
}
