package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.ordering.raft.RaftSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportLimitsTest {
  private static final String APPEND = "/system/" + ArteryTransport.appendActor(SocketNode.GROUP);

  private static List<String> problems(String overrides, RaftSettings raft) {
    Config config =
        ConfigFactory.parseString(overrides).withFallback(SocketNode.config(1)).resolve();
    return TransportLimits.of(config).problems(raft, APPEND);
  }

  @Test
  void theShippedConfigurationFitsTheShippedSettings() {
    assertThat(problems("", RaftSettings.defaults())).isEmpty();
  }

  @Test
  void everyLimitThatDoesNotFitIsNamedWithBothValues() {
    assertThat(
            problems(
                """
                akka.remote.artery {
                  large-message-destinations = []
                  advanced {
                    maximum-large-frame-size = 4 MiB
                    outbound-large-message-queue-size = 128
                    large-buffer-pool-size = 100000
                  }
                }
                """,
                RaftSettings.defaults()))
        .hasSize(4)
        .anyMatch(rule -> rule.contains("maximum-large-frame-size = 4194304 must hold"))
        .anyMatch(rule -> rule.contains("queue-size = 128 must be above"))
        .anyMatch(rule -> rule.contains("must contain " + APPEND))
        .anyMatch(rule -> rule.contains("-XX:MaxDirectMemorySize"));
  }

  @Test
  void aSystemWithoutRemotingIsRefused() {
    assertThat(problems("akka.actor.provider = local", RaftSettings.defaults()))
        .containsExactly("akka.actor.provider must be cluster for a group with a transport");
  }
}
