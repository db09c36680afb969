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
    if (failure instanceof TallystickException ours) {
      return tellOurs(ours);
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
    if (failure.kind() == ErrorKind.NOT_FOUND && failure.value() != null) {
      String what = failure.code().replace("_not_found", "").replace('_', ' ');
      message = new StringBuilder("There is no " + what + " " + failure.value() + ".");
    } else if (failure.field() != null && !failure.field().isEmpty()) {
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
    return switch (kind) {
      case TOO_MANY, UNAVAILABLE, OUTCOME_UNKNOWN -> ExitCode.UNREACHABLE;
      default -> ExitCode.REFUSED;
    };
  }

  private static String next(TallystickException failure) {
    return switch (failure.code()) {
      case "unreachable" -> "Start a server with ./tallystick start, or name another with --url.";
      case "tls_not_trusted" ->
          "Name a folder with the CA's certificate, ca.crt, with --tls, and your own if it is asked for.";
      case "not_tallystick" -> "Check --url: something else answers there.";
      case "signature_missing" ->
          "Sign with --key FILE, or set TALLYSTICK_KEY; ./tallystick key --help says how to make one.";
      case "key_unknown" ->
          "Have the key added: ./tallystick participant key add CODE --public-key KEY --roles …";
      case "signature_too_old", "signature_from_the_future" ->
          "Set this machine's clock right; the message says what the server's is.";
      case "operator_key_missing" ->
          "./tallystick key new operator.pem, then start with --operator-key operator.pem";
      case "ledger_unknown" ->
          "See ./tallystick ledger list, or declare it: ./tallystick ledger create EUR";
      default -> nextByKind(failure);
    };
  }

  private static String nextByKind(TallystickException failure) {
    return switch (failure.kind()) {
      case OUTCOME_UNKNOWN ->
          "Run the same command again with the same ids: nothing settles twice.";
      case TOO_MANY, UNAVAILABLE ->
          failure.retryAfterMs() > 0
              ? "Nothing was settled. Try again in " + seconds(failure.retryAfterMs()) + "."
              : "Try again; ./tallystick status shows how the server is.";
      default -> "";
    };
  }

  private static String seconds(long millis) {
    long seconds = Math.max(1, (millis + 999) / 1_000);
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }

  private static String messageOf(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
