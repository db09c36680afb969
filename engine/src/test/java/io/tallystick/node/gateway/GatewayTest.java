package io.tallystick.node.gateway;

import static io.tallystick.node.ReplicaUnderTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiServer;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.endpoint.ReplicaClient;
import io.tallystick.api.http.Gate;
import io.tallystick.node.ReplicaUnderTest;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectorySettings;
import io.tallystick.node.directory.NodeCard;
import io.tallystick.node.directory.NodeCard.Role;
import io.tallystick.ring.Intake;
import io.tallystick.ring.forward.ForwardSettings;
import io.tallystick.ring.forward.ForwardedIntake;
import io.tallystick.ring.forward.OrderingLeader;
import io.tallystick.ring.lookup.LookupServer;
import io.tallystick.ring.wire.TestSystems;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole replica on one actor system and a gateway on another, over sockets. */
class GatewayTest {
  private static final long HISTORY = 5;
  private static final ForwardSettings FORWARD =
      new ForwardSettings("main", 1_024, 32 << 20, 1_000, 200);

  @TempDir Path folder;

  private final TestSystems systems =
      new TestSystems(
          "akka.remote.artery.large-message-destinations ="
              + " [\"/system/intake-main\", \"/system/forward-large-main\"]");
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile boolean answersLost;
  private volatile NodeCard replicaCard;
  private ReplicaUnderTest replica;
  private ForwardedIntake forwarded;
  private LookupServer lookups;
  private ApiServer replicaServer;
  private ClusterDirectory replicaDirectory;
  private ClusterDirectory gatewayDirectory;
  private Gateway gateway;

  @BeforeEach
  void start() {
    ActorSystem<Void> replicaSystem = systems.start();
    ActorSystem<Void> gatewaySystem = systems.start();
    replica = new ReplicaUnderTest(replicaSystem, folder, ordering -> ordering);
    Intake losing =
        (body, deadline) -> {
          CompletableFuture<io.tallystick.ring.Outcome> kept =
              replica.pipelines().intake().submit(body, deadline).toCompletableFuture();
          return answersLost ? new CompletableFuture<>() : kept;
        };
    forwarded =
        ForwardedIntake.start(
            replicaSystem,
            FORWARD,
            HISTORY,
            losing,
            new OrderingLeader(replica.ordering(), HISTORY));
    lookups = LookupServer.start(replicaSystem, "main", HISTORY, replica.queries());
    replicaServer =
        join(
            ApiServer.start(
                Adapter.toClassic(replicaSystem),
                ApiSettings.development(0),
                Gate.OPEN,
                replica.pipelines().intake(),
                replica.queries(),
                replica.members(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    replicaDirectory =
        directory(replicaSystem, () -> replicaCard, TestSystems.address(gatewaySystem));
    gatewayDirectory = directory(gatewaySystem, () -> null, TestSystems.address(replicaSystem));
    gateway =
        join(
            Gateway.start(
                gatewaySystem,
                2,
                FORWARD,
                ApiSettings.development(0),
                gatewayDirectory,
                new ReplicaClient(
                    Adapter.toClassic(gatewaySystem),
                    ApiSettings.development(0),
                    false,
                    Optional.empty()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
  }

  private static ClusterDirectory directory(
      ActorSystem<?> system, java.util.function.Supplier<NodeCard> self, Address other) {
    return ClusterDirectory.start(
        system, new DirectorySettings("main", 50, 300, 1_500), self, () -> Set.of(other));
  }

  private void introduce() throws Exception {
    replicaCard =
        new NodeCard(
            1,
            Role.LEADER,
            replica.ordering().status().term(),
            HISTORY,
            "http://127.0.0.1:" + replicaServer.address().getPort());
    await().atMost(Duration.ofSeconds(20)).until(() -> get("/health/ready").statusCode() == 200);
  }

  @AfterEach
  void stop() {
    join(gateway.stop());
    gatewayDirectory.close();
    replicaDirectory.close();
    join(replicaServer.stop());
    lookups.close();
    forwarded.close();
    replica.close();
    systems.close();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + gateway.address().getPort() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void declare() throws Exception {
    assertThat(post("/v1/ledgers", "{\"code\":\"EUR\"}").body()).contains("\"created\"");
    assertThat(
            post(
                    "/v1/accounts",
                    """
                    [{"id":"customer:1","ledger":"EUR","code":100},
                     {"id":"nostro:YZ","ledger":"EUR","code":200}]""")
                .body())
        .contains("\"created\"")
        .doesNotContain("not_found");
  }

  private static String transfer(String id) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"customer:1\",\"amount\":\"5\","
        + "\"credit_account_id\":\"nostro:YZ\",\"ledger\":\"EUR\",\"code\":1}";
  }

  /** More than one row: what a gateway takes itself. */
  private static String two(String first, String second) {
    return "[" + transfer(first) + "," + transfer(second) + "]";
  }

  @Test
  void untilAReplicaIsKnownNothingEnters() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    HttpResponse<String> refused = post("/v1/ledgers", "{\"code\":\"EUR\"}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"no_leader\"");
    assertThat(get("/v1/ledgers").body()).contains("\"no_replica\"");
    assertThat(get("/v1/status").body()).contains("\"role\":\"gateway\"");
  }

  @Test
  void aGatewaySettlesAndReadsLikeANode() throws Exception {
    introduce();
    declare();
    HttpResponse<String> settled = post("/v1/transfers", "[" + transfer("t-1") + "]");
    assertThat(settled.statusCode()).isEqualTo(200);
    assertThat(settled.body()).contains("\"created\"");
    assertThat(settled.headers().firstValue("Tallystick-Height")).isPresent();
    assertThat(post("/v1/transfers", transfer("t-1")).body()).contains("\"exists\"");
    assertThat(get("/v1/accounts/customer:1").body()).contains("\"debits_posted\":\"5\"");
    assertThat(get("/v1/transfers/t-1").body()).contains("customer:1");
    assertThat(post("/v1/transfers", transfer("t-2").replace("EUR", "USD")).body())
        .contains("ledger_unknown");
    assertThat(get("/v1/status").body()).contains("\"ready\":true");
  }

  @Test
  void anAnswerThatIsLostIsFoundByLookingUp() throws Exception {
    introduce();
    declare();
    answersLost = true;
    HttpResponse<String> found =
        post("/v1/transfers", two("t-9", "t-10"), "Request-Timeout", "700");
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("\"exists\"");
    HttpResponse<String> account =
        post(
            "/v1/accounts",
            "{\"id\":\"late:1\",\"ledger\":\"EUR\",\"code\":1}",
            "Request-Timeout",
            "700");
    assertThat(account.body()).contains("\"exists\"");
    answersLost = false;
    assertThat(post("/v1/transfers", transfer("t-9")).body()).contains("\"exists\"");
    assertThat(get("/v1/accounts/customer:1").body()).contains("\"debits_posted\":\"10\"");
  }

  @Test
  void withoutTheReplicaAnOutcomeStaysOpenAndRetryingIsSafe() throws Exception {
    introduce();
    declare();
    answersLost = true;
    lookups.close();
    HttpResponse<String> open = post("/v1/transfers", two("t-7", "t-8"), "Request-Timeout", "500");
    assertThat(open.statusCode()).isEqualTo(504);
    assertThat(open.body()).contains("outcome_unknown");
    answersLost = false;
    assertThat(post("/v1/transfers", transfer("t-7")).body()).contains("\"exists\"");
  }
}
