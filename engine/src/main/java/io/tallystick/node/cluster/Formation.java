package io.tallystick.node.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds the group of a node that has no history yet, or founds it. */
public final class Formation {
  /** How long a node may take to say who it is, ms. */
  public static final long ANSWER_MS = 1_000;

  /** Pause before everybody is asked again, ms. */
  public static final long PAUSE_MS = 300;

  private final MemberLink link;
  private final ReplicaId self;
  private final boolean joins;
  private final Collection<Integer> peers;

  /**
   * For a node without history.
   *
   * @param joins whether it may not found a group
   * @param peers all nodes of the list
   */
  public Formation(MemberLink link, ReplicaId self, boolean joins, Collection<Integer> peers) {
    this.link = link;
    this.self = self;
    this.joins = joins;
    this.peers = List.copyOf(peers);
  }

  /**
   * Asks until there is a group.
   *
   * @param found founds one of these members, durably, and returns it
   * @param progress hears what is waited for, each time that it changes
   * @param timeoutMs how long it may take
   * @throws TallystickException UNAVAILABLE ({@code group_not_formed}), UNPROCESSABLE ({@code
   *     peers_of_two_groups})
   */
  public Founding await(
      Function<Membership, Founding> found, Consumer<String> progress, long timeoutMs) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    String told = "";
    while (true) {
      FormationStep step = FormationStep.of(self, joins, peers, answers(link, self.node(), peers));
      if (step instanceof FormationStep.Adopt adopt) {
        return adopt.founding();
      }
      if (step instanceof FormationStep.Found founds) {
        return found.apply(founds.members());
      }
      String why = ((FormationStep.Wait) step).why();
      if (!why.equals(told)) {
        progress.accept(why);
        told = why;
      }
      if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) {
        throw TallystickException.retry(
            ErrorKind.UNAVAILABLE, "group_not_formed", "no group yet: " + why, PAUSE_MS);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
    }
  }

  /** Who the other nodes are; those that are silent are left out. */
  public static List<MemberMessage.IAm> answers(
      MemberLink link, int self, Collection<Integer> peers) {
    List<CompletionStage<MemberMessage.IAm>> asked = new ArrayList<>();
    for (int peer : peers) {
      if (peer != self) {
        asked.add(
            link.ask(
                peer,
                MemberMessage.IAm.class,
                number -> new MemberMessage.WhoAreYou(self, number),
                ANSWER_MS));
      }
    }
    List<MemberMessage.IAm> answers = new ArrayList<>();
    for (CompletionStage<MemberMessage.IAm> each : asked) {
      try {
        answers.add(each.toCompletableFuture().get(2 * ANSWER_MS, TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException silent) {
        // Asked again in the next round.
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return answers;
      }
    }
    return answers;
  }
}
