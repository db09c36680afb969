package io.tallystick.api.decode;

import io.tallystick.ring.BodyKind;
import java.io.IOException;

/**
 * The fields of one kind of row. An instance may keep what it needs between the fields of a row and
 * serves one body only.
 */
interface RowFormat {
  /** Meaning of {@link #field(String)} where there is no such field. */
  int NO_FIELD = -1;

  BodyKind kind();

  /** Number of a field, from 0 to 62, or {@link #NO_FIELD}. */
  int field(String name);

  /** Names of all fields, by number. */
  String[] fieldNames();

  /** Reads the field's value, which is not null, into the row's record. */
  void read(int field, RowInput in) throws IOException;

  /**
   * Ends a row: requires what is missing and fills in what follows from the rest.
   *
   * @param given bit {@code n} is set if field {@code n} was given and not null
   */
  void finish(RowInput in, long given);
}
