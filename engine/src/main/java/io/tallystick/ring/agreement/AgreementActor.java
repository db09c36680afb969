package io.tallystick.ring.agreement;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.transport.PeerAddresses;
import io.tallystick.ring.agreement.Agreement.AgreementState;
import io.tallystick.ring.agreement.AgreementCommand.Signal;
import io.tallystick.ring.agreement.AgreementCommand.Table;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book and tells the others. */
final class AgreementActor extends AbstractBehavior<AgreementCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(AgreementActor.class);

  private final AgreementSettings settings;
  private final Supplier<Membership> memberships;
  private final PeerAddresses addresses;
  private final Consumer<TallystickException> onDivergence;
  private final AgreementState state;
  private final ActorRefResolver resolver;
  private final AgreementBook book;
  private final Set<ReplicaId> toldOf = new HashSet<>();
  private Membership members;
  private Table told;
  private int beatsSinceTold;
  private boolean stopping;

  private AgreementActor(
      ActorContext<AgreementCommand> context,
      AgreementSettings settings,
      OwnChain own,
      Supplier<Membership> memberships,
      PeerAddresses addresses,
      Consumer<TallystickException> onDivergence,
      AgreementState state) {
    super(context);
    this.settings = settings;
    this.memberships = memberships;
    this.addresses = addresses;
    this.onDivergence = onDivergence;
    this.state = state;
    this.resolver = ActorRefResolver.get(context.getSystem());
    this.members = memberships.get();
    this.book =
        new AgreementBook(
            settings.self(),
            own,
            members,
            TimeUnit.MILLISECONDS.toNanos(settings.noMajorityAfterMs()));
  }

  static Behavior<AgreementCommand> create(
      AgreementSettings settings,
      OwnChain own,
      Supplier<Membership> memberships,
      PeerAddresses addresses,
      Consumer<TallystickException> onDivergence,
      AgreementState state) {
    Behavior<AgreementCommand> actor =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(
                          Signal.BEAT, Duration.ofMillis(settings.heartbeatMs()));
                      return new AgreementActor(
                          context, settings, own, memberships, addresses, onDivergence, state);
                    }));
    // A failed read must not end the comparison, and what was learned stays true.
    return Behaviors.supervise(actor).onFailure(SupervisorStrategy.resume());
  }

  @Override
  public Receive<AgreementCommand> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Signal.BEAT, this::beat)
        .onMessage(Table.class, this::heard)
        .onMessageEquals(Signal.STOP, Behaviors::stopped)
        .onSignal(
            PostStop.class,
            signal -> {
              state.stopped.complete(null);
              return this;
            })
        .build();
  }

  private Behavior<AgreementCommand> heard(Table table) {
    if (table.history() != settings.history()) {
      LOG.warn("dropped a table of {}: it belongs to another history", table.sender());
      return this;
    }
    for (Report report : table.reports()) {
      book.heard(report, report.replica().equals(table.sender()));
    }
    table.past().forEach(book::heardOfPast);
    return this;
  }

  private Behavior<AgreementCommand> beat() {
    Membership now = memberships.get();
    if (!now.equals(members)) {
      members = now;
      book.members(now);
      toldOf.removeIf(replica -> !now.contains(replica));
    }
    Verdict verdict = book.decide(System.nanoTime());
    state.agreedHeight = book.agreedHeight();
    state.verdict = verdict.kind();
    verdict.differences().forEach(this::logOnce);
    boolean stops = verdict.stops() && !stopping;
    tellOthers(stops);
    if (stops) {
      stopping = true;
      onDivergence.accept(reason(verdict));
    }
    return this;
  }

  private void logOnce(Difference difference) {
    if (toldOf.add(difference.replica())) {
      LOG.error("replicas differ: {}", difference);
    }
  }

  private void tellOthers(boolean always) {
    Table table =
        new Table(settings.history(), settings.self(), book.reports(), book.pastForOthers());
    beatsSinceTold++;
    if (!always && table.equals(told) && beatsSinceTold < AgreementSettings.REPEAT_BEATS) {
      return;
    }
    told = table;
    beatsSinceTold = 0;
    Set<Integer> nodes = new TreeSet<>();
    members.all().forEach(replica -> nodes.add(replica.node()));
    nodes.remove(settings.self().node());
    for (int node : nodes) {
      Address address = addresses.addressOf(node);
      if (address != null) {
        ActorRef<AgreementCommand> other =
            resolver.resolveActorRef(address + "/system/" + settings.actorName());
        other.tell(table);
      }
    }
  }

  private TallystickException reason(Verdict verdict) {
    String differences =
        verdict.differences().stream().map(Difference::toString).collect(Collectors.joining("; "));
    String why =
        verdict.kind() == Verdict.Kind.STOP_OUTVOTED
            ? "no majority can hold this replica's batches"
            : "no majority was found to hold the same batches in "
                + settings.noMajorityAfterMs()
                + " ms";
    return TallystickException.of(
        ErrorKind.DAMAGED,
        Agreement.REPLICAS_DIFFER,
        "replica " + settings.self() + " stops, " + why + ": " + differences);
  }
}
