package io.tallystick.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.HashMap;
import java.util.Map;

/** Puts the settings of a deployment on top of {@code tallystick-journal.conf}. */
public final class JournalConfig {
  /** The file on the class path. */
  public static final String FILE = "tallystick-journal.conf";

  /** Plugin of the journal units. */
  public static final String SETTLEMENT_JOURNAL = "settlement-journal";

  /** Plugin of policies and workflows. */
  public static final String ENTITY_JOURNAL = "entity-journal";

  private static final String BALANCING = "datastax-java-driver.basic.load-balancing-policy.";
  private static final String OWN_SYSTEM = "tallystick.journal.actor-system";

  private JournalConfig() {}

  /** Not yet resolved, to be put under or over other files: settings, then the file. */
  public static Config unresolved(JournalSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put("datastax-java-driver.basic.contact-points", settings.contactPoints());
    if (settings.datacenter().isEmpty()) {
      values.put(BALANCING + "class", "DcInferringLoadBalancingPolicy");
    } else {
      values.put(BALANCING + "local-datacenter", settings.datacenter());
    }
    keyspaces(values, SETTLEMENT_JOURNAL, settings.keyspace());
    keyspaces(values, ENTITY_JOURNAL, settings.entityKeyspace());
    values.put(
        SETTLEMENT_JOURNAL + ".journal.target-partition-size", JournalSettings.UNITS_PER_PARTITION);
    return settings
        .overrides()
        .withFallback(ConfigFactory.parseMap(values))
        .withFallback(
            ConfigFactory.parseResources(
                JournalConfig.class.getClassLoader(),
                FILE,
                ConfigParseOptions.defaults().setAllowMissing(false)));
  }

  private static void keyspaces(Map<String, Object> values, String plugin, String keyspace) {
    values.put(plugin + ".journal.keyspace", keyspace);
    values.put(plugin + ".snapshot.keyspace", keyspace);
  }

  /** All of it, resolved, with the libraries' own defaults below. */
  public static Config resolved(JournalSettings settings) {
    return ConfigFactory.load(JournalConfig.class.getClassLoader(), unresolved(settings));
  }

  /** The configuration of an actor system that holds nothing but plugins. */
  public static Config ownSystem(JournalSettings settings) {
    Config all = resolved(settings);
    return all.getConfig(OWN_SYSTEM).withFallback(all);
  }
}
