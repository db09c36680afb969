package io.tallystick.cli.bulk;

/** The rows of one body in the form in which they are sent. */
interface Payload {
  /** Keeps only the first rows. */
  void truncate(int rows);

  /** Moves the rows from {@code from} on to the end of another payload of the same kind. */
  void moveTo(Payload next, int from, int rows);
}
