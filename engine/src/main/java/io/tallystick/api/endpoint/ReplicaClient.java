package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.http.ApiRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Sends a request that came here to another node; streams have connections of their own. */
final class ReplicaClient {
  /** Headers that concern one connection, and those that are written anew. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "host",
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
          "request-timeout",
          "tallystick-hop");

  private final Http http;
  private final ActorSystem system;
  private final ConnectionPoolSettings answers;
  private final ConnectionPoolSettings streams;
  private final ConnectionPoolSettings changes;

  ReplicaClient(ActorSystem system, ApiSettings settings) {
    this.http = Http.get(system);
    this.system = system;
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
    HttpRequest passed = passed(node, request).withMethod(HttpMethods.GET);
    if (!stream) {
      passed = passed.addHeader(RawHeader.create(ApiRequest.TIMEOUT_HEADER, Long.toString(leftMs)));
    }
    return http.singleRequest(
        passed, http.defaultClientHttpsContext(), stream ? streams : answers, system.log());
  }

  /** Sends method and body as they are, at most once. */
  CompletionStage<HttpResponse> change(URI node, ApiRequest request, byte[] body) {
    HttpRequest passed =
        passed(node, request)
            .withMethod(request.http().method())
            .withEntity(HttpEntities.create(request.http().entity().getContentType(), body));
    return http.singleRequest(passed, http.defaultClientHttpsContext(), changes, system.log());
  }

  /** Path, query and headers, turned to another node. */
  private static HttpRequest passed(URI node, ApiRequest request) {
    Uri where = Uri.create(node.toString());
    HttpRequest passed =
        HttpRequest.create()
            .withUri(
                request
                    .http()
                    .getUri()
                    .scheme(where.scheme())
                    .host(where.host().address())
                    .port(where.port()));
    for (HttpHeader header : request.http().getHeaders()) {
      if (!NOT_PASSED_ON.contains(header.name().toLowerCase(Locale.ROOT))) {
        passed = passed.addHeader(RawHeader.create(header.name(), header.value()));
      }
    }
    return passed.addHeader(RawHeader.create(PassOn.HOP_HEADER, "1"));
  }

  /** Closes all connections to other nodes. */
  CompletionStage<?> close() {
    return http.shutdownAllConnectionPools();
  }
}
