package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.config.tls.ClientTls;
import io.tallystick.config.tls.DevCertificates;
import io.tallystick.node.RunningNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes with certificates of {@code tls dev}: TLS between them and with callers. */
final class SecureClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Long enough for a node that may come in: that takes less than a third of it. */
  private static final Duration KEPT_OUT = Duration.ofSeconds(10);

  private static final String PAYMENT =
      """
      {"id":"%s","debit_account_id":"a","credit_account_id":"b","amount":"1","ledger":"EUR","code":1}""";

  @TempDir Path folder;
  private final Map<Integer, Path> certificates = new TreeMap<>();
  private Path caller;

  @BeforeEach
  void makeCertificates() {
    Path out = folder.resolve("tls");
    new DevCertificates().make(out, 4, List.of());
    for (int node = 1; node <= 4; node++) {
      certificates.put(node, out.resolve("node-" + node));
    }
    caller = out.resolve("client");
  }

  private Optional<Path> config(int node) {
    Path own = certificates.get(node);
    try {
      return Optional.of(
          Files.writeString(
              folder.resolve("node-" + node + ".conf"),
              """
              include classpath("tallystick-tls.conf")
              tallystick-tls.folder = "%s"
              tallystick.http.tls.client-ca = ${tallystick-tls.folder}"/ca.crt"
              """
                  .formatted(own)));
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static HttpClient client(Path tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(ClientTls.of(tls))
        .build();
  }

  private TestCluster start() throws Exception {
    return TestCluster.start(folder.resolve("data"), 3, this::config, client(caller));
  }

  @Test
  void threeNodesFormAGroupAndSettleOverMutualTls() throws Exception {
    try (TestCluster cluster = start()) {
      int leader = awaitLeader(cluster);
      int follower = leader == 1 ? 2 : 1;
      assertThat(cluster.node(follower).url().getScheme()).isEqualTo("https");
      declare(cluster.node(follower));
      pay(cluster.node(follower), "p-1");
      for (TestNode node : cluster.nodes().values()) {
        assertThat(node.get("/v1/transfers/p-1").body()).contains("\"created\"");
        assertThat(node.client("status", "--tls", caller.toString()).exitCode())
            .as("the command line with the caller's certificate")
            .isZero();
      }
      Path trustOnly = Files.createDirectories(folder.resolve("trust"));
      Files.copy(caller.resolve("ca.crt"), trustOnly.resolve("ca.crt"));
      HttpClient stranger = client(trustOnly);
      assertThatThrownBy(
              () ->
                  stranger.send(
                      java.net.http.HttpRequest.newBuilder(
                              cluster.node(leader).url().resolve("/v1/status"))
                          .build(),
                      java.net.http.HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aNodeWithACertificateOfAnotherCaIsNotLetIn() throws Exception {
    try (TestCluster cluster = start()) {
      int first = awaitLeader(cluster);
      declare(cluster.node(first));
      int third = first == 3 ? 2 : 3;
      cluster.stop(third);
      int leader = awaitLeader(cluster);
      pay(cluster.node(leader), "without");

      Path own = certificates.get(third);
      Path other = folder.resolve("other");
      new DevCertificates().make(other, 3, List.of());
      certificates.put(third, other.resolve("node-" + third));
      Future<TestNode> intruder = cluster.beginStart(third);
      Awaitility.await()
          .during(KEPT_OUT)
          .atMost(PATIENCE)
          .until(() -> !isActive(cluster.node(leader), third));
      pay(cluster.node(leader), "still-without");
      if (intruder.isDone()) {
        try (TestNode started = intruder.get()) {
          assertThat(started.url().getScheme()).isEqualTo("https");
        }
      } else {
        intruder.cancel(true);
      }

      certificates.put(third, own);
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> cluster.start(third) != null);
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(isActive(cluster.node(leader), third)).isTrue();
                assertThat(cluster.node(third).get("/v1/transfers/still-without").body())
                    .contains("\"created\"");
              });
    }
  }

  @Test
  void aGatewayOfTheClustersCaServesHttpsAndOneOfAnotherCaIsNotLetIn() throws Exception {
    try (TestCluster cluster = start()) {
      awaitLeader(cluster);
      try (TestNode gateway = cluster.gateway(4)) {
        assertThat(gateway.url().getScheme()).isEqualTo("https");
        awaitReady(gateway);
        declare(gateway);
        pay(gateway, "single");
        assertThat(
                gateway
                    .post(
                        "/v1/transfers",
                        "[" + PAYMENT.formatted("bulk-1") + "," + PAYMENT.formatted("bulk-2") + "]")
                    .body())
            .contains("\"created\"")
            .doesNotContain("not_found");
        for (String id : List.of("single", "bulk-1", "bulk-2")) {
          assertThat(gateway.get("/v1/transfers/" + id).body()).contains("\"created\"");
        }
        assertThat(gateway.get("/v1/cluster").body()).contains("\"node\":3");
        assertThat(gateway.client("status", "--tls", caller.toString()).out()).contains("gateway");
        TestNode plain = TestNode.of(running(gateway.url()), TestNode.HTTP);
        assertThatThrownBy(() -> plain.get("/v1/status")).isInstanceOf(IOException.class);
      }
      Path other = folder.resolve("other");
      new DevCertificates().make(other, 4, List.of());
      certificates.put(4, other.resolve("node-4"));
      HttpClient otherCaller = client(other.resolve("client"));
      try (TestNode stranger = TestNode.of(cluster.launchGateway(4), otherCaller)) {
        assertThat(stranger.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(stranger.get("/v1/transfers/single").body()).contains("\"no_replica\"");
        String bulk = "[" + PAYMENT.formatted("x-1") + "," + PAYMENT.formatted("x-2") + "]";
        assertThat(stranger.post("/v1/transfers", bulk).statusCode()).isEqualTo(503);
      }
      int leader = awaitLeader(cluster);
      assertThat(cluster.node(leader).get("/v1/transfers/x-1").statusCode()).isEqualTo(404);
      relays(cluster.node(leader), other);
    }
  }

  /** Gateways without remoting, of the right CA, of another, and one that only trusts the right. */
  private void relays(TestNode node, Path other) throws Exception {
    URI url = node.url();
    Path ours = folder.resolve("tls/node-4");
    try (TestNode relay =
        TestNode.of(TestNode.launchRelay(relay(ours, ours), Map.of(), 0, url), client(caller))) {
      assertThat(relay.url().getScheme()).isEqualTo("https");
      assertThat(relay.get("/health/ready").statusCode()).isEqualTo(200);
      pay(relay, "relayed");
      assertThat(relay.get("/v1/transfers/relayed").body()).contains("\"created\"");
      assertThat(relay.get("/v1/status").body()).contains("\"role\":\"gateway\"");
    }
    Path theirs = other.resolve("node-4");
    for (Optional<Path> wrong : List.of(relay(theirs, theirs), relay(ours, theirs))) {
      try (TestNode relay =
          TestNode.of(
              TestNode.launchRelay(wrong, Map.of(), 0, url), client(other.resolve("client")))) {
        assertThat(relay.get("/health/ready").statusCode()).isEqualTo(503);
        HttpResponse<String> refused =
            relay.post("/v1/transfers", "[" + PAYMENT.formatted("x-3") + "]");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"replica_unreachable\"");
      }
    }
    assertThat(node.get("/v1/transfers/x-3").statusCode()).isEqualTo(404);
  }

  /** Trusts the CA of one folder and shows the certificate of another. */
  private Optional<Path> relay(Path trusted, Path own) throws IOException {
    return Optional.of(
        Files.writeString(
            folder.resolve("relay-" + trusted.hashCode() + "-" + own.hashCode() + ".conf"),
            """
            tallystick {
              gateway.ca = "%s/ca.crt"
              http.tls { enabled = true, certificate = "%s/tls.crt", key = "%s/tls.key" }
              http.tls.client-ca = "%s/ca.crt"
            }
            """
                .formatted(trusted, own, own, own)));
  }

  private static RunningNode running(URI https) {
    return new RunningNode() {
      @Override
      public URI url() {
        return URI.create("http://" + https.getAuthority());
      }

      @Override
      public int awaitStop() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  private static void awaitReady(TestNode node) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> node.get("/health/ready").statusCode() == 200);
  }

  private static boolean isActive(TestNode leader, int node) throws Exception {
    String view = leader.get("/v1/cluster").body();
    assertThat(view).contains("\"node\":" + node);
    return view.matches(".*\\{\"node\":" + node + ",[^}]*\"active\":true.*");
  }

  private static int awaitLeader(TestCluster cluster) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(cluster::leader, leader -> leader != 0);
  }

  private static void declare(TestNode node) throws Exception {
    assertThat(node.post("/v1/ledgers", "{\"code\":\"EUR\"}").statusCode()).isEqualTo(200);
    assertThat(
            node.post(
                    "/v1/accounts",
                    "[{\"id\":\"a\",\"ledger\":\"EUR\",\"code\":1},{\"id\":\"b\",\"ledger\":\"EUR\",\"code\":1}]")
                .body())
        .contains("\"created\"");
  }

  private static void pay(TestNode node, String id) throws Exception {
    assertThat(node.post("/v1/transfers", "[" + PAYMENT.formatted(id) + "]").body())
        .contains("\"created\"");
  }
}
