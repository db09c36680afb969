package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Hop;
import io.tallystick.api.http.RequestTarget;
import io.tallystick.participant.signature.CoveredComponents;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;

/**
 * Sends a request that came here to another node: method, path, query, headers and body as they
 * came, so that a signature over them holds there. Streams have connections of their own.
 */
public final class ReplicaClient {
  /** Headers that concern one connection, or that Akka HTTP made up. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "proxy-authorization",
          "proxy-connection",
          "expect",
          "user-agent",
          "timeout-access",
          "remote-address",
          "tls-session-info",
          "raw-request-uri",
          "tallystick-hop");

  /** What the sender's signature covers if it covers the name of the server. */
  private static final Set<String> NAMES_SERVER = Set.of("host", "@authority");

  private static final String KEPT_IDLE = "20s";
  private static final String TIMEOUT = "request-timeout";

  private final Http http;
  private final ActorSystem system;
  private final String hop;
  private final HttpsConnectionContext https;
  private final ConnectionPoolSettings answers;
  private final ConnectionPoolSettings streams;
  private final ConnectionPoolSettings changes;

  /**
   * A client of other nodes.
   *
   * @param signed whether only nodes that verify signatures may take what is sent
   * @param tls this side of TLS with a host and port; empty: only plain HTTP will be asked for
   */
  public ReplicaClient(
      ActorSystem system,
      ApiSettings settings,
      boolean signed,
      Optional<BiFunction<String, Integer, SSLEngine>> tls) {
    this.http = Http.get(system);
    this.system = system;
    this.hop = signed ? Hop.SIGNED : Hop.PASSED;
    this.https =
        tls.map(engines -> ConnectionContext.httpsClient(engines::apply))
            .orElseGet(http::defaultClientHttpsContext);
    Config base = system.settings().config();
    this.answers = pool(base, settings.limits().connectionsMax(), settings);
    this.streams = pool(base, settings.streams().subscribersMax(), settings);
    this.changes = answers.withMaxRetries(0);
  }

  private static ConnectionPoolSettings pool(Config base, int connections, ApiSettings settings) {
    // As many as the server has: a slow reader here takes a connection from nobody.
    Map<String, Object> own =
        Map.ofEntries(
            Map.entry("akka.http.host-connection-pool.max-connections", connections),
            Map.entry("akka.http.host-connection-pool.max-open-requests", powerOfTwo(connections)),
            Map.entry("akka.http.host-connection-pool.max-retries", 1),
            Map.entry("akka.http.host-connection-pool.base-connection-backoff", "20ms"),
            Map.entry("akka.http.host-connection-pool.max-connection-backoff", "200ms"),
            Map.entry("akka.http.host-connection-pool.idle-timeout", "30s"),
            // A connection that the other side is about to close for idleness would lose a request.
            Map.entry("akka.http.host-connection-pool.keep-alive-timeout", KEPT_IDLE),
            Map.entry("akka.http.host-connection-pool.client.connecting-timeout", "1s"),
            Map.entry(
                "akka.http.host-connection-pool.client.idle-timeout",
                settings.timeouts().idleTimeoutMs() + "ms"),
            Map.entry(
                "akka.http.host-connection-pool.client.parsing.illegal-header-warnings", "off"),
            Map.entry(
                "akka.http.host-connection-pool.client.parsing.max-content-length", "infinite"));
    return ConnectionPoolSettings.create(ConfigFactory.parseMap(own).withFallback(base));
  }

  private static int powerOfTwo(int atLeast) {
    return Integer.highestOneBit(Math.max(1, atLeast - 1)) << 1;
  }

  /**
   * The answer's head, its body still to be read.
   *
   * @param leftMs until the request's deadline; told to the other node unless it is a stream
   * @return fails if the node did not answer
   */
  CompletionStage<HttpResponse> ask(URI node, ApiRequest request, long leftMs, boolean stream) {
    HttpRequest passed = passed(node, request, stream ? 0 : leftMs);
    return http.singleRequest(passed, https, stream ? streams : answers, system.log());
  }

  /** Sends a body, too, at most once; {@code leftMs} as with {@link #ask}. */
  CompletionStage<HttpResponse> change(URI node, ApiRequest request, byte[] body, long leftMs) {
    RequestEntity entity = HttpEntities.create(request.http().entity().getContentType(), body);
    HttpRequest passed = passed(node, request, leftMs).withEntity(entity);
    return http.singleRequest(passed, https, changes, system.log());
  }

  /** Asks a node something of this one's own. */
  CompletionStage<HttpResponse> get(URI node, String path) {
    HttpRequest own = HttpRequest.create(node + path);
    return http.singleRequest(own, https, changes, system.log());
  }

  /** Turned to another node; what the signature covers is never touched. */
  private HttpRequest passed(URI node, ApiRequest request, long leftMs) {
    HttpRequest http = request.http();
    Set<String> covered = covered(http);
    List<HttpHeader> headers = new ArrayList<>();
    for (HttpHeader header : http.getHeaders()) {
      String name = header.lowercaseName();
      if (name.equals("host")) {
        // Where the name is signed it must reach the node, which takes it if it is one of its own.
        if (covered.stream().anyMatch(NAMES_SERVER::contains)) {
          headers.add(header);
        }
      } else if (name.equals(TIMEOUT) ? covered.contains(TIMEOUT) : !NOT_PASSED_ON.contains(name)) {
        headers.add(RawHeader.create(header.name(), header.value()));
      }
    }
    if (leftMs > 0 && !covered.contains(TIMEOUT)) {
      headers.add(RawHeader.create(ApiRequest.TIMEOUT_HEADER, Long.toString(leftMs)));
    }
    headers.add(RawRequestURI.create(RequestTarget.of(http)));
    headers.add(RawHeader.create(Hop.HEADER, hop));
    Uri where = Uri.create(node.toString());
    return HttpRequest.create()
        .withMethod(http.method())
        .withUri(
            http.getUri().scheme(where.scheme()).host(where.host().address()).port(where.port()))
        .withHeaders(headers);
  }

  private static Set<String> covered(HttpRequest http) {
    List<String> inputs = new ArrayList<>(1);
    for (HttpHeader header : http.getHeaders()) {
      if (header.lowercaseName().equals("signature-input")) {
        inputs.add(header.value());
      }
    }
    return CoveredComponents.of(inputs);
  }

  /** Closes all connections to other nodes. */
  CompletionStage<?> close() {
    return http.shutdownAllConnectionPools();
  }
}
