package io.tallystick.account.cluster;

import akka.actor.typed.ActorRef;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountReply;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Outcome;

/** The reply to a command of another node: it travels back. */
record ReturnedReply(ActorRef<RemoteAnswer> home, long sequence)
    implements AccountReply, Addressed {
  @Override
  public void settled(Outcome outcome) {
    home.tell(new RemoteAnswer(sequence, AccountAnswer.settled(outcome), null));
  }

  @Override
  public void document(boolean waits, byte[] json) {
    home.tell(new RemoteAnswer(sequence, AccountAnswer.document(waits, json), null));
  }

  @Override
  public void granted(AccountAnswer.Granted granted) {
    home.tell(new RemoteAnswer(sequence, AccountAnswer.granted(granted), null));
  }

  @Override
  public void failed(TallystickException problem) {
    home.tell(new RemoteAnswer(sequence, null, problem));
  }
}
