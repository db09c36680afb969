package io.tallystick.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraChildSettings;
import io.tallystick.persistence.journal.HistoryRow;
import io.tallystick.persistence.journal.HistoryTable;
import io.tallystick.persistence.journal.HistoryVerdict;
import io.tallystick.persistence.journal.JournalSchema;
import io.tallystick.persistence.journal.JournalSessions;
import io.tallystick.persistence.journal.JournalSettings;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Cassandra of a node: a child of its own, or one that somebody else runs. */
final class NodeCassandra implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCassandra.class);

  private final CassandraChild child;
  private final JournalSettings settings;

  private NodeCassandra(CassandraChild child, JournalSettings settings) {
    this.child = child;
    this.settings = settings;
  }

  /** Starts the child, or names the external cluster; null where there is none. */
  static NodeCassandra start(CassandraChoice choice, NodeFolder folder, StartProgress progress) {
    Path position = folder.journalPosition();
    return switch (choice.mode()) {
      case NONE -> null;
      case EXTERNAL ->
          new NodeCassandra(
              null,
              JournalSettings.at(List.of(choice.host() + ":" + choice.port()))
                  .withPositionFile(position));
      case CHILD -> {
        CassandraChild child =
            CassandraChild.start(
                CassandraChildSettings.in(folder.cassandra()), new PhaseSteps(progress));
        yield new NodeCassandra(
            child,
            JournalSettings.at(child.contactPoint(), CassandraChild.DATACENTER)
                .withPositionFile(position));
      }
    };
  }

  /** Tells each phase once, however often it is reported. */
  private static final class PhaseSteps
      implements io.tallystick.persistence.cassandra.StartProgress {
    private final StartProgress progress;
    private Phase told;

    PhaseSteps(StartProgress progress) {
      this.progress = progress;
    }

    @Override
    public void at(Phase phase, long elapsedMs) {
      if (phase != told) {
        told = phase;
        progress.step("Cassandra: " + words(phase));
      }
    }
  }

  private static String words(io.tallystick.persistence.cassandra.StartProgress.Phase phase) {
    return switch (phase) {
      case ENDING_ORPHAN -> "ending a process that an earlier node left behind";
      case STARTING_JVM -> "starting its process";
      case OPENING_TABLES -> "opening its tables";
      case REPLAYING -> "replaying its commit log";
      case JOINING -> "opening its ports";
      case READY -> "ready";
    };
  }

  JournalSettings settings() {
    return settings;
  }

  /** Histories of a group name that Cassandra knows; creates the schema if it is missing. */
  List<HistoryRow> histories(String groupName) {
    try (CqlSession session = JournalSessions.open(settings)) {
      JournalSchema.createSettlement(session, settings);
      return new HistoryTable(session, settings.keyspace()).rows(groupName);
    }
  }

  /** Inserts the row of a new history; fails if another one won. */
  void claim(HistoryRow row) {
    try (CqlSession session = JournalSessions.open(settings)) {
      new HistoryTable(session, settings.keyspace()).claim(row);
    }
  }

  /** What is wrong with the child, in words; empty when nothing is. */
  String trouble() {
    return child == null ? "" : child.trouble();
  }

  /** Refuses to begin a new history where the group has one. */
  void requireNoHistory(String groupName) {
    List<HistoryRow> rows = histories(groupName);
    if (!rows.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "history_exists",
          "Cassandra holds a history of "
              + rows.get(rows.size() - 1)
              + ", but this data folder is empty. Run rebuild --from-cassandra to restore it, or choose another"
              + " group.name");
    }
  }

  /**
   * Refuses to go on with a history that a rebuild has replaced, or that belongs to another group.
   * A Cassandra that does not answer says nothing: a node with local data serves without it.
   *
   * @throws TallystickException DAMAGED: {@code history_other_group}, {@code history_newer_epoch},
   *     {@code history_other_restore}
   */
  void requireSameHistory(HistoryRow own) {
    List<HistoryRow> rows;
    try {
      rows = histories(own.groupName());
    } catch (TallystickException | DriverException away) {
      LOG.warn(
          "Cassandra does not answer; whether its history is this node's is seen when it does: {}",
          away.getMessage());
      return;
    }
    HistoryVerdict.of(rows, own).check(rows, own);
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
