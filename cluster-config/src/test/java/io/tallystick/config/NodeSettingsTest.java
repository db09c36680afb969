package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tallystick.base.TallystickException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void theShippedDefaultsAreConsistent() {
    NodeSettings settings = NodeSettings.defaults();
    assertThat(settings.http().requestTimeoutMs()).isEqualTo(10_000);
    assertThat(settings.group().name()).isEqualTo("main");
    assertThat(settings.security().signed()).isFalse();
    assertThat(settings.security().signatureAgeMaxMs()).isEqualTo(60_000);
  }

  @Test
  void theCommandLinesValuesStandOverAllOthers() {
    NodeSettings settings =
        NodeSettings.load(
            Optional.empty(), Map.of("security.mode", "signed", "security.operator-key", "AAAA"));
    assertThat(settings.security().signed()).isTrue();
    assertThat(settings.security().operatorKey()).isEqualTo("AAAA");
    assertThat(settings.http().requestTimeoutMs()).isEqualTo(10_000);
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
                  security.mode = "open"
                  security.nonces-max = 5
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
        .hasMessageContaining("security.mode = \"open\" must be one of development, signed")
        .hasMessageContaining("nonces-per-key-max must not exceed")
        .hasMessageContaining("store.free-bytes-min");
  }
}
