package io.tallystick.node;

import io.tallystick.config.NodeConfiguration;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraChildSettings;
import io.tallystick.persistence.cassandra.RunningChild;
import io.tallystick.persistence.cassandra.StartProgress;
import io.tallystick.persistence.journal.JournalSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The journal that a command works on: an external one, a running child's, or a child's started for
 * the time.
 */
final class VerifyJournal implements AutoCloseable {
  private final JournalSettings settings;
  private final CassandraChild started;

  private VerifyJournal(JournalSettings settings, CassandraChild started) {
    this.settings = settings;
    this.started = started;
  }

  static VerifyJournal open(
      CassandraChoice choice,
      NodeConfiguration configuration,
      NodeFolder folder,
      List<String> notes) {
    Optional<JournalSettings> external = ExternalCassandra.settings(choice, configuration);
    if (external.isPresent()) {
      return new VerifyJournal(external.get(), null);
    }
    return choice.mode() == CassandraChoice.Mode.CHILD
        ? ofChild(folder, notes)
        : new VerifyJournal(null, null);
  }

  private static VerifyJournal ofChild(NodeFolder folder, List<String> notes) {
    if (!Files.isDirectory(folder.cassandra())) {
      notes.add("The folder holds no Cassandra: only the local store was walked.");
      return new VerifyJournal(null, null);
    }
    Optional<InetSocketAddress> running = RunningChild.contactPoint(folder.cassandra());
    if (running.isPresent()) {
      return new VerifyJournal(at(running.get()), null);
    }
    CassandraChild child =
        CassandraChild.start(
            CassandraChildSettings.in(folder.cassandra()).withRestartOnExit(false),
            StartProgress.SILENT);
    return new VerifyJournal(at(child.contactPoint()), child);
  }

  private static JournalSettings at(InetSocketAddress address) {
    return JournalSettings.at(address, CassandraChild.DATACENTER);
  }

  boolean isThere() {
    return settings != null;
  }

  JournalSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }
}
