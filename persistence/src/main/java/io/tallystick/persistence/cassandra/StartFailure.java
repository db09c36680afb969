package io.tallystick.persistence.cassandra;

import java.util.List;

/**
 * What a failed start means, read from exit status and log.
 *
 * @param code stable error code
 * @param meaning one sentence for people
 */
record StartFailure(String code, String meaning) {
  /** A port was taken between its choice and its use: worth another try with other ports. */
  static final String PORT_IN_USE = "cassandra_port_in_use";

  private static final List<Sign> SIGNS =
      List.of(
          new Sign("No space left on device", "disk_full", "the disk is full"),
          new Sign("Insufficient disk space", "disk_full", "the disk is full"),
          new Sign("Address already in use", PORT_IN_USE, "a port is in use by another process"),
          new Sign("is in use by another process", PORT_IN_USE, "a port is in use"),
          new Sign("Failed to bind port", PORT_IN_USE, "a port is in use by another process"),
          new Sign(
              "Detected unreadable sstables",
              "cassandra_folder_version",
              "the data folder was written by another Cassandra"),
          new Sign(
              "There is insufficient memory",
              "out_of_memory",
              "the machine has too little free memory for its heap"),
          new Sign("OutOfMemoryError", "out_of_memory", "its heap or direct memory is too small"));

  /** The first sign that fits. */
  static StartFailure of(int exitStatus, String log) {
    if (exitStatus == ChildMain.EXIT_FOLDER_BUSY) {
      return new StartFailure(
          "cassandra_folder_in_use", "another Cassandra process still holds the folder");
    }
    for (Sign sign : SIGNS) {
      if (log.contains(sign.text)) {
        return new StartFailure(sign.code, sign.meaning);
      }
    }
    return new StartFailure("cassandra_start_failed", "see the log");
  }

  private record Sign(String text, String code, String meaning) {}
}
