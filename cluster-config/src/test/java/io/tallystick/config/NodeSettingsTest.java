package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tallystick.base.TallystickException;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void theShippedDefaultsAreConsistent() {
    NodeSettings settings = NodeSettings.defaults();
    assertThat(settings.http().requestTimeoutMs()).isEqualTo(10_000);
    assertThat(settings.group().name()).isEqualTo("main");
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    var config =
        ConfigFactory.parseString(
                """
                tallystick {
                  ingress.slots = 1000
                  http.request-timeout = 1 day
                  log.election-timeout-min = 150ms
                  commit.wait = "hoping"
                  store.free-bytes-min = "a lot"
                }
                """)
            .withFallback(ConfigFactory.parseResources("tallystick.conf"));
    assertThatThrownBy(() -> NodeSettings.of(config))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("ingress.slots = 1000 must be a power of two")
        .hasMessageContaining("http.request-timeout = 86400000 ms is outside 1 … 600000 ms")
        .hasMessageContaining("at least three heartbeats")
        .hasMessageContaining("commit.wait = \"hoping\" must be one of parking, spinning")
        .hasMessageContaining("store.free-bytes-min");
  }
}
