package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalConfigTest {
  private final Config config =
      JournalConfig.resolved(
          JournalSettings.at(new InetSocketAddress("127.0.0.1", 9999), "dc9")
              .withKeyspaces("units", "entities"));

  @Test
  void theSettingsOfADeploymentReachDriverAndPlugins() {
    assertThat(config.getStringList("datastax-java-driver.basic.contact-points"))
        .isEqualTo(List.of("127.0.0.1:9999"));
    assertThat(
            config.getString("datastax-java-driver.basic.load-balancing-policy.local-datacenter"))
        .isEqualTo("dc9");
    assertThat(config.getString("settlement-journal.journal.keyspace")).isEqualTo("units");
    assertThat(config.getString("settlement-journal.snapshot.keyspace")).isEqualTo("units");
    assertThat(config.getString("entity-journal.journal.keyspace")).isEqualTo("entities");
    assertThat(config.getInt("settlement-journal.journal.target-partition-size"))
        .isEqualTo(JournalSettings.UNITS_PER_PARTITION);
  }

  /** Hazards 4 and 6 of design/journal.md, as far as they are settings. */
  @Test
  void noReplayFilterDropsAcknowledgedUnitsAndNoBreakerStaysOpenForLong() {
    assertThat(config.getString("settlement-journal.journal.replay-filter.mode")).isEqualTo("off");
    for (String plugin : List.of("settlement-journal", "entity-journal")) {
      for (String part : List.of("journal", "snapshot")) {
        assertThat(
                config
                    .getDuration(plugin + "." + part + ".circuit-breaker.reset-timeout")
                    .toSeconds())
            .isLessThanOrEqualTo(2);
      }
      assertThat(config.getBoolean(plugin + ".events-by-tag.enabled")).isFalse();
      assertThat(config.getBoolean(plugin + ".journal.tables-autocreate")).isFalse();
    }
  }
}
