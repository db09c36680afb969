package io.tallystick.account.cluster;

import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountMessage;
import io.tallystick.base.TallystickException;

/**
 * The answer to a command that came from another node.
 *
 * @param sequence the command's, by the count of the node that sent it
 * @param answer null where there is a problem
 * @param problem null where there is an answer
 */
record RemoteAnswer(long sequence, AccountAnswer answer, TallystickException problem)
    implements AccountMessage {}
