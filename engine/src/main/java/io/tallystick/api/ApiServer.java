package io.tallystick.api;

import akka.actor.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.Materializer;
import akka.stream.TLSClosing;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.stream.javadsl.Tcp.ServerBinding;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.account.Accounts;
import io.tallystick.api.auth.PassedGate;
import io.tallystick.api.endpoint.BatchStream;
import io.tallystick.api.endpoint.Edge;
import io.tallystick.api.endpoint.EdgeContext;
import io.tallystick.api.endpoint.NodeReads;
import io.tallystick.api.endpoint.OpenStreams;
import io.tallystick.api.endpoint.PassOn;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.api.endpoint.ReplicaUrls;
import io.tallystick.api.http.Bodies;
import io.tallystick.api.http.BodyBudget;
import io.tallystick.api.http.Connections;
import io.tallystick.api.http.Gate;
import io.tallystick.api.http.Polling;
import io.tallystick.api.http.RequestHandler;
import io.tallystick.api.http.Router;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Members;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.NodeState;
import io.tallystick.ring.query.Queries;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The HTTP server of one node. */
public final class ApiServer {
  private static final int BACKLOG = 1_024;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final ActorSystem system;
  private final ApiSettings settings;
  private final ServerBinding binding;
  private final Parts parts;

  private ApiServer(ActorSystem system, ApiSettings settings, ServerBinding binding, Parts parts) {
    this.system = system;
    this.settings = settings;
    this.binding = binding;
    this.parts = parts;
  }

  /** What the server is made of once its port is known. */
  private record Parts(
      RequestHandler handler,
      Connections connections,
      OpenStreams streams,
      JvmGcMetrics collections) {}

  /**
   * Binds and serves on a node with a replica.
   *
   * @param gate decides who a request comes from
   * @param registry gets the server's meters; {@code /metrics} shows all of it
   * @return fails with {@code port_in_use} (UNAVAILABLE) if the address cannot be bound
   */
  public static CompletionStage<ApiServer> start(
      ActorSystem system,
      ApiSettings settings,
      Gate gate,
      Intake intake,
      Queries queries,
      Members members,
      PrometheusMeterRegistry registry) {
    return start(
        system, settings, gate, intake, queries, members, Accounts.without(intake), registry);
  }

  /** The same; singles pass the actors of the accounts that they debit. */
  public static CompletionStage<ApiServer> start(
      ActorSystem system,
      ApiSettings settings,
      Gate gate,
      Intake intake,
      Queries queries,
      Members members,
      Accounts accounts,
      PrometheusMeterRegistry registry) {
    Edge edge = edge(system, settings, gate);
    EdgeContext context = EdgeContext.of(edge, intake, queries).withAccounts(accounts);
    BatchStream streams = new BatchStream(context, queries);
    Router router = Routes.ofReplica(context, queries, streams, members, registry);
    return bind(new Served(edge, queries, router, streams, gate != Gate.OPEN), registry);
  }

  /**
   * Binds and serves on a node without a replica that takes part in the cluster: bodies of several
   * rows are taken here; singles, chains and reads are passed on to replicas. It asks for no
   * credential.
   *
   * @param lookups what taking a body needs to know, asked elsewhere
   * @param replicas where requests are passed on to
   * @return as {@link #start}
   */
  public static CompletionStage<ApiServer> startGateway(
      ActorSystem system,
      ApiSettings settings,
      Intake intake,
      Lookups lookups,
      ReplicaUrls replicas,
      ReplicaClient client,
      PrometheusMeterRegistry registry) {
    Edge edge = edge(system, settings, Gate.OPEN);
    PassOn passOn = new PassOn(edge, replicas, client);
    EdgeContext context = EdgeContext.of(edge, intake, lookups);
    Router router = Routes.ofGateway(context, passOn, registry);
    return bind(new Served(edge, lookups, router, passOn, true), registry);
  }

  /**
   * Binds and serves on a node without a replica that decides nothing: every request is passed on
   * as it came, to be judged where it arrives.
   *
   * @param signed whether requests without a signature are refused at once
   * @param node what it says of itself
   * @param replicas where requests are passed on to
   * @return as {@link #start}
   */
  public static CompletionStage<ApiServer> startRelay(
      ActorSystem system,
      ApiSettings settings,
      boolean signed,
      NodeState node,
      ReplicaUrls replicas,
      ReplicaClient client,
      PrometheusMeterRegistry registry) {
    Edge edge = edge(system, settings, signed ? new PassedGate() : Gate.OPEN);
    PassOn passOn = new PassOn(edge, replicas, client);
    Router router = Routes.ofRelay(passOn, new NodeReads(node, registry));
    return bind(new Served(edge, node, router, passOn, true), registry);
  }

  private static Edge edge(ActorSystem system, ApiSettings settings, Gate gate) {
    Materializer materializer = Materializer.matFromSystem(system);
    BodyBudget budget = new BodyBudget(settings.limits().bodyBytesInFlightMax());
    Bodies bodies = new Bodies(materializer, settings.timeouts(), budget, gate);
    return new Edge(system, materializer, settings, bodies);
  }

  /**
   * What is served.
   *
   * @param asTheyCame whether methods and targets are seen as they came
   */
  private record Served(
      Edge edge, NodeState node, Router router, OpenStreams streams, boolean asTheyCame) {}

  private static CompletionStage<ApiServer> bind(Served served, PrometheusMeterRegistry registry) {
    Edge edge = served.edge();
    ApiSettings settings = edge.settings();
    ApiSettings.Binding where = settings.binding();
    // The handler must know the port, which is known only once it is bound.
    CompletableFuture<Parts> parts = new CompletableFuture<>();
    return accepting(edge.system(), where)
        .mapAsync(1, connection -> parts.thenApply(known -> new Accepted(known, connection)))
        .toMat(Sink.foreach(Accepted::serve), Keep.left())
        .run(edge.materializer())
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw bindFailed(where, failure);
              }
              Parts known = parts(served, registry, binding.localAddress().getPort());
              parts.complete(known);
              return new ApiServer(edge.system(), settings, binding, known);
            });
  }

  /** Connections as they come in, their bytes in the clear. */
  private static Source<Tcp.IncomingConnection, CompletionStage<ServerBinding>> accepting(
      ActorSystem system, ApiSettings.Binding where) {
    List<Inet.SocketOption> options = List.of(TcpSO.tcpNoDelay(true));
    Tcp tcp = Tcp.get(system);
    // Connections have an idle timeout of their own, which a handshake that never comes runs into.
    return where
        .tls()
        .map(
            engines ->
                tcp.bindWithTls(
                    where.host(),
                    where.port(),
                    engines,
                    BACKLOG,
                    options,
                    Optional.empty(),
                    session -> Optional.empty(),
                    TLSClosing.eagerClose()))
        .orElseGet(
            () -> tcp.bind(where.host(), where.port(), BACKLOG, options, false, Optional.empty()));
  }

  private static Parts parts(Served served, PrometheusMeterRegistry registry, int port) {
    Edge edge = served.edge();
    RequestHandler handler =
        new RequestHandler(
            served.router(),
            Routes.TRANSFERS,
            edge.settings().binding().allowedHosts(),
            port,
            edge.bodies(),
            registry);
    Connections connections =
        new Connections(
            edge.system(), edge.settings(), handler, edge.materializer(), served.asTheyCame());
    JvmGcMetrics collections =
        ApiMeters.bind(
            registry,
            served.node(),
            handler,
            connections,
            served.streams(),
            edge.bodies().budget());
    return new Parts(handler, connections, served.streams(), collections);
  }

  private record Accepted(Parts parts, Tcp.IncomingConnection connection) {
    void serve() {
      parts.connections().accept(connection);
    }
  }

  private static TallystickException bindFailed(ApiSettings.Binding where, Throwable failure) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "port_in_use",
        "cannot listen on " + where.host() + ":" + where.port() + "; is another node running?",
        failure);
  }

  /** The address that the server is bound to. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /**
   * Stops: no new connections, streams end, requests in flight finish within {@link
   * ApiSettings.Timeouts#stopGraceMs()}, then the rest is closed. Completes when all is closed.
   */
  public CompletionStage<Void> stop() {
    Duration grace = Duration.ofMillis(settings.timeouts().stopGraceMs());
    parts.handler().drain();
    parts.streams().stop();
    return binding
        .unbind()
        .thenCompose(
            unbound -> {
              CompletableFuture<Void> idle = new CompletableFuture<>();
              Polling.until(system, () -> parts.handler().inFlight() == 0, grace, idle);
              return idle;
            })
        .thenCompose(
            idle -> {
              parts.connections().endInput();
              return parts.connections().closed(CLOSE_WITHIN);
            })
        .thenCompose(
            closed -> {
              parts.connections().abort();
              parts.collections().close();
              return parts.connections().closed(CLOSE_WITHIN);
            })
        .thenCompose(closed -> parts.streams().close().thenApply(done -> null));
  }
}
