package io.tallystick.load.crash;

/** Hears what a record file holds, in the order in which it was written. */
interface RecordVisitor {
  /**
   * A body was made; it had not been sent before.
   *
   * @param rowsPosition where its rows stand in the file
   */
  void body(ClientBody body, long nanos, long rowsPosition);

  /** A whole answer came, whatever its status; rows are empty unless it is 200. */
  void answered(long body, long nanos, int status, AnswerRows rows);

  /** An attempt ended without an answer: its outcome is unknown. */
  void lost(long body, long nanos);

  /** Something that the campaign did. */
  void note(long nanos, String text);
}
