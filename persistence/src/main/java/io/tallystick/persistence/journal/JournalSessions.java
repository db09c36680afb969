package io.tallystick.persistence.journal;

import akka.stream.alpakka.cassandra.DriverConfigLoaderFromConfig;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** Opens CQL sessions with the journal's settings. */
public final class JournalSessions {
  private static final String DRIVER = "datastax-java-driver";
  private static final Config FAIL_AT_ONCE =
      ConfigFactory.parseString("advanced.reconnect-on-init = false");

  private JournalSessions() {}

  /**
   * A session, to be closed by the caller. Once open it reconnects by itself.
   *
   * @throws TallystickException {@code cassandra_unreachable}
   */
  public static CqlSession open(JournalSettings settings) {
    Config driver = FAIL_AT_ONCE.withFallback(JournalConfig.resolved(settings).getConfig(DRIVER));
    try {
      return CqlSession.builder()
          .withConfigLoader(DriverConfigLoaderFromConfig.fromConfig(driver))
          .build();
    } catch (DriverException | IllegalStateException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_unreachable",
          "Cassandra does not answer at " + settings.contactPoints() + ": " + e.getMessage(),
          e);
    }
  }
}
