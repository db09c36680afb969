package io.tallystick.ledger;

/**
 * What account actors authorised of a body, by row. Grants travel beside the requests, never in
 * them, so that no client can bring one.
 */
@FunctionalInterface
public interface Grants {
  /** No row has a grant. */
  Grants NONE = row -> 0;

  /** The incarnation (a record number) under which the row's debit was authorised; 0 for none. */
  long incarnation(int row);
}
