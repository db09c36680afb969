package io.tallystick.api.http;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.ActorAttributes;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp.IncomingConnection;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.api.ApiSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs each accepted connection as one stream: bytes, idle timeout, head deadline, Akka HTTP's
 * server layer, the handler. Built from the layers rather than from {@code Http.bind}, which has no
 * deadline for a head and lets connections past its bound wait without a word.
 */
public final class Connections {
  private static final Duration REFUSAL_LINGER = Duration.ofMillis(500);

  private final ActorSystem system;
  private final ApiSettings settings;
  private final RequestHandler handler;
  private final Materializer materializer;
  private final ServerSettings serverSettings;
  private final AtomicInteger open = new AtomicInteger();
  private final SharedKillSwitch inbound = KillSwitches.shared("api-inbound");
  private final SharedKillSwitch abort = KillSwitches.shared("api-abort");

  /**
   * Connections that {@code handler} answers.
   *
   * @param asTheyCame whether the handler sees methods and targets as they came
   */
  public Connections(
      ActorSystem system,
      ApiSettings settings,
      RequestHandler handler,
      Materializer materializer,
      boolean asTheyCame) {
    this.system = system;
    this.settings = settings;
    this.handler = handler;
    this.materializer = materializer;
    this.serverSettings = serverSettings(system.settings().config(), asTheyCame);
  }

  /** Serves a connection, or refuses it if too many are open. */
  public void accept(IncomingConnection connection) {
    if (open.incrementAndGet() > settings.limits().connectionsMax()) {
      open.decrementAndGet();
      // Closing at once would reset the connection under a request that is still being sent.
      Source.single(CannedResponses.CONNECTIONS_IN_USE)
          .concat(Source.<ByteString>never().takeWithin(REFUSAL_LINGER))
          .via(connection.flow())
          .runWith(Sink.ignore(), materializer);
      return;
    }
    Flow<ByteString, ByteString, NotUsed> bytes =
        connection.flow().mapMaterializedValue(ignored -> NotUsed.getInstance());
    bytes
        .joinMat(serve().watchTermination(Keep.right()), Keep.right())
        .withAttributes(ActorAttributes.dispatcher(settings.binding().dispatcher()))
        .run(materializer)
        .whenComplete((done, failure) -> open.decrementAndGet());
  }

  private Flow<ByteString, ByteString, NotUsed> serve() {
    ConnectionState state = new ConnectionState();
    Flow<HttpRequest, HttpResponse, NotUsed> answers =
        Flow.of(HttpRequest.class)
            .map(
                request -> {
                  state.requestBegan();
                  return request;
                })
            .mapAsync(1, request -> handler.handle(request, state.clientLeft()))
            .map(
                pending -> {
                  state.requestEnded();
                  return handler.render(pending);
                });
    BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> edge =
        BidiFlow.fromGraph(new HeadDeadline(state, settings.timeouts().headTimeoutMs()))
            .atop(BidiFlow.fromFlows(Flow.<ByteString>create(), inbound.<ByteString>flow()));
    BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> idle =
        BidiFlow.bidirectionalIdleTimeout(Duration.ofMillis(settings.timeouts().idleTimeoutMs()));
    return answers.join(httpLayer().atop(edge).atop(idle)).via(abort.flow());
  }

  /** Akka HTTP's parser and renderer over plain bytes. */
  @SuppressWarnings("unchecked")
  private BidiFlow<HttpResponse, ByteString, ByteString, HttpRequest, NotUsed> httpLayer() {
    BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> placebo =
        (BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed>)
            (BidiFlow<?, ?, ?, ?, ?>) TLSPlacebo.getInstance();
    return Http.get(system).serverLayer(serverSettings).atop(placebo);
  }

  /** Open connections. */
  public int open() {
    return open.get();
  }

  /** Reads nothing more; what is being answered still is, then connections close. */
  public void endInput() {
    inbound.shutdown();
  }

  /** Closes what is left. */
  public void abort() {
    abort.shutdown();
  }

  /** Completes when no connection is open; polls, since it is for the end only. */
  public CompletableFuture<Void> closed(Duration within) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Polling.until(system, () -> open.get() == 0, within, closed);
    return closed;
  }

  private static ServerSettings serverSettings(Config base, boolean asTheyCame) {
    Map<String, Object> own =
        Map.ofEntries(
            Map.entry("akka.http.server.server-header", ""),
            Map.entry("akka.http.server.request-timeout", "infinite"),
            Map.entry("akka.http.server.idle-timeout", "infinite"),
            Map.entry("akka.http.server.linger-timeout", "5s"),
            Map.entry("akka.http.server.pipelining-limit", 1),
            // Signatures cover method and target as they came over the wire.
            Map.entry("akka.http.server.transparent-head-requests", asTheyCame ? "off" : "on"),
            Map.entry("akka.http.server.raw-request-uri-header", asTheyCame ? "on" : "off"),
            Map.entry("akka.http.server.parsing.max-content-length", "infinite"),
            Map.entry("akka.http.server.parsing.max-uri-length", "4k"),
            Map.entry("akka.http.server.parsing.max-header-value-length", "4k"),
            Map.entry("akka.http.server.parsing.max-header-count", 48),
            Map.entry("akka.http.server.parsing.error-logging-verbosity", "off"),
            Map.entry("akka.http.server.parsing.illegal-header-warnings", "off"),
            Map.entry("akka.http.server.parsing.modeled-header-parsing", "off"),
            Map.entry("akka.http.server.parsing.error-handler", ParsingErrors.class.getName()));
    return ServerSettings.create(ConfigFactory.parseMap(own).withFallback(base));
  }
}
