package io.tallystick.node.gateway;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiServer;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.endpoint.ProbedReplicas;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.ring.query.NodeState;
import io.tallystick.ring.query.Views.StatusRow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a node runs that passes every request on to ledger nodes, as it came. It holds no keys and
 * has no part in the cluster, so that whoever has it in hand can do no more than anyone on the way
 * between a caller and a ledger node.
 */
public final class Relay {
  private final ProbedReplicas replicas;
  private final NodeState state;
  private final ApiServer server;

  private Relay(ProbedReplicas replicas, NodeState state, ApiServer server) {
    this.replicas = replicas;
    this.state = state;
    this.server = server;
  }

  /**
   * Starts HTTP and asks after the ledger nodes.
   *
   * @param node this node's number
   * @param group name of the ledger group, for the status
   * @param signed whether requests without a signature are refused at once
   * @param urls where ledger nodes serve
   * @param client asks them; ends with the relay
   * @return fails as {@link ApiServer#start} does
   */
  public static CompletionStage<Relay> start(
      ActorSystem<?> system,
      int node,
      String group,
      boolean signed,
      ApiSettings api,
      List<URI> urls,
      ReplicaClient client,
      PrometheusMeterRegistry registry) {
    ProbedReplicas replicas = ProbedReplicas.start(system.classicSystem(), client, urls);
    NodeState state = new State(new GatewayStatus(node, group, () -> 0), replicas);
    return ApiServer.startRelay(
            system.classicSystem(), api, signed, state, replicas, client, registry)
        .whenComplete(
            (server, failure) -> {
              if (failure != null) {
                replicas.close();
              }
            })
        .thenApply(server -> new Relay(replicas, state, server));
  }

  /** What it says of itself: it is ready while a ledger node is. */
  private record State(GatewayStatus own, ProbedReplicas replicas) implements NodeState {
    @Override
    public StatusRow status() {
      return own.row();
    }

    @Override
    public Optional<String> notReadyBecause() {
      return replicas.anyReady()
          ? Optional.empty()
          : Optional.of("no ledger node that this gateway knows is ready; its log says why");
    }
  }

  /** What it says of itself. */
  public NodeState state() {
    return state;
  }

  /** The address that HTTP is bound to. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Stops: HTTP first, so that requests in flight still get their answers. */
  public CompletionStage<Void> stop() {
    return server.stop().whenComplete((stopped, failure) -> replicas.close());
  }
}
