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
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.group().name()).isEqualTo("main");
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    var config =
        ConfigFactory.parseString(
                """
                tallystick {
                  ingress.slots = 1000
                  http.port = 99999
                  log.election-timeout-min = 150ms
                  journal.cassandra = "mysql"
                  store.free-bytes-min = "a lot"
                }
                """)
            .withFallback(ConfigFactory.parseResources("tallystick.conf"));
    assertThatThrownBy(() -> NodeSettings.of(config))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("ingress.slots = 1000 must be a power of two")
        .hasMessageContaining("http.port = 99999 is outside 0 … 65535")
        .hasMessageContaining("at least three heartbeats")
        .hasMessageContaining("journal.cassandra = \"mysql\" must be one of child, external, none")
        .hasMessageContaining("store.free-bytes-min");
  }
}
