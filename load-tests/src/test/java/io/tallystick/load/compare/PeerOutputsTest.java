package io.tallystick.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the peers' own load programs print is read as it is meant. */
final class PeerOutputsTest {
  private static final String PGBENCH =
      """
      pgbench (15.14 (Debian 15.14-0+deb12u1))
      transaction type: single.sql
      scaling factor: 1
      query mode: prepared
      number of clients: 64
      number of threads: 2
      maximum number of tries: 1
      duration: 10 s
      number of transactions actually processed: 52116
      number of failed transactions: 3 (0.006%)
      latency average = 12.243 ms
      initial connection time = 45.120 ms
      tps = 5227.412400 (without initial connection time)
      """;

  /** Of a developer's note in TigerBeetle's repository; lines as benchmark_load.zig prints them. */
  private static final String TIGERBEETLE =
      """
      1222 batches in 30.52 s
      transfer batch size = 8190 txs
      transfer batch delay = 0ns
      load accepted = 327667 tx/s
      batch latency p1 = 8 ms
      batch latency p10 = 8 ms
      batch latency p50 = 15 ms
      batch latency p95 = 24 ms
      batch latency p99 = 121 ms
      batch latency p100 = 123 ms
      """;

  @Test
  void pgbenchTellsCommittedAndFailedTransactionsAndTheirRate() {
    assertThat(PgBenchOutput.of(PGBENCH)).isEqualTo(new PgBenchOutput(52_116, 3, 5_227.4124));
    assertThat(PgBenchOutput.of(PGBENCH.replaceAll("number of failed.*\n", "")).failed()).isZero();
    assertThatThrownBy(() -> PgBenchOutput.of("pgbench: error: connection refused"))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void tigerBeetleTellsItsRateAndPercentilesHoweverTheyAreAligned() {
    TigerBeetleOutput expected = new TigerBeetleOutput(327_667, 15, 121);
    assertThat(TigerBeetleOutput.of(TIGERBEETLE)).isEqualTo(expected);
    assertThat(TigerBeetleOutput.of(TIGERBEETLE.replace("p50 =", "p50   ="))).isEqualTo(expected);
    assertThat(TigerBeetleOutput.of("load accepted = 5 tx/s").p99Ms()).isNaN();
    assertThatThrownBy(() -> TigerBeetleOutput.of("error: unknown option"))
        .hasMessageContaining("unknown option");
  }

  @Test
  void latenciesOfAllThreadsOfPgbenchAreTakenTogether(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("latency.12"), "0 1 1000 0 1412881037 912698\n");
    Files.writeString(
        folder.resolve("latency.12.1"), "1 1 3000 0 1412881037 1\n1 2 failed 0 1412881037 2\n");
    PgBenchLog log = PgBenchLog.read(folder, "latency");
    assertThat(log.count()).isEqualTo(2);
    assertThat(log.percentileMs(50)).isEqualTo(1.0);
    assertThat(log.percentileMs(99)).isBetween(2.99, 3.01);
    assertThat(PgBenchLog.read(folder, "other").percentileMs(99)).isNaN();
  }

  @Test
  void aHotAccountOfTigerBeetleDebitsEveryTransfer() {
    assertThat(TigerBeetlePeer.arguments(Workload.SINGLE_HOT, 5_000, 7))
        .startsWith("benchmark")
        .contains(
            "--account-count-hot=1",
            "--transfer-hot-percent=100",
            "--transfer-batch-size=1",
            "--transfer-count=5000",
            "--seed=7");
    assertThat(TigerBeetlePeer.arguments(Workload.BATCHED_UNIFORM, 1, 7))
        .contains("--account-count-hot=0", "--account-count=10000", "--transfer-batch-size=8190");
  }
}
