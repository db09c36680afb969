package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.node.gateway.Relay;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node without a replica and without remoting: HTTP in, HTTP out, and nothing on disk. */
final class RelayNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(RelayNode.class);

  /** How long a start waits for a ledger node; without one it goes on, and refuses requests. */
  private static final long READY_S_MAX = 10;

  private final Teardown teardown = new Teardown();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile URI url;

  private RelayNode() {}

  /** Starts it; on failure everything that was started is stopped again. */
  static RelayNode start(
      NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    RelayNode node = new RelayNode();
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
    ActorSystem<Void> system = NodeSystem.startWithoutRemoting(configuration);
    teardown.add("actor system", () -> NodeSystem.stop(system));
    boolean signed = settings.security().signed();
    NodeHttp http = new NodeHttp(options, settings.http());
    ApiSettings api = http.settings();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Relay relay =
        NodeHttp.opened(
            Relay.start(
                system,
                options.place().node(),
                settings.group().name(),
                signed,
                api,
                settings.gateway().ledgerUrls(),
                new ReplicaClient(
                    system.classicSystem(), api, signed, GatewayNode.peerTls(settings)),
                registry),
            "the HTTP port");
    teardown.add("http", () -> NodeHttp.closed(system, relay.stop(), "HTTP to stop"));
    http.serveHealth(system, relay.state(), registry, teardown);
    url = http.url(relay.address().getPort());
    progress.step("looking for a ledger node");
    awaitReady(relay);
  }

  private void awaitReady(Relay relay) {
    if (!StartWait.until(() -> relay.state().notReadyBecause().isEmpty(), READY_S_MAX, stopped)) {
      LOG.warn("no ledger node was ready in {} s; requests are refused until one is", READY_S_MAX);
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
