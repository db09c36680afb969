package io.tallystick.cli.csv;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first row of a file: where each column stands. Columns may come in any order. */
public final class CsvHeader {
  /** Stands for a column that the file does not have. */
  public static final int ABSENT = -1;

  private final Map<String, Integer> places;

  private CsvHeader(Map<String, Integer> places) {
    this.places = places;
  }

  /**
   * Reads the header.
   *
   * @param file name for messages
   * @param required columns that must be there
   * @param optional columns that may be there
   * @throws TallystickException INVALID, code {@code columns_invalid}: a column is missing, unknown
   *     or there twice
   */
  public static CsvHeader of(
      String file, List<String> columns, List<String> required, Set<String> optional) {
    Map<String, Integer> places = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i).strip();
      if (!required.contains(column) && !optional.contains(column)) {
        problems.add("'" + column + "' is no column that is known here");
      } else if (places.put(column, i) != null) {
        problems.add("'" + column + "' stands there twice");
      }
    }
    for (String column : required) {
      if (!places.containsKey(column)) {
        problems.add("'" + column + "' is missing");
      }
    }
    if (!problems.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "columns_invalid",
          file
              + ", first line: "
              + String.join("; ", problems)
              + ". Needed: "
              + String.join(",", required));
    }
    return new CsvHeader(places);
  }

  /** Where a column stands, from 0, or {@link #ABSENT}. */
  public int place(String column) {
    return places.getOrDefault(column, ABSENT);
  }

  /** How many columns a row has. */
  public int columns() {
    return places.size();
  }
}
