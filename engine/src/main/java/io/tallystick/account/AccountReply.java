package io.tallystick.account;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.Outcome;

/** Where the answer to a command goes; called once, on any thread. */
public interface AccountReply {
  /** The body was settled. */
  void settled(Outcome outcome);

  /**
   * A document about the account.
   *
   * @param waits whether what was asked for waits for approvals
   * @param json a JSON object, UTF-8
   */
  void document(boolean waits, byte[] json);

  /** Rows of a chain were granted. */
  void granted(AccountAnswer.Granted granted);

  /** There is no answer; the error's kind says whether a body may have entered. */
  void failed(TallystickException problem);
}
