package io.tallystick.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.tallystick.api.endpoint.OpenStreams;
import io.tallystick.api.http.BodyBudget;
import io.tallystick.api.http.Connections;
import io.tallystick.api.http.RequestHandler;
import io.tallystick.ring.query.NodeState;
import io.tallystick.ring.query.Views.StatusRow;
import java.util.function.ToDoubleFunction;

/** The gauges that {@code /metrics} shows besides the timings of requests. */
final class ApiMeters {
  private ApiMeters() {}

  /** Registers all of them; the result ends the watch on collections of garbage. */
  static JvmGcMetrics bind(
      MeterRegistry registry,
      NodeState node,
      RequestHandler handler,
      Connections connections,
      OpenStreams streams,
      BodyBudget budget) {
    new JvmMemoryMetrics().bindTo(registry);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    status(registry, node, "settled.height", "Last settled batch", StatusRow::settledHeight);
    status(registry, node, "applied.height", "Last applied batch", StatusRow::appliedHeight);
    status(registry, node, "sealed.height", "Last sealed batch", StatusRow::sealedHeight);
    status(
        registry,
        node,
        "journalled.height",
        "Last batch in Cassandra",
        StatusRow::journalledHeight);
    status(
        registry,
        node,
        "journal.lag.bytes",
        "Sealed bytes that are not in Cassandra yet",
        StatusRow::journalLagBytes);
    status(
        registry,
        node,
        "journal.lag.batches",
        "Sealed batches that are not in Cassandra yet",
        StatusRow::journalLagBatches);
    status(registry, node, "raft.term", "Term of the ordering log", StatusRow::term);
    gauge(registry, "ready", "1 if transfers can be settled now", node, ApiMeters::ready);
    gauge(registry, "http.connections", "Open connections", connections, Connections::open);
    gauge(
        registry,
        "http.requests.in.flight",
        "Requests in flight",
        handler,
        RequestHandler::inFlight);
    gauge(registry, "http.body.bytes", "Bytes of bodies in flight", budget, BodyBudget::held);
    gauge(registry, "http.streams", "Open streams of batches", streams, OpenStreams::subscribers);
    return collections;
  }

  private static double ready(NodeState node) {
    return node.notReadyBecause().isEmpty() ? 1 : 0;
  }

  private static void status(
      MeterRegistry registry,
      NodeState node,
      String name,
      String description,
      ToDoubleFunction<StatusRow> value) {
    gauge(registry, name, description, node, q -> value.applyAsDouble(q.status()));
  }

  private static <T> void gauge(
      MeterRegistry registry,
      String name,
      String description,
      T object,
      ToDoubleFunction<T> value) {
    Gauge.builder("tallystick." + name, object, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
