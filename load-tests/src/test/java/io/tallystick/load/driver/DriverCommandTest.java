package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.load.FakeServer;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriverCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "bulk-uniform,100,closed",
    "bulk-two-phase,64,closed",
    "bulk-linked,64,closed",
    "bulk-hot-pair,32,open",
    "json-single,1,closed",
    "json-single,1,open",
    "bulk-zipf,100,closed",
    "bulk-pvp,64,closed",
    "guarded-single,1,closed",
    "json-bulk,50,closed"
  })
  void everyRowSentIsCountedOnceThoughSomeRequestsAreRefusedAtFirst(
      String scenario, int rows, String model) throws Exception {
    try (FakeServer server = new FakeServer(7)) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--url", server.url().toString(), "--scenario", scenario, "--rows", "" + rows));
      arguments.addAll(List.of("--seconds", "1", "--warm-up", "0", "--connections", "2"));
      arguments.addAll(List.of("--accounts", "20", "--json"));
      if (model.equals("open")) {
        arguments.addAll(List.of("--rate", Integer.toString(200 * rows)));
      }
      int exit = run(arguments.toArray(new String[0]));
      assertThat(exit).as(err.toString()).isZero();
      JsonNode figures = new ObjectMapper().readTree(out.toString());
      assertThat(figures.path("created").asLong()).isEqualTo(server.transfers()).isPositive();
      assertThat(server.accounts()).isEqualTo(20);
      long guarded = scenario.startsWith("guarded") ? 20 : 0;
      assertThat(server.guarded()).isEqualTo(guarded);
      assertThat(server.policies()).isEqualTo(guarded);
      assertThat(figures.path("http_statuses").path("503").asLong()).isPositive();
      assertThat(figures.path("transfers_per_s").asDouble()).isPositive();
      assertThat(figures.path("p50_ms").asDouble()).isPositive();
      assertThat(figures.path("p50_ms").asDouble())
          .isLessThanOrEqualTo(figures.path("p999_ms").asDouble());
      assertThat(figures.path("unanswered_requests").asLong()).isZero();
      assertThat(figures.path("driver_cpu_s").asDouble()).isPositive();
      assertThat(figures.path("driver_cpu_us_per_request").asDouble()).isPositive();
      assertThat(figures.path("server_rss_mb").asDouble()).isPositive();
      if (model.equals("open")) {
        assertThat(figures.path("latency_samples").asLong()).isEqualTo(200);
      }
    }
  }

  @Test
  void readsAreMeasuredApartFromTransfers() throws Exception {
    try (FakeServer server = new FakeServer(0)) {
      assertThat(
              run(
                  "--url",
                  server.url().toString(),
                  "--scenario",
                  "read-mix",
                  "--seconds",
                  "1",
                  "--warm-up",
                  "0",
                  "--rate",
                  "100",
                  "--accounts",
                  "20",
                  "--json"))
          .as(err.toString())
          .isZero();
      JsonNode figures = new ObjectMapper().readTree(out.toString());
      assertThat(figures.path("created").asLong()).isEqualTo(server.transfers()).isPositive();
      assertThat(server.reads()).as("four of five requests").isBetween(350L, 450L);
      assertThat(figures.path("latency_samples").asLong() + server.reads()).isEqualTo(500);
      assertThat(figures.path("reads_per_s").asDouble()).isPositive();
      assertThat(figures.path("read_p99_ms").asDouble()).isPositive();
      assertThat(figures.path("limits")).isNotEmpty();
    }
  }

  @Test
  void theCapacityOfAServerIsFoundAndShown(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("capacity.html");
    // One request at a time, each of 5 ms: 200 a second, and a little less in practice.
    try (FakeServer server = new FakeServer(0, 5)) {
      int exit = search(server, "--rate", "90", "--p99-ms", "150", "--report", page.toString());
      assertThat(exit).as(err.toString()).isZero();
    }
    JsonNode found = new ObjectMapper().readTree(out.toString());
    assertThat(found.path("capacity_per_s").asDouble()).isBetween(85.0, 202.0);
    assertThat(found.path("limits")).isNotEmpty();
    assertThat(found.path("server_threads").isObject()).isTrue();
    assertThat(found.path("steps").get(0).path("held").asBoolean()).isTrue();
    assertThat(Files.readString(page)).contains("Latency by rate", "bound of p99", "Steps");
    assertThat(err.toString()).contains("capacity: ").contains("above it:");
  }

  @Test
  void aBoundThatNoRateKeepsIsToldAndIsNoSuccess() throws Exception {
    try (FakeServer server = new FakeServer(0, 5)) {
      assertThat(search(server, "--rate", "3", "--p99-ms", "1")).isEqualTo(1);
    }
    assertThat(new ObjectMapper().readTree(out.toString()).has("capacity_per_s")).isFalse();
    assertThat(err.toString()).contains("no rate down to one request a second kept p99");
  }

  private int search(FakeServer server, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--url", server.url().toString(), "--scenario", "json-single"));
    arguments.addAll(List.of("--find-capacity", "--seconds", "1", "--warm-up", "1"));
    arguments.addAll(List.of("--accounts", "20", "--connections", "8", "--json"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(new String[0]));
  }

  @Test
  void aRunLeavesAPageWithItsCharts(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.html");
    try (FakeServer server = new FakeServer(0)) {
      assertThat(
              run(
                  "--url",
                  server.url().toString(),
                  "--seconds",
                  "2",
                  "--warm-up",
                  "1",
                  "--rows",
                  "10",
                  "--accounts",
                  "20",
                  "--report",
                  page.toString()))
          .as(err.toString())
          .isZero();
    }
    assertThat(Files.readString(page))
        .contains("Throughput", "Latency", "Processor", "bulk-uniform", "&quot;second&quot; : 3");
    assertThat(out.toString()).contains("page with charts: " + page);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    int port;
    try (FakeServer server = new FakeServer(0)) {
      port = server.url().getPort();
    }
    assertThat(run("--url", "http://127.0.0.1:" + port)).isEqualTo(3);
    assertThat(err.toString()).contains("no answer from http://127.0.0.1:" + port);
  }

  @Test
  void optionsOutOfRangeAreWrongUsage() {
    assertThat(run("--rows", "8191")).isEqualTo(2);
    assertThat(run("--url", "ftp://x")).isEqualTo(2);
    assertThat(run("--url", "http://h:1", "--without-cassandra")).isEqualTo(2);
    assertThat(run("--url", "http://h:1", "--scenario", "json-single-signed")).isEqualTo(2);
    assertThat(err.toString()).contains("--key must name the private key");
    assertThat(run("--url", "http://h:1", "--scenario", "three-nodes")).isEqualTo(2);
    assertThat(run("--nodes", "2")).isEqualTo(2);
    assertThat(run("--nodes", "3", "--signed")).isEqualTo(2);
    assertThat(run("--scenario", "read-mix", "--signed")).isEqualTo(2);
    assertThat(run("--server-pid", "1")).isEqualTo(2);
    assertThat(run("--report", "/no such folder/page.html")).isEqualTo(2);
    assertThat(run("--scenario", "no-such")).isEqualTo(2);
    assertThat(run("--rate", "0")).isEqualTo(2);
    assertThat(run("--p99-ms", "5")).as("without a search").isEqualTo(2);
    assertThat(run("--find-capacity", "--p99-ms", "0")).isEqualTo(2);
    assertThat(run("--scenario", "guarded-single", "--rows", "2")).isEqualTo(2);
    StringWriter told = new StringWriter();
    PrintWriter unflushed = new PrintWriter(new BufferedWriter(told));
    assertThat(DriverCommand.run(unflushed, unflushed, "--rows", "0")).isEqualTo(2);
    assertThat(told.toString()).as("said before the process ends").contains("--rows must be 1");
  }

  private int run(String... arguments) {
    return DriverCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
