package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.config.tls.ClientTls;
import io.tallystick.config.tls.DevCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
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

  @TempDir Path folder;
  private final Map<Integer, Path> certificates = new TreeMap<>();
  private Path caller;

  @BeforeEach
  void makeCertificates() {
    Path out = folder.resolve("tls");
    new DevCertificates().make(out, 3, List.of());
    for (int node = 1; node <= 3; node++) {
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
    assertThat(
            node.post(
                    "/v1/transfers",
                    "[{\"id\":\""
                        + id
                        + "\",\"debit_account_id\":\"a\",\"credit_account_id\":\"b\",\"amount\":\"1\",\"ledger\":\"EUR\",\"code\":1}]")
                .body())
        .contains("\"created\"");
  }
}
