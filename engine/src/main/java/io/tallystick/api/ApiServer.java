package io.tallystick.api;

import akka.actor.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.Materializer;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
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
import io.tallystick.api.endpoint.Participants;
import io.tallystick.api.endpoint.Reads;
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
      BatchStream stream,
      JvmGcMetrics collections) {}

  /**
   * Binds and serves.
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
    Materializer materializer = Materializer.matFromSystem(system);
    BodyBudget budget = new BodyBudget(settings.limits().bodyBytesInFlightMax());
    Bodies bodies = new Bodies(materializer, settings.timeouts(), budget, gate);
    EdgeContext context =
        EdgeContext.of(system, materializer, settings, intake, queries, bodies, accounts);
    BatchStream stream = new BatchStream(context);
    Router router = router(context, stream, members, registry);
    ApiSettings.Binding where = settings.binding();
    // The handler must know the port, which is known only once it is bound.
    CompletableFuture<Parts> parts = new CompletableFuture<>();
    List<Inet.SocketOption> options = List.of(TcpSO.tcpNoDelay(true));
    return Tcp.get(system)
        .bind(where.host(), where.port(), BACKLOG, options, false, Optional.empty())
        .mapAsync(1, connection -> parts.thenApply(known -> new Accepted(known, connection)))
        .toMat(Sink.foreach(Accepted::serve), Keep.left())
        .run(materializer)
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw bindFailed(where, failure);
              }
              RequestHandler handler =
                  new RequestHandler(
                      router,
                      TRANSFERS,
                      where.allowedHosts(),
                      binding.localAddress().getPort(),
                      bodies,
                      registry);
              Connections connections =
                  new Connections(system, settings, handler, materializer, gate != Gate.OPEN);
              JvmGcMetrics collections =
                  ApiMeters.bind(registry, queries, handler, connections, stream, budget);
              Parts known = new Parts(handler, connections, stream, collections);
              parts.complete(known);
              return new ApiServer(system, settings, binding, known);
            });
  }

  private record Accepted(Parts parts, Tcp.IncomingConnection connection) {
    void serve() {
      parts.connections().accept(connection);
    }
  }

  static Router router(
      EdgeContext context, BatchStream stream, Members members, PrometheusMeterRegistry registry) {
    ClusterEndpoints cluster = new ClusterEndpoints(context, members);
    Writes writes = new Writes(context);
    Reads reads = new Reads(context);
    Participants participants = new Participants(context);
    AccountPolicies policies = new AccountPolicies(context);
    NodeReads node = new NodeReads(context.queries(), registry);
    return new Router()
        .post(TRANSFERS, writes::transfers)
        .post("/v1/accounts", writes::accounts)
        .post("/v1/ledgers", writes::ledgers)
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
        .post("/v1/accounts/{id}/approvals/{what}", policies::approve)
        .get("/v1/accounts/{id}/transfers", reads::accountTransfers)
        .get("/v1/accounts/{id}/balances", reads::accountBalances)
        .get(TRANSFERS, reads::transfers)
        .get("/v1/transfers/{id}", reads::transfer)
        .get("/v1/transfers/{id}/proof", reads::proof)
        .get("/v1/batches", reads::batches)
        .get("/v1/batches/stream", stream::open)
        .get("/v1/batches/{height}", reads::batch)
        .get("/v1/batches/{height}/records", reads::batchRecords)
        .get("/v1/cluster", cluster::view)
        .post("/v1/cluster/members", cluster::add)
        .delete("/v1/cluster/members/{node}", cluster::remove)
        .post("/v1/cluster/leader", cluster::lead)
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
    parts.stream().stop();
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
            });
  }
}
