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
import io.tallystick.api.endpoint.AccountPolicies;
import io.tallystick.api.endpoint.BatchStream;
import io.tallystick.api.endpoint.ClusterEndpoints;
import io.tallystick.api.endpoint.EdgeContext;
import io.tallystick.api.endpoint.NodeReads;
import io.tallystick.api.endpoint.OpenStreams;
import io.tallystick.api.endpoint.Participants;
import io.tallystick.api.endpoint.PassOn;
import io.tallystick.api.endpoint.Reads;
import io.tallystick.api.endpoint.ReplicaUrls;
import io.tallystick.api.endpoint.Writes;
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
import io.tallystick.ring.query.Queries;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The HTTP server of one node. */
public final class ApiServer {
  /** Where transfers are posted: the path that is tried before all others. */
  public static final String TRANSFERS = "/v1/transfers";

  private static final String STREAM = "/v1/batches/stream";
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
    EdgeContext context = context(system, settings, gate, intake, queries).withAccounts(accounts);
    BatchStream streams = new BatchStream(context, queries);
    return bind(context, router(context, queries, streams, members, registry), streams, registry);
  }

  /**
   * Binds and serves on a node without a replica: bodies are taken here, reads are passed on. It
   * asks for no credential; a ledger whose operators have keys takes nothing that comes from here.
   *
   * @param lookups what taking a body needs to know, asked elsewhere
   * @param replicas where reads are passed on to
   * @return as {@link #start}
   */
  public static CompletionStage<ApiServer> startGateway(
      ActorSystem system,
      ApiSettings settings,
      Intake intake,
      Lookups lookups,
      ReplicaUrls replicas,
      PrometheusMeterRegistry registry) {
    EdgeContext context = context(system, settings, Gate.OPEN, intake, lookups);
    PassOn passOn = new PassOn(context, replicas);
    return bind(context, gatewayRouter(context, passOn, registry), passOn, registry);
  }

  private static EdgeContext context(
      ActorSystem system, ApiSettings settings, Gate gate, Intake intake, Lookups lookups) {
    Materializer materializer = Materializer.matFromSystem(system);
    BodyBudget budget = new BodyBudget(settings.limits().bodyBytesInFlightMax());
    Bodies bodies = new Bodies(materializer, settings.timeouts(), budget, gate);
    return EdgeContext.of(system, materializer, settings, intake, lookups, bodies);
  }

  private static CompletionStage<ApiServer> bind(
      EdgeContext context, Router router, OpenStreams streams, PrometheusMeterRegistry registry) {
    ApiSettings settings = context.settings();
    ApiSettings.Binding where = settings.binding();
    // The handler must know the port, which is known only once it is bound.
    CompletableFuture<Parts> parts = new CompletableFuture<>();
    return accepting(context.system(), where)
        .mapAsync(1, connection -> parts.thenApply(known -> new Accepted(known, connection)))
        .toMat(Sink.foreach(Accepted::serve), Keep.left())
        .run(context.materializer())
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw bindFailed(where, failure);
              }
              int port = binding.localAddress().getPort();
              Parts known = parts(context, router, streams, registry, port);
              parts.complete(known);
              return new ApiServer(context.system(), settings, binding, known);
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

  private static Parts parts(
      EdgeContext context,
      Router router,
      OpenStreams streams,
      PrometheusMeterRegistry registry,
      int port) {
    RequestHandler handler =
        new RequestHandler(
            router,
            TRANSFERS,
            context.settings().binding().allowedHosts(),
            port,
            context.bodies(),
            registry);
    Connections connections =
        new Connections(
            context.system(),
            context.settings(),
            handler,
            context.materializer(),
            context.bodies().gated());
    JvmGcMetrics collections =
        ApiMeters.bind(
            registry, context.lookups(), handler, connections, streams, context.bodies().budget());
    return new Parts(handler, connections, streams, collections);
  }

  private record Accepted(Parts parts, Tcp.IncomingConnection connection) {
    void serve() {
      parts.connections().accept(connection);
    }
  }

  static Router router(
      EdgeContext context,
      Queries queries,
      BatchStream stream,
      Members members,
      PrometheusMeterRegistry registry) {
    Reads reads = new Reads(context, queries);
    ClusterEndpoints cluster = new ClusterEndpoints(context, members);
    AccountPolicies policies = new AccountPolicies(context, queries);
    Participants participants = new Participants(context, queries);
    return own(writes(context), context, registry)
        .post("/v1/participants", participants::change)
        .get("/v1/participants", participants::list)
        .get("/v1/participants/{code}", participants::one)
        .get("/v1/participants/{code}/keys", participants::keys)
        .post("/v1/participants/{code}/keys", participants::changeKeys)
        .get("/v1/ledgers", reads::ledgers)
        .get("/v1/accounts", reads::accounts)
        .get("/v1/accounts/{id}", reads::account)
        .get("/v1/accounts/{id}/policy", policies::show)
        .post("/v1/accounts/{id}/policy", policies::set)
        .get("/v1/accounts/{id}/approvals", policies::waiting)
        .post("/v1/accounts/{id}/approvals/{what}", policies::approve)
        .get("/v1/accounts/{id}/transfers", reads::accountTransfers)
        .get("/v1/accounts/{id}/balances", reads::accountBalances)
        .get(TRANSFERS, reads::transfers)
        .get("/v1/transfers/{id}", reads::transfer)
        .get("/v1/transfers/{id}/proof", reads::proof)
        .get("/v1/batches", reads::batches)
        .get(STREAM, stream::open)
        .get("/v1/batches/{height}", reads::batch)
        .get("/v1/batches/{height}/records", reads::batchRecords)
        .get("/v1/cluster", cluster::view)
        .post("/v1/cluster/members", cluster::add)
        .delete("/v1/cluster/members/{node}", cluster::remove)
        .post("/v1/cluster/leader", cluster::lead);
  }

  /** The same paths; whatever is read of the ledger comes from a replica. */
  static Router gatewayRouter(
      EdgeContext context, PassOn passOn, PrometheusMeterRegistry registry) {
    return own(writes(context), context, registry)
        .post("/v1/participants", passOn::change)
        .get("/v1/participants", passOn::get)
        .get("/v1/participants/{code}", passOn::get)
        .get("/v1/participants/{code}/keys", passOn::get)
        .post("/v1/participants/{code}/keys", passOn::change)
        .get("/v1/ledgers", passOn::get)
        .get("/v1/accounts", passOn::get)
        .get("/v1/accounts/{id}", passOn::get)
        .get("/v1/accounts/{id}/policy", passOn::get)
        .post("/v1/accounts/{id}/policy", passOn::change)
        .get("/v1/accounts/{id}/approvals", passOn::get)
        .post("/v1/accounts/{id}/approvals/{what}", passOn::change)
        .get("/v1/accounts/{id}/transfers", passOn::get)
        .get("/v1/accounts/{id}/balances", passOn::get)
        .get(TRANSFERS, passOn::get)
        .get("/v1/transfers/{id}", passOn::get)
        .get("/v1/transfers/{id}/proof", passOn::get)
        .get("/v1/batches", passOn::get)
        .get(STREAM, passOn::open)
        .get("/v1/batches/{height}", passOn::get)
        .get("/v1/batches/{height}/records", passOn::get)
        .get("/v1/cluster", passOn::get)
        .post("/v1/cluster/members", passOn::change)
        .delete("/v1/cluster/members/{node}", passOn::change)
        .post("/v1/cluster/leader", passOn::change);
  }

  private static Router writes(EdgeContext context) {
    Writes writes = new Writes(context);
    return new Router()
        .post(TRANSFERS, writes::transfers)
        .post("/v1/accounts", writes::accounts)
        .post("/v1/ledgers", writes::ledgers);
  }

  private static Router own(Router router, EdgeContext context, PrometheusMeterRegistry registry) {
    NodeReads node = new NodeReads(context.lookups(), registry);
    return router
        .get("/v1/status", node::status)
        .open("/health/live", node::live)
        .open("/health/ready", node::ready)
        .get("/metrics", node::metrics)
        .open("/openapi.yaml", node::openApi)
        .open("/", node::index);
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
