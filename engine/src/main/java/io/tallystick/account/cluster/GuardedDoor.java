package io.tallystick.account.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ClusterEvent.ClusterDomainEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.ClusterEvent.ReachableMember;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.tallystick.account.AccountCommand;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * This node's way to guarded accounts' actors. A command is sent only to a shard that surely
 * answers, as {@link ShardHomes} has it; others wait a moment and are refused then, surely not
 * sent. So an account goes on while its own node can be reached, whatever became of others. Which
 * actor may debit an account is not decided here: that is the claim's, in the order.
 */
final class GuardedDoor extends AbstractBehavior<GuardedDoor.Message> {
  private static final Duration TICK = Duration.ofMillis(100);

  /** What callers are told to wait while an account finds its place. */
  private static final long MOVING_MS = 2_000;

  /** What it is told. */
  interface Message {}

  /**
   * A command for an account's actor. One that is told and not asked may be lost: whom it concerns
   * then claims anew.
   */
  record Deliver(Id account, AccountCommand.Sent command) implements Message {
    void refuse() {
      if (command instanceof AccountCommand.Asked asked) {
        asked.reply().failed(moving());
      }
    }
  }

  private record Changed(ClusterDomainEvent event) implements Message {}

  private enum Tick implements Message {
    NOW
  }

  private final Cluster cluster;
  private final AccountShards shards;
  private final ActorRef<ShardingEnvelope<AccountCommand>> region;
  private final Replies replies;
  private final ShardHomes homes;
  private final Map<Integer, Queue<Deliver>> held = new HashMap<>();

  private GuardedDoor(
      ActorContext<Message> context,
      AccountShards shards,
      ActorRef<ShardingEnvelope<AccountCommand>> region,
      Replies replies) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.shards = shards;
    this.region = region;
    this.replies = replies;
    this.homes = new ShardHomes(shards.count(), System.nanoTime());
  }

  static Behavior<Message> create(
      AccountShards shards, ActorRef<ShardingEnvelope<AccountCommand>> region, Replies replies) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  GuardedDoor door = new GuardedDoor(context, shards, region, replies);
                  door.cluster
                      .subscriptions()
                      .tell(
                          Subscribe.create(
                              context.messageAdapter(ClusterDomainEvent.class, Changed::new),
                              ClusterDomainEvent.class));
                  timers.startTimerWithFixedDelay(Tick.NOW, TICK);
                  return door;
                }));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessage(Here.class, this::onHere)
        .onMessage(Changed.class, this::onChanged)
        .onMessage(Tick.class, tick -> onTick())
        .build();
  }

  private Behavior<Message> onDeliver(Deliver delivery) {
    if (!cluster.selfMember().status().equals(MemberStatus.up())) {
      delivery.refuse();
      return this;
    }
    int shard = shards.of(delivery.account);
    switch (homes.way(shard, System.nanoTime())) {
      case SEND -> send(delivery, shard);
      case HOLD -> held.computeIfAbsent(shard, none -> new ArrayDeque<>()).add(delivery);
      case REFUSE -> delivery.refuse();
    }
    return this;
  }

  private void send(Deliver delivery, int shard) {
    if (delivery.command instanceof AccountCommand.Asked asked) {
      replies.sent(asked.reply(), homes.home(shard).orElseThrow());
    }
    region.tell(new ShardingEnvelope<>(AccountShards.entity(delivery.account), delivery.command));
  }

  private Behavior<Message> onHere(Here here) {
    if (homes.answered(here)) {
      Queue<Deliver> waiting = held.remove(here.shard());
      if (waiting != null) {
        waiting.forEach(delivery -> send(delivery, here.shard()));
      }
    }
    return this;
  }

  private Behavior<Message> onChanged(Changed changed) {
    long now = System.nanoTime();
    long before = homes.round();
    if (changed.event instanceof UnreachableMember gone) {
      Address node = gone.member().address();
      homes.unreachable(node, now);
      replies.lost(node);
    } else if (changed.event instanceof ReachableMember back) {
      homes.reachable(back.member().address(), now);
    } else if (changed.event instanceof MemberRemoved removed) {
      homes.removed(removed.member().address(), now);
    } else if (changed.event instanceof MemberUp up
        && up.member().address().equals(cluster.selfMember().address())) {
      homes.begin(now);
    }
    if (homes.round() != before) {
      askAll();
    }
    return this;
  }

  private Behavior<Message> onTick() {
    askAll();
    long now = System.nanoTime();
    held.entrySet()
        .removeIf(
            each -> {
              boolean refused = homes.way(each.getKey(), now) == ShardHomes.Way.REFUSE;
              if (refused) {
                each.getValue().forEach(Deliver::refuse);
              }
              return refused;
            });
    return this;
  }

  /**
   * All shards are asked before anyone needs them, so that they have places and these are known.
   */
  private void askAll() {
    if (!cluster.selfMember().status().equals(MemberStatus.up())) {
      return;
    }
    long now = System.nanoTime();
    for (int shard = 0; shard < shards.count(); shard++) {
      if (homes.ask(shard, now)) {
        Where where =
            new Where(
                getContext().getSelf().narrow(),
                shard,
                homes.round(),
                cluster.selfMember().address());
        region.tell(new ShardingEnvelope<>(AccountShards.witness(shard), where));
      }
    }
  }

  private static TallystickException moving() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "policy_unavailable",
        "The account is guarded, and its node cannot be reached or it is finding its place; try"
            + " again.",
        MOVING_MS);
  }
}
