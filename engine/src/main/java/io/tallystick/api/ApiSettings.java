package io.tallystick.api;

import io.tallystick.base.Checks;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * Everything that bounds or places the HTTP server. Sizes in bytes, times in milliseconds.
 *
 * @param binding where it listens and under which names it answers
 * @param limits what it holds at most
 * @param timeouts how long it waits at most
 * @param streams bounds of {@code /v1/batches/stream}
 */
public record ApiSettings(Binding binding, Limits limits, Timeouts timeouts, Streams streams) {
  private static final String DISPATCHER = "akka.actor.default-dispatcher";

  /** Checks the parts against each other. */
  public ApiSettings {
    Checks.that(
        timeouts.requestTimeoutMsMax + timeouts.outcomeLookupMs < timeouts.idleTimeoutMs,
        "the idle timeout is longer than the longest request with its look-up");
    Checks.that(
        streams.heartbeatMs < timeouts.idleTimeoutMs, "heartbeats come before the idle timeout");
  }

  /** The settings of the development profile: loopback only, no credentials. */
  public static ApiSettings development(int port) {
    return new ApiSettings(
        Binding.loopback(port), Limits.defaults(), Timeouts.defaults(), Streams.defaults());
  }

  /** The same in another place. */
  public ApiSettings withBinding(Binding other) {
    return new ApiSettings(other, limits, timeouts, streams);
  }

  /** The same with other limits. */
  public ApiSettings withLimits(Limits other) {
    return new ApiSettings(binding, other, timeouts, streams);
  }

  /** The same with other timeouts. */
  public ApiSettings withTimeouts(Timeouts other) {
    return new ApiSettings(binding, limits, other, streams);
  }

  /** The same with other stream bounds. */
  public ApiSettings withStreams(Streams other) {
    return new ApiSettings(binding, limits, timeouts, other);
  }

  /**
   * Where the server listens.
   *
   * @param host address of the interface
   * @param port 0 for any free one
   * @param allowedHosts names accepted in {@code Host}, IPv6 addresses without brackets, each only
   *     with the bound port, and {@code NAME:PORT}; empty accepts every name (behind a gateway that
   *     authenticates)
   * @param dispatcher id of the Akka dispatcher that serves connections
   * @param tls gives the server's side of TLS for each connection; empty: plain
   */
  public record Binding(
      String host,
      int port,
      Set<String> allowedHosts,
      String dispatcher,
      Optional<Supplier<SSLEngine>> tls) {
    /** Loopback, answering only to loopback names, so that no web page can reach it by DNS. */
    public static Binding loopback(int port) {
      return new Binding(
          "127.0.0.1", port, Set.of("127.0.0.1", "localhost", "::1"), DISPATCHER, Optional.empty());
    }

    /** On an interface, with TLS if it is given. */
    public static Binding at(
        String host, int port, Set<String> allowedHosts, Optional<Supplier<SSLEngine>> tls) {
      return new Binding(host, port, allowedHosts, DISPATCHER, tls);
    }
  }

  /**
   * What the server holds at most.
   *
   * @param connectionsMax open connections; one more is answered 503 and closed
   * @param jsonBodyBytesMax one JSON body; binary bodies are bounded by their rows
   * @param bodyBytesInFlightMax all bodies being received or processed together
   * @param pageRowsMax rows of one page of a query
   * @param pageRowsDefault rows of one page where {@code limit} is not given
   */
  public record Limits(
      int connectionsMax,
      int jsonBodyBytesMax,
      long bodyBytesInFlightMax,
      int pageRowsMax,
      int pageRowsDefault) {
    /** 1,024 connections, 8 MiB a JSON body, 128 MiB in all, pages of 100 up to 1,000. */
    public static Limits defaults() {
      return new Limits(1_024, 8 << 20, 128L << 20, 1_000, 100);
    }
  }

  /**
   * How long the server waits at most.
   *
   * @param requestTimeoutMs deadline of a request that names none
   * @param requestTimeoutMsMax longest deadline that {@code Request-Timeout} can name
   * @param outcomeLookupMs how long ids are looked up after a submission's fate was lost
   * @param headTimeoutMs from the first byte of a request's head to its end
   * @param bodyTimeoutMs from the end of the head to the end of the body
   * @param idleTimeoutMs a connection on which no byte moves is closed
   * @param stopGraceMs how long {@code stop} lets requests in flight finish
   */
  public record Timeouts(
      long requestTimeoutMs,
      long requestTimeoutMsMax,
      long outcomeLookupMs,
      long headTimeoutMs,
      long bodyTimeoutMs,
      long idleTimeoutMs,
      long stopGraceMs) {
    /** The same with another deadline of a request that names none. */
    public Timeouts withRequestTimeoutMs(long otherMs) {
      return new Timeouts(
          otherMs,
          Math.max(otherMs, requestTimeoutMsMax),
          outcomeLookupMs,
          headTimeoutMs,
          bodyTimeoutMs,
          idleTimeoutMs,
          stopGraceMs);
    }

    /** 10 s a request, 30 s at most; heads 10 s, bodies 20 s, idle connections 60 s. */
    public static Timeouts defaults() {
      return new Timeouts(10_000, 30_000, 2_000, 10_000, 20_000, 60_000, 5_000);
    }
  }

  /**
   * Bounds of the stream of batches.
   *
   * @param subscribersMax open streams; one more is answered 503
   * @param bufferBatches batches that wait for one subscriber; a slower one is dropped
   * @param heartbeatMs a comment is sent after this long without a batch
   */
  public record Streams(int subscribersMax, int bufferBatches, long heartbeatMs) {
    /** 64 subscribers, 1,024 batches each, a heartbeat every 15 s. */
    public static Streams defaults() {
      return new Streams(64, 1_024, 15_000);
    }
  }
}
