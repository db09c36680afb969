package io.tallystick.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CassandraKeeperTest {
  @Test
  void cassandraIsKeptWhileANodeLivesAndAWhileAfterTheLast() {
    AtomicInteger looks = new AtomicInteger();
    long start = System.nanoTime();
    CassandraKeeper.awaitNoNodes(() -> looks.incrementAndGet() <= 3, 100, 20);
    assertThat(looks.get()).isGreaterThan(4);
    assertThat(System.nanoTime() - start).isGreaterThan(Waiting.nanos(140));
  }
}
