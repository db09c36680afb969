package io.tallystick.ordering.transport;

import akka.actor.Address;
import akka.actor.PoisonPill;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.ordering.RaftTransport;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between replicas over Artery, through two receiving actors of each group. Append
 * requests go to {@code raft-append-GROUP} by the lane for large messages, over a connection of
 * their own; everything else to {@code raft-control-GROUP}, so that votes and heartbeats never wait
 * behind payload.
 *
 * <p>References are resolved from paths without a uid: they reach whoever lives at that address
 * now, a restarted peer included. (A selection would do that too, but never takes the lane for
 * large messages.)
 */
public final class ArteryTransport implements RaftTransport {
  private static final Logger LOG = LoggerFactory.getLogger(ArteryTransport.class);
  private static final long STOP_MS_MAX = 5_000;

  /** How to reach one node, as long as it stays at that address. */
  private record Peer(
      Address address, ActorRef<RaftEnvelope> control, ActorRef<RaftEnvelope> append) {}

  /** An actor, and when it has ended. */
  private record Receiver(ActorRef<RaftEnvelope> actor, CompletableFuture<Void> ended) {}

  private final ActorSystem<?> system;
  private final String group;
  private final long history;
  private final PeerAddresses addresses;
  private final Map<Integer, Peer> peers = new HashMap<>();
  private final List<Receiver> receivers = new ArrayList<>();

  /**
   * A transport that neither sends nor receives yet.
   *
   * @param system its remoting has to be on ({@code akka.actor.provider = cluster})
   * @param group name of the ledger group
   * @param history stands for the group's random id and epoch; messages of another are dropped
   * @param addresses where the other nodes are
   */
  public ArteryTransport(
      ActorSystem<?> system, String group, long history, PeerAddresses addresses) {
    this.system = system;
    this.group = group;
    this.history = history;
    this.addresses = addresses;
  }

  /** Name of the actor that receives append requests, under {@code /system}. */
  public static String appendActor(String group) {
    return "raft-append-" + group;
  }

  /** Name of the actor that receives all other messages, under {@code /system}. */
  public static String controlActor(String group) {
    return "raft-control-" + group;
  }

  @Override
  public List<String> problems(RaftSettings raft) {
    return TransportLimits.of(system.settings().config())
        .problems(raft, "/system/" + appendActor(group));
  }

  @Override
  public void start(Consumer<RaftMessage> receiver) {
    receivers.add(receive(receiver, controlActor(group)));
    receivers.add(receive(receiver, appendActor(group)));
  }

  private Receiver receive(Consumer<RaftMessage> receiver, String name) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    return new Receiver(
        system.systemActorOf(behavior(receiver, ended), name, Props.empty()), ended);
  }

  private Behavior<RaftEnvelope> behavior(
      Consumer<RaftMessage> receiver, CompletableFuture<Void> ended) {
    Set<ReplicaId> strangers = new HashSet<>();
    return Behaviors.receive(RaftEnvelope.class)
        .onMessage(
            RaftEnvelope.class,
            envelope -> {
              if (envelope.history() == history) {
                receiver.accept(envelope.message());
              } else if (strangers.add(envelope.message().from())) {
                LOG.warn(
                    "messages of {} are dropped: they belong to another history of group {}",
                    envelope.message().from(),
                    group);
              }
              return Behaviors.same();
            })
        .onSignal(
            PostStop.class,
            signal -> {
              ended.complete(null);
              return Behaviors.same();
            })
        .build();
  }

  @Override
  public void send(RaftMessage message) {
    Address address = addresses.addressOf(message.to().node());
    if (address == null) {
      LOG.debug("nobody knows where node {} is", message.to().node());
      return;
    }
    Peer peer = peers.get(message.to().node());
    if (peer == null || !peer.address().equals(address)) {
      peer =
          new Peer(
              address, resolve(address, controlActor(group)), resolve(address, appendActor(group)));
      peers.put(message.to().node(), peer);
    }
    (message.bulk() ? peer.append() : peer.control()).tell(new RaftEnvelope(history, message));
  }

  private ActorRef<RaftEnvelope> resolve(Address address, String actor) {
    return ActorRefResolver.get(system).resolveActorRef(address + "/system/" + actor);
  }

  /** Waits for the actors, since their names have to be free when the replica is started again. */
  @Override
  public void close() {
    receivers.forEach(
        receiver ->
            Adapter.toClassic(receiver.actor())
                .tell(PoisonPill.getInstance(), akka.actor.ActorRef.noSender()));
    for (Receiver receiver : receivers) {
      await(receiver);
    }
    receivers.clear();
  }

  private static void await(Receiver receiver) {
    try {
      receiver.ended().get(STOP_MS_MAX, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{} did not stop in time", receiver.actor().path(), e);
    }
  }
}
