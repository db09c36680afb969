package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

/** Artery ends the whole actor system when a stream restarts too often within some seconds. */
class RestartLimitsTest {
  /** Lanes and streams to one peer count together. */
  private static final int STREAMS = 10;

  private final Config artery =
      ConfigFactory.load(ConfigFactory.parseResources("tallystick-cluster.conf"))
          .getConfig("akka.remote.artery.advanced");

  @Test
  void aPeerThatIsDownCanNotBeTriedOftenEnoughToEndWhoeverTries() {
    long tries =
        STREAMS
            * artery.getDuration("outbound-restart-timeout").toMillis()
            / artery.getDuration("outbound-restart-backoff").toMillis();
    assertThat(artery.getLong("outbound-max-restarts")).isGreaterThan(tries);
  }

  @Test
  void connectionsThatBreakEndNoNodeHoweverMany() {
    assertThat(artery.getLong("inbound-max-restarts")).isGreaterThan(100_000);
  }
}
