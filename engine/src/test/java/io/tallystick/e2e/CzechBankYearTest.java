package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallystick.base.TallystickException;
import io.tallystick.node.CassandraChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real year of a real bank, imported through the real server, journalled in a real Cassandra. */
class CzechBankYearTest {
  private static final Path DATA = Path.of("../../shared/data/czech-bank");

  @TempDir Path folder;

  @Test
  void theYearImportsWithEveryBalanceAndEveryMonthlyNetPositionExact() throws Exception {
    assumeTrue(
        Files.isDirectory(DATA), "skipped: the data of ../shared/data/czech-bank is not here");
    Path data = folder.resolve("data");
    try (TestNode node = TestNode.start(data, CassandraChoice.child())) {
      importTheYear(node, 28_205, 0);
      balancesAreExact(node);
      assertThat(node.client("net", "--csv").out().lines().toList())
          .isEqualTo(lines("expected-interbank-net.csv"));
      importTheYear(node, 0, 28_205);
      balancesAreExact(node);
      everythingIsJournalled(node);
      verifies(TestNode.command("verify", "--data", data.toString()));
    }
    rebuildFromCassandraGivesTheSameBalances(data);
  }

  private static void importTheYear(TestNode node, int created, int thereBefore) {
    TestNode.Ran ran =
        node.client(
            "import",
            "--json",
            "--accounts",
            DATA.resolve("accounts.csv").toString(),
            "--transfers",
            DATA.resolve("transfers.csv").toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().replaceAll("\\s", ""))
        .contains(
            "\"transfers\":{\"rows\":28205,\"created\":" + created + ",\"exists\":" + thereBefore);
  }

  /**
   * Debits and credits of every account, by export, against what was computed apart from the
   * engine.
   */
  private void balancesAreExact(TestNode node) throws IOException {
    Path out = folder.resolve("exported-accounts.csv");
    TestNode.Ran ran = node.client("export", "--accounts", out.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    List<String> header = List.of(Files.readAllLines(out).get(0).split(","));
    int account = header.indexOf("account");
    int debits = header.indexOf("debits_posted");
    int credits = header.indexOf("credits_posted");
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(out).stream().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      found.add(fields[account] + "," + fields[debits] + "," + fields[credits]);
    }
    List<String> expected = new ArrayList<>(lines("expected-balances.csv"));
    expected.remove(0);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void everythingIsJournalled(TestNode node) {
    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              String status = node.get("/v1/status").body();
              assertThat(number(status, "journalled_height"))
                  .isPositive()
                  .isEqualTo(number(status, "sealed_height"));
            });
  }

  private static long number(String json, String field) {
    return Long.parseLong(json.replaceAll(".*\"" + field + "\":(\\d+).*", "$1"));
  }

  private static void verifies(TestNode.Ran verify) {
    assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
    assertThat(verify.out()).contains("Intact").contains("debits = credits");
  }

  private void rebuildFromCassandraGivesTheSameBalances(Path data) throws Exception {
    Path rebuilt = folder.resolve("rebuilt");
    Files.createDirectories(rebuilt);
    Files.move(data.resolve("cassandra"), rebuilt.resolve("cassandra"));
    TestNode.Ran ran =
        TestNode.command("rebuild", "--from-cassandra", "--data", rebuilt.toString());
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    try (TestNode node = TestNode.start(rebuilt, CassandraChoice.child())) {
      balancesAreExact(node);
      assertThat(node.get("/v1/status").body()).contains("\"epoch\":2");
      importTheYear(node, 0, 28_205);
    }
    anOldFolderMayNotGoOnBesideTheRebuiltOne(data, rebuilt);
    emptyNodesGetTheRestoredHistoryFromTheRebuiltOne(rebuilt);
  }

  /** A whole cluster restored: what the rebuild brought back is in nobody's log. */
  private void emptyNodesGetTheRestoredHistoryFromTheRebuiltOne(Path rebuilt) throws Exception {
    Path nodes = folder.resolve("nodes");
    Files.createDirectories(nodes);
    Files.move(rebuilt, nodes.resolve("node-1"));
    try (TestCluster cluster = TestCluster.start(nodes, 3, Optional.empty())) {
      for (int node = 2; node <= 3; node++) {
        TestNode joined = cluster.node(node);
        Awaitility.await()
            .atMost(java.time.Duration.ofSeconds(60))
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(joined.get("/metrics").body())
                        .contains("tallystick_raft_voter 1.0"));
        balancesAreExact(joined);
        assertThat(number(joined.get("/v1/status").body(), "sealed_height"))
            .isEqualTo(number(cluster.node(1).get("/v1/status").body(), "sealed_height"));
      }
      importTheYear(cluster.node(2), 0, 28_205);
    }
  }

  private static void anOldFolderMayNotGoOnBesideTheRebuiltOne(Path old, Path rebuilt)
      throws IOException {
    Files.move(rebuilt.resolve("cassandra"), old.resolve("cassandra"));
    assertThatThrownBy(() -> TestNode.start(old, CassandraChoice.child()).close())
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("history_newer_epoch");
              assertThat(refused).hasMessageContaining("a rebuild has replaced");
            });
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(DATA.resolve(file));
  }
}
