package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.HealthServer;
import io.tallystick.config.NodeSettings;
import io.tallystick.config.tls.ServerTls;
import io.tallystick.ring.query.NodeState;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where and how a node serves HTTP, by its options and settings. */
final class NodeHttp {
  /** How long a port may take to open or close, s. */
  static final long HTTP_S_MAX = 30;

  private final NodeOptions options;
  private final NodeSettings.Http http;

  NodeHttp(NodeOptions options, NodeSettings.Http http) {
    this.options = options;
    this.http = http;
  }

  /** Bounds and place of the server. */
  ApiSettings settings() {
    ApiSettings development = ApiSettings.development(options.port());
    return development
        .withBinding(
            ApiSettings.Binding.at(
                http.host(), options.port(), http.allowedHosts(), http.tls().map(ServerTls::new)))
        .withTimeouts(development.timeouts().withRequestTimeoutMs(http.requestTimeoutMs()));
  }

  /** Where others reach it. */
  URI url(int port) {
    String scheme = http.tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + advertisedHost() + ":" + port);
  }

  /**
   * A name by which others reach this node's HTTP: that of its remoting where it listens on all.
   */
  private String advertisedHost() {
    String host = http.host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name =
        everywhere && options.place().address() != null ? options.place().address().host() : host;
    return name.indexOf(':') < 0 ? name : "[" + name + "]";
  }

  /** Serves health and metrics on a port of their own, if there is to be one. */
  void serveHealth(
      ActorSystem<?> system, NodeState node, PrometheusMeterRegistry registry, Teardown teardown) {
    if (http.healthPort() == 0) {
      return;
    }
    HealthServer health =
        opened(
            HealthServer.start(
                system.classicSystem(),
                http.healthHost(),
                http.healthPort(),
                node::notReadyBecause,
                registry),
            "the health port");
    teardown.add("health", () -> closed(system, health.stop(), "the health port to close"));
  }

  /** Waits until a port is open. */
  static <T> T opened(CompletionStage<T> opening, String what) {
    return NodeFutures.await(opening, HTTP_S_MAX, what);
  }

  /** Waits until a port is closed; with its actor system it is, and nobody is left to say so. */
  static void closed(ActorSystem<?> system, CompletionStage<?> closing, String what) {
    NodeFutures.await(
        CompletableFuture.anyOf(
            closing.toCompletableFuture(), system.getWhenTerminated().toCompletableFuture()),
        HTTP_S_MAX,
        what);
  }
}
