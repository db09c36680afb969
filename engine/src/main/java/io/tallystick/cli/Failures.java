package io.tallystick.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns a failure into an exit code, a message and advice. Pure. */
public final class Failures {
  private Failures() {}

  /**
   * A failure as it is told.
   *
   * @param code stable name, snake_case
   * @param next what to do now; empty if there is nothing particular to do
   */
  public record Told(int exitCode, String code, String message, String next) {
    /** The form for programs. */
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("error", code).put("message", message).put("next", next).put("exit_code", exitCode);
      return json;
    }
  }

  /** Says what a failure means. */
  public static Told tell(Throwable failure) {
    if (failure instanceof TallystickException) {
      return tellOurs((TallystickException) failure);
    }
    if (failure instanceof UncheckedIOException) {
      return tell(failure.getCause());
    }
    if (failure instanceof NoSuchFileException) {
      return new Told(
          ExitCode.USAGE,
          "file_not_found",
          "There is no file " + failure.getMessage() + ".",
          "Check the path; it is taken relative to the current folder.");
    }
    if (failure instanceof AccessDeniedException) {
      return new Told(
          ExitCode.USAGE,
          "file_not_accessible",
          "No permission for " + failure.getMessage() + ".",
          "Check the file's permissions or name another.");
    }
    if (failure instanceof IOException) {
      return new Told(ExitCode.REFUSED, "io_failed", messageOf(failure), "");
    }
    return new Told(
        ExitCode.REFUSED,
        "unexpected",
        "Unexpected failure: " + failure,
        "Set TALLYSTICK_TRACE=1 to see where, and report it.");
  }

  private static Told tellOurs(TallystickException failure) {
    StringBuilder message = new StringBuilder(messageOf(failure));
    if (failure.field() != null) {
      message.append(" (field ").append(failure.field());
      if (failure.value() != null) {
        message.append(", value \"").append(failure.value()).append('"');
      }
      if (failure.row() != TallystickException.NO_ROW) {
        message.append(", row ").append(failure.row());
      }
      message.append(')');
    }
    return new Told(exitCode(failure.kind()), failure.code(), message.toString(), next(failure));
  }

  private static int exitCode(ErrorKind kind) {
    switch (kind) {
      case TOO_MANY:
      case UNAVAILABLE:
      case OUTCOME_UNKNOWN:
        return ExitCode.UNREACHABLE;
      default:
        return ExitCode.REFUSED;
    }
  }

  private static String next(TallystickException failure) {
    switch (failure.code()) {
      case "unreachable":
        return "Start a server with ./tallystick start, or name another one with --url.";
      case "not_tallystick":
        return "Check --url: something else answers there.";
      case "ledger_unknown":
        return "See ./tallystick ledger list, or declare it: ./tallystick ledger create EUR";
      default:
        break;
    }
    switch (failure.kind()) {
      case OUTCOME_UNKNOWN:
        return "Run the same command again with the same ids: nothing settles twice.";
      case TOO_MANY:
      case UNAVAILABLE:
        return failure.retryAfterMs() > 0
            ? "Nothing was settled. Try again in " + seconds(failure.retryAfterMs()) + "."
            : "Try again; ./tallystick status shows how the server is.";
      default:
        return "";
    }
  }

  private static String seconds(long millis) {
    long seconds = Math.max(1, (millis + 999) / 1_000);
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }

  private static String messageOf(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
