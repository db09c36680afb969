package io.tallystick.ledger;

/** The rows of a body, as {@link BodyRunner} takes them through chains. */
interface Rows {
  /** Number of {@code linked_event_failed}, whatever the rows are. */
  int LINKED_EVENT_FAILED = TransferResult.LINKED_EVENT_FAILED.number();

  /** Number of {@code linked_event_chain_open}, whatever the rows are. */
  int LINKED_EVENT_CHAIN_OPEN = TransferResult.LINKED_EVENT_CHAIN_OPEN.number();

  /** Number of {@code submitter_not_authorised}, whatever the rows are. */
  int SUBMITTER_NOT_AUTHORISED = TransferResult.SUBMITTER_NOT_AUTHORISED.number();

  /** Whether the row succeeds or fails together with the next one. */
  boolean linked(int row);

  /** Judges a row and carries it out if it is to be created; gives the result's number. */
  int apply(int row, int event, long timestamp);

  /** Number of the record that {@link #apply} made. */
  long number();

  /**
   * Answers the row that {@link #apply} refused, after its chain (if any) was undone; records the
   * refusal if it burns the id.
   */
  void refuse(int result, long timestamp);
}
