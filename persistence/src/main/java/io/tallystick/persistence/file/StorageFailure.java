package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Turns a failed file operation into the one error type, with a code that tells an operator what to
 * do: {@code disk_full}, {@code folder_read_only}, {@code file_missing}, {@code write_interrupted},
 * {@code read_failed}, {@code write_failed}.
 */
public final class StorageFailure {
  private StorageFailure() {}

  /** A failed write, fsync, rename or removal of {@code path}. */
  public static TallystickException writing(Path path, IOException cause) {
    String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return of("disk_full", "No space left on the device while writing " + path, cause);
    }
    if (cause instanceof AccessDeniedException || reason.contains("read-only file system")) {
      return of(
          "folder_read_only",
          "Cannot write " + path + ": the folder or file is read-only for this user",
          cause);
    }
    if (cause instanceof ClosedByInterruptException) {
      return of("write_interrupted", "The thread that wrote " + path + " was interrupted", cause);
    }
    return of("write_failed", "Cannot write " + path + ": " + cause, cause);
  }

  /** A failed read of {@code path}. */
  public static TallystickException reading(Path path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return TallystickException.of(
          ErrorKind.DAMAGED, "file_missing", "The file " + path + " is missing", cause);
    }
    return of("read_failed", "Cannot read " + path + ": " + cause, cause);
  }

  private static TallystickException of(String code, String message, IOException cause) {
    return TallystickException.of(ErrorKind.INTERNAL, code, message, cause);
  }
}
