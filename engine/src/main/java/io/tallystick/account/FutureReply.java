package io.tallystick.account;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.Outcome;
import java.util.concurrent.CompletableFuture;

/** A reply that completes a future of this node. */
public class FutureReply implements AccountReply {
  private final CompletableFuture<AccountAnswer> answer = new CompletableFuture<>();

  /** The answer; fails with a {@link TallystickException}. */
  public final CompletableFuture<AccountAnswer> answer() {
    return answer;
  }

  @Override
  public final void settled(Outcome outcome) {
    answer.complete(AccountAnswer.settled(outcome));
  }

  @Override
  public final void document(boolean waits, byte[] json) {
    answer.complete(AccountAnswer.document(waits, json));
  }

  @Override
  public final void granted(AccountAnswer.Granted granted) {
    answer.complete(AccountAnswer.granted(granted));
  }

  @Override
  public final void failed(TallystickException problem) {
    answer.completeExceptionally(problem);
  }
}
