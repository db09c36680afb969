package io.tallystick.ordering.log;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Turns failures of files into errors that say what to do. */
final class LogErrors {
  /** Of bytes that are not what was written. */
  static final String DAMAGED_CODE = "ordering_log_damaged";

  private LogErrors() {}

  /** What failed while trying to do {@code what} in {@code folder}. */
  static TallystickException of(IOException cause, String what, String folder) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "ordering_disk_full",
          "no space left in " + folder + " to " + what + "; free some and start again",
          cause);
    }
    if (cause instanceof AccessDeniedException
        || text.contains("read-only")
        || text.contains("permission denied")) {
      return TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "ordering_folder_not_writable",
          "no permission in " + folder + " to " + what,
          cause);
    }
    return TallystickException.of(
        ErrorKind.INTERNAL,
        "ordering_log_failed",
        "could not " + what + " in " + folder + ": " + cause,
        cause);
  }

  /** Stored bytes that are not what was written. */
  static TallystickException damaged(String file, long offset, long index, String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        DAMAGED_CODE,
        "ordering log damaged in file "
            + file
            + " at offset "
            + offset
            + ", entry "
            + index
            + ": "
            + what
            + ". Acknowledged entries may be affected: restore the file from a copy, or remove the"
            + " log and rejoin or rebuild");
  }

  /** A format that this program does not know: nothing of it may be taken for damage. */
  static TallystickException unknownVersion(String file, int version) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "ordering_log_version",
        "the ordering log's file "
            + file
            + " is of format version "
            + version
            + ", which this release does not know; start the release that wrote it");
  }

  /** Files of another group or replica. */
  static TallystickException ofAnother(String folder, LogOwner found, LogOwner expected) {
    return TallystickException.of(
        ErrorKind.UNPROCESSABLE,
        "ordering_log_of_another",
        folder + " holds the log of " + found + ", not of " + expected);
  }
}
