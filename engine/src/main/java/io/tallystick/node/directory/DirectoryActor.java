package io.tallystick.node.directory;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tallystick.node.directory.DirectoryCommand.Introduced;
import io.tallystick.node.directory.DirectoryCommand.Signal;
import io.tallystick.ring.wire.OwnAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book and tells the others. */
final class DirectoryActor extends AbstractBehavior<DirectoryCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryActor.class);

  private static final long INTRODUCE_AGAIN_NS = TimeUnit.SECONDS.toNanos(10);

  private final DirectorySettings settings;
  private final Supplier<NodeCard> self;
  private final ClusterMembers members;
  private final ClusterDirectory.Shown shown;
  private final ActorRefResolver resolver;
  private final Address ownAddress;
  private final DirectoryBook book = new DirectoryBook();
  private final Set<Address> told = new HashSet<>();
  private final Map<Integer, Long> introducedNanos = new HashMap<>();
  private NodeCard card;
  private long toldNanos;

  private DirectoryActor(
      ActorContext<DirectoryCommand> context,
      DirectorySettings settings,
      Supplier<NodeCard> self,
      ClusterMembers members,
      ClusterDirectory.Shown shown) {
    super(context);
    this.settings = settings;
    this.self = self;
    this.members = members;
    this.shown = shown;
    this.resolver = ActorRefResolver.get(context.getSystem());
    this.ownAddress = OwnAddress.of(context.getSystem());
  }

  static Behavior<DirectoryCommand> create(
      DirectorySettings settings,
      Supplier<NodeCard> self,
      ClusterMembers members,
      ClusterDirectory.Shown shown) {
    Behavior<DirectoryCommand> actor =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(
                          Signal.BEAT, Duration.ofMillis(settings.beatMs()));
                      return new DirectoryActor(context, settings, self, members, shown);
                    }));
    return Behaviors.supervise(actor).onFailure(SupervisorStrategy.resume());
  }

  @Override
  public Receive<DirectoryCommand> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Signal.BEAT, this::beat)
        .onMessage(Introduced.class, this::heard)
        .onMessageEquals(Signal.STOP, Behaviors::stopped)
        .build();
  }

  private Behavior<DirectoryCommand> heard(Introduced introduced) {
    if (card != null && introduced.card().node() == card.node()) {
      LOG.warn("{} says that it is node {}, as this one is", introduced.address(), card.node());
      return this;
    }
    long now = System.nanoTime();
    DirectoryEntry before = book.of(introduced.card().node());
    boolean known = before != null && before.silentMs(now) <= settings.silentMsMax();
    if (introduced.relayed() && known) {
      // Its own word is newer than what others remember of it.
      return this;
    }
    boolean moved = before != null && !before.address().equals(introduced.address());
    if (known && moved) {
      LOG.warn(
          "node {} was at {} and now is at {}",
          introduced.card().node(),
          before.address(),
          introduced.address());
    }
    book.heard(introduced.card(), introduced.address(), now);
    shown.entries = book.entries();
    if (!introduced.relayed() && (before == null || moved || introductionIsDue(introduced, now))) {
      introducedNanos.put(introduced.card().node(), now);
      introduce(introduced);
    }
    return this;
  }

  /** Again and again, since the way may lose messages. */
  private boolean introductionIsDue(Introduced introduced, long nowNanos) {
    Long last = introducedNanos.get(introduced.card().node());
    return last == null || nowNanos - last >= INTRODUCE_AGAIN_NS;
  }

  /** A node that is new here is told to the others, which may have no other way to hear of it. */
  private void introduce(Introduced newcomer) {
    told.remove(newcomer.address());
    for (Address other : others(System.nanoTime())) {
      if (!other.equals(newcomer.address())) {
        directoryAt(other).tell(new Introduced(newcomer.card(), newcomer.address(), true));
      }
    }
  }

  /** Those that are known from the start, and those that were heard of lately. */
  private Set<Address> others(long nowNanos) {
    Set<Address> others = new HashSet<>(members.others());
    for (DirectoryEntry entry : shown.entries) {
      if (entry.silentMs(nowNanos) <= settings.silentMsMax()) {
        others.add(entry.address());
      }
    }
    others.remove(ownAddress);
    return others;
  }

  private ActorRef<DirectoryCommand> directoryAt(Address node) {
    return resolver.resolveActorRef(node + "/system/" + settings.actorName());
  }

  private Behavior<DirectoryCommand> beat() {
    long now = System.nanoTime();
    NodeCard current = self.get();
    if (current == null) {
      return this;
    }
    boolean changed = !current.equals(card);
    card = current;
    book.heard(card, ownAddress, now);
    shown.entries = book.entries();
    boolean repeat = (now - toldNanos) / 1_000_000 >= settings.repeatMs();
    if (changed || repeat) {
      told.clear();
      toldNanos = now;
    }
    Set<Address> others = others(now);
    told.retainAll(others);
    introducedNanos.keySet().removeIf(node -> book.of(node) == null);
    Introduced message = new Introduced(card, ownAddress, false);
    for (Address other : others) {
      if (told.add(other)) {
        directoryAt(other).tell(message);
      }
    }
    return this;
  }
}
