package io.tallystick.ring.wire;

import io.tallystick.base.ErrorKind;

/** The numbers that stand for kinds of errors in messages; an assigned one is never used again. */
final class ErrorKindNumbers {
  private ErrorKindNumbers() {}

  static int of(ErrorKind kind) {
    return switch (kind) {
      case INVALID -> 1;
      case UNAUTHENTICATED -> 2;
      case FORBIDDEN -> 3;
      case NOT_FOUND -> 4;
      case TOO_LARGE -> 5;
      case UNSUPPORTED -> 6;
      case UNPROCESSABLE -> 7;
      case TOO_MANY -> 8;
      case UNAVAILABLE -> 9;
      case OUTCOME_UNKNOWN -> 10;
      case DAMAGED -> 11;
      case INTERNAL -> 12;
    };
  }

  /** One that is not known says nothing of whether anything entered. */
  static ErrorKind kind(int number) {
    for (ErrorKind kind : ErrorKind.values()) {
      if (of(kind) == number) {
        return kind;
      }
    }
    return ErrorKind.OUTCOME_UNKNOWN;
  }
}
