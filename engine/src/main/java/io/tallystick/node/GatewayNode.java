package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiSettings;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectorySettings;
import io.tallystick.node.directory.NodeCard;
import io.tallystick.node.gateway.Gateway;
import io.tallystick.ordering.transport.PeerDirectory;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node without a replica: remoting and HTTP, and nothing on disk. */
final class GatewayNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayNode.class);
  private static final long HTTP_S_MAX = 30;

  /** How long a start waits for a leader; without one it goes on, and refuses requests. */
  private static final long LEADER_S_MAX = 10;

  private static final long LOOK_MS = 50;

  private final Teardown teardown = new Teardown();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile URI url;

  private GatewayNode() {}

  /** Starts it; on failure everything that was started is stopped again. */
  static GatewayNode start(
      NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    GatewayNode node = new GatewayNode();
    try {
      node.run(options, configuration, progress);
      return node;
    } catch (RuntimeException | Error problem) {
      node.teardown.run();
      throw problem;
    }
  }

  private void run(NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    NodeSettings settings = configuration.settings();
    NodeOptions.Place place = options.place();
    ActorSystem<Void> system = NodeSystem.start(place, configuration);
    teardown.add("actor system", () -> NodeSystem.stop(system));
    PeerDirectory peers = new PeerDirectory(system.name());
    place.peers().addresses().forEach((node, at) -> peers.put(node, at.toString()));
    ClusterDirectory directory =
        ClusterDirectory.start(
            system,
            DirectorySettings.defaults(settings.group().name()),
            () -> card(place.node()),
            () -> Set.copyOf(peers.all().values()));
    teardown.add("directory", directory);
    ApiSettings development = ApiSettings.development(options.port());
    Gateway gateway =
        NodeFutures.await(
            Gateway.start(
                system,
                place.node(),
                NodeForwarding.of(system, settings),
                development.withTimeouts(
                    development
                        .timeouts()
                        .withRequestTimeoutMs(settings.http().requestTimeoutMs())),
                directory,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
            HTTP_S_MAX,
            "the HTTP port");
    teardown.add("http", () -> NodeFutures.await(gateway.stop(), HTTP_S_MAX, "HTTP to stop"));
    url = URI.create("http://" + options.host() + ":" + gateway.address().getPort());
    progress.step("looking for the leader");
    awaitLeader(directory);
  }

  /** Told before HTTP listens, too, so that the replicas answer; where it listens follows. */
  private NodeCard card(int node) {
    URI here = url;
    return new NodeCard(node, NodeCard.Role.GATEWAY, 0, 0, here == null ? "" : here.toString());
  }

  private void awaitLeader(ClusterDirectory directory) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEADER_S_MAX);
    try {
      while (directory.leader().isEmpty() && System.nanoTime() < until) {
        if (stopped.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return;
    }
    if (directory.leader().isEmpty()) {
      LOG.warn("no leader was found in {} s; requests are refused until one is", LEADER_S_MAX);
    }
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public int awaitStop() throws InterruptedException {
    stopped.await();
    return NodeExit.STOPPED;
  }

  @Override
  public void close() {
    stopped.countDown();
    teardown.run();
  }
}
