package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class GateTest {
  @Test
  void closingWaitsForThoseInsideAndHoldsTheOthers() throws InterruptedException {
    Gate gate = new Gate();
    AtomicInteger passes = new AtomicInteger();
    Thread client =
        new Thread(
            () -> {
              while (gate.enter()) {
                passes.incrementAndGet();
                gate.leave();
              }
            });
    client.start();
    Awaitility.await().until(() -> passes.get() > 10);
    assertThat(gate.closeAndAwait(10_000)).isTrue();
    int held = passes.get();
    gate.open();
    Awaitility.await().until(() -> passes.get() > held);
    gate.end();
    client.join(10_000);
    assertThat(client.isAlive()).isFalse();
  }

  @Test
  void closingSaysWhenSomebodyStaysInside() {
    Gate gate = new Gate();
    assertThat(gate.enter()).isTrue();
    assertThat(gate.closeAndAwait(5)).isFalse();
    gate.leave();
    assertThat(gate.closeAndAwait(5)).isTrue();
  }
}
