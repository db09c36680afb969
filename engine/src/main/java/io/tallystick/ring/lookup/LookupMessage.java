package io.tallystick.ring.lookup;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.TransferRow;

/** What travels between a node that asks and one that knows. */
sealed interface LookupMessage extends LookupCommand {
  /** Which life of which node asks; drawn at random at its start. */
  long sender();

  /** Counts a sender's questions, from 1. */
  long sequence();

  /**
   * A question.
   *
   * @param address the sender's Akka address, to which the answer goes
   * @param history the history of the group that it concerns
   */
  record Ask(long sender, long sequence, String address, long history, Question question)
      implements LookupMessage {}

  /** The answer; all three are null where nothing of that id or code exists. */
  record Found(
      long sender, long sequence, TransferRow transfer, AccountRow account, LedgerRow ledger)
      implements LookupMessage {}

  /** Why there is no answer. */
  record Failed(long sender, long sequence, TallystickException reason) implements LookupMessage {}
}
