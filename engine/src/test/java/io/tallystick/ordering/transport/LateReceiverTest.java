package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.net.ServerSocket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A node that is started again hears of its leader long before its receivers are there, since it
 * restores its store first. With a table of actor references remoting would remember who was meant
 * then, nobody, and deliver there ever after.
 */
class LateReceiverTest {
  private static final ReplicaId LEADER = new ReplicaId(1, 1);
  private static final ReplicaId FOLLOWER = new ReplicaId(2, 1);
  private static final long HISTORY = 1;

  /** Instead of a minute. */
  private static final String SOON =
      "akka.remote.artery.advanced.compression { actor-refs.advertisement-interval = 300ms,"
          + " manifests.advertisement-interval = 300ms }";

  @Test
  void messagesReachReceiversThatCameAfterTheFirstOfThem() throws Exception {
    PeerDirectory peers = new PeerDirectory("tallystick");
    ActorSystem<Void> leader = system(LEADER, peers);
    ActorSystem<Void> follower = system(FOLLOWER, peers);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    ArteryTransport from = new ArteryTransport(leader, SocketNode.GROUP, HISTORY, peers);
    ArteryTransport to = new ArteryTransport(follower, SocketNode.GROUP, HISTORY, peers);
    AtomicLong sent = new AtomicLong();
    AtomicLong heard = new AtomicLong();
    try {
      clock.scheduleAtFixedRate(
          () ->
              from.send(new RaftMessage.Heartbeat(LEADER, FOLLOWER, 1, 0, sent.incrementAndGet())),
          0,
          10,
          TimeUnit.MILLISECONDS);
      await().until(() -> sent.get() > 150);
      to.start(message -> heard.set(((RaftMessage.Heartbeat) message).round()));
      await().until(() -> heard.get() > 0);
      long later = sent.get() + 200;
      await().until(() -> sent.get() > later);
      await().untilAsserted(() -> assertThat(heard.get()).isGreaterThanOrEqualTo(later));
    } finally {
      clock.shutdownNow();
      to.close();
      leader.terminate();
      follower.terminate();
    }
  }

  private static ActorSystem<Void> system(ReplicaId id, PeerDirectory peers) throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      peers.put(id.node(), "127.0.0.1:" + port);
      socket.close();
      Config config = ConfigFactory.parseString(SOON).withFallback(SocketNode.config(port));
      return ActorSystem.create(Behaviors.empty(), "tallystick", config);
    }
  }
}
