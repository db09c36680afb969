package io.tallystick.base;

/** How an error is to be understood by a caller; the HTTP room maps each kind to one status. */
public enum ErrorKind {
  /** The bytes cannot become records: broken syntax, wrong type, malformed name (HTTP 400). */
  INVALID,
  /** The credential is missing (HTTP 401). */
  UNAUTHENTICATED,
  /** The credential does not suffice (HTTP 403). */
  FORBIDDEN,
  /** Nothing of that name exists (HTTP 404). */
  NOT_FOUND,
  /** More bytes or rows than the named limit (HTTP 413). */
  TOO_LARGE,
  /** A content type that is not taken (HTTP 415). */
  UNSUPPORTED,
  /** Well-formed, but a named thing or range is not acceptable (HTTP 422). */
  UNPROCESSABLE,
  /**
   * A queue of the caller's is full; not in the log and never will be (HTTP 429 with Retry-After).
   */
  TOO_MANY,
  /** The node cannot take it now; not in the log and never will be (HTTP 503 with Retry-After). */
  UNAVAILABLE,
  /** The fate of a submission is not known; retrying the same ids is safe (HTTP 504). */
  OUTCOME_UNKNOWN,
  /** Stored bytes are not what was written: changed, cut, dropped or reordered (HTTP 500). */
  DAMAGED,
  /** A broken invariant of our own (HTTP 500). */
  INTERNAL
}
