package io.tallystick.ring.wire;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Errors as fields of a message: kind u8, retry after i64 (ms), row i32, then the texts code,
 * message, field and value.
 */
public final class WireErrors {
  private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES;

  private WireErrors() {}

  /** Bytes that {@link #write} takes. */
  public static int bytes(TallystickException error) {
    return FIXED_BYTES
        + WireWriter.textBytes(error.code())
        + WireWriter.textBytes(error.getMessage())
        + WireWriter.textBytes(error.field())
        + WireWriter.textBytes(error.value());
  }

  public static void write(WireWriter out, TallystickException error) {
    out.u8(ErrorKindNumbers.of(error.kind()))
        .i64(error.retryAfterMs())
        .i32(error.row())
        .text(error.code())
        .text(error.getMessage())
        .text(error.field())
        .text(error.value());
  }

  public static TallystickException read(WireReader in) {
    ErrorKind kind = ErrorKindNumbers.kind(in.u8());
    long retryAfterMs = in.i64();
    int row = in.i32();
    String code = orEmpty(in.text());
    String message = orEmpty(in.text());
    String field = in.text();
    String value = in.text();
    return field == null
        ? TallystickException.retry(kind, code, message, retryAfterMs)
        : TallystickException.field(kind, code, field, value, row, message);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** The error of ours that a failed stage stands for, or null if it is none of ours. */
  public static TallystickException known(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TallystickException known ? known : null;
  }
}
