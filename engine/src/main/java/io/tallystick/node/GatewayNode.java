package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.config.tls.PeerTls;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectorySettings;
import io.tallystick.node.directory.NodeCard;
import io.tallystick.node.gateway.Gateway;
import io.tallystick.ordering.transport.PeerDirectory;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node without a replica that takes part in the cluster: remoting, HTTP, nothing on disk. */
final class GatewayNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayNode.class);

  /** How long a start waits for a leader; without one it goes on, and refuses requests. */
  private static final long LEADER_S_MAX = 10;

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
    NodeHttp http = new NodeHttp(options, settings.http());
    ApiSettings api = http.settings();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Gateway gateway =
        NodeHttp.opened(
            Gateway.start(
                system,
                place.node(),
                NodeForwarding.of(system, settings),
                api,
                directory,
                new ReplicaClient(system.classicSystem(), api, false, peerTls(settings)),
                registry),
            "the HTTP port");
    teardown.add("http", () -> NodeHttp.closed(system, gateway.stop(), "HTTP to stop"));
    http.serveHealth(system, gateway.state(), registry, teardown);
    url = http.url(gateway.address().getPort());
    progress.step("looking for the leader");
    awaitLeader(directory);
  }

  /** How ledger nodes are asked over HTTPS, where they serve that. */
  static Optional<BiFunction<String, Integer, SSLEngine>> peerTls(NodeSettings settings) {
    return settings.gateway().ca().map(ca -> new PeerTls(ca, settings.http().tls()));
  }

  /** Told before HTTP listens, too, so that the replicas answer; where it listens follows. */
  private NodeCard card(int node) {
    URI here = url;
    return new NodeCard(node, NodeCard.Role.GATEWAY, 0, 0, here == null ? "" : here.toString());
  }

  private void awaitLeader(ClusterDirectory directory) {
    if (!StartWait.until(() -> directory.leader().isPresent(), LEADER_S_MAX, stopped)) {
      LOG.warn(
          "no leader was found in {} s; requests are refused until one is. Do the addresses in"
              + " --peers answer, can they reach --remoting, and, where remoting is over TLS, are"
              + " both sides' certificates of one CA? Ledger nodes that take signed requests answer"
              + " no gateway over remoting: give this one --ledger in place of --peers",
          LEADER_S_MAX);
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
