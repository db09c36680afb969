package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The three numbers of the user's own that a row may carry. */
final class UserData {
  private UserData() {}

  /** Adds those that are given. */
  static void put(ObjectNode row, String data128, String data64, String data32) {
    put(row, "user_data_128", data128);
    put(row, "user_data_64", data64);
    put(row, "user_data_32", data32);
  }

  private static void put(ObjectNode row, String field, String value) {
    if (value != null) {
      row.put(field, value);
    }
  }
}
