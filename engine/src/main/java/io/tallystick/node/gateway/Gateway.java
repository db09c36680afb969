package io.tallystick.node.gateway;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiServer;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectoryEntry;
import io.tallystick.node.directory.NodeCard;
import io.tallystick.ring.forward.ForwardSettings;
import io.tallystick.ring.forward.ForwardingIntake;
import io.tallystick.ring.lookup.RemoteLookups;
import io.tallystick.ring.query.NodeState;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** What a node without a replica runs, on an actor system and a directory that others own. */
public final class Gateway {
  private final ForwardingIntake intake;
  private final RemoteLookups lookups;
  private final ApiServer server;

  private Gateway(ForwardingIntake intake, RemoteLookups lookups, ApiServer server) {
    this.intake = intake;
    this.lookups = lookups;
    this.server = server;
  }

  /**
   * Starts forwarding and HTTP.
   *
   * @param node this node's number
   * @param client asks replicas over HTTP; ends with the gateway
   * @return fails as {@link ApiServer#start} does
   */
  public static CompletionStage<Gateway> start(
      ActorSystem<?> system,
      int node,
      ForwardSettings forward,
      ApiSettings api,
      ClusterDirectory directory,
      ReplicaClient client,
      PrometheusMeterRegistry registry) {
    KnownReplicas replicas = new KnownReplicas(directory);
    ForwardingIntake intake = ForwardingIntake.onGateway(system, forward, replicas, directory);
    RemoteLookups lookups =
        RemoteLookups.start(
            system,
            forward.group(),
            replicas,
            new GatewayStatus(node, forward.group(), () -> term(directory))::row,
            intake::notReadyBecause);
    ForwardMeters.bind(registry, intake);
    return ApiServer.startGateway(
            Adapter.toClassic(system), api, intake, lookups, replicas, client, registry)
        .whenComplete(
            (server, failure) -> {
              if (failure != null) {
                intake.close();
                lookups.close();
              }
            })
        .thenApply(server -> new Gateway(intake, lookups, server));
  }

  private static long term(ClusterDirectory directory) {
    return directory.leader().map(DirectoryEntry::card).map(NodeCard::term).orElse(0L);
  }

  /** What it says of itself. */
  public NodeState state() {
    return lookups;
  }

  /** The address that HTTP is bound to. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Stops: HTTP first, so that requests in flight still get their answers. */
  public CompletionStage<Void> stop() {
    return server
        .stop()
        .whenComplete(
            (stopped, failure) -> {
              intake.close();
              lookups.close();
            });
  }
}
