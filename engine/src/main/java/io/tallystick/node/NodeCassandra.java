package io.tallystick.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeConfiguration;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Cassandra of a node: a child of its own, or one that somebody else runs. */
final class NodeCassandra implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCassandra.class);

  private final CassandraChild child;
  private final Supplier<JournalSettings> settings;
  private final Path positionFile;
  private final PhaseSteps steps;

  private NodeCassandra(
      CassandraChild child,
      Supplier<JournalSettings> settings,
      Path positionFile,
      PhaseSteps steps) {
    this.child = child;
    this.settings = settings;
    this.positionFile = positionFile;
    this.steps = steps;
  }

  /**
   * Starts the child, or names the external cluster; null where there is none.
   *
   * @param history whether the data folder holds its history. Then nothing waits for a child here:
   *     it comes up beside whatever else the start does, see {@link #requireSameHistory}
   */
  static NodeCassandra start(
      CassandraChoice choice,
      NodeConfiguration configuration,
      NodeFolder folder,
      boolean history,
      StartProgress progress) {
    Path position = folder.journalPosition();
    PhaseSteps steps = new PhaseSteps(progress);
    Optional<JournalSettings> named = ExternalCassandra.settings(choice, configuration);
    if (named.isPresent()) {
      JournalSettings external = named.get().withPositionFile(position);
      return new NodeCassandra(null, () -> external, position, steps);
    }
    return switch (choice.mode()) {
      case NONE, EXTERNAL -> null;
      case CHILD -> {
        CassandraChildSettings own = CassandraChildSettings.in(folder.cassandra());
        CassandraChild child =
            history ? CassandraChild.begin(own, steps) : CassandraChild.start(own, steps);
        yield new NodeCassandra(
            child,
            () ->
                JournalSettings.at(child.contactPoint(), CassandraChild.DATACENTER)
                    .withPositionFile(position),
            position,
            steps);
      }
    };
  }

  /** Tells each phase once, however often it is reported, and none once nobody waits. */
  private static final class PhaseSteps
      implements io.tallystick.persistence.cassandra.StartProgress {
    private final StartProgress progress;
    private volatile boolean over;
    private Phase told;

    PhaseSteps(StartProgress progress) {
      this.progress = progress;
    }

    @Override
    public void at(Phase phase, long elapsedMs) {
      if (phase != told && !over) {
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

  /** Where the journal is; fails with UNAVAILABLE while a child has not come up. */
  Supplier<JournalSettings> settings() {
    return settings;
  }

  Path positionFile() {
    return positionFile;
  }

  /** Histories of a group name that Cassandra knows; creates the schema if it is missing. */
  List<HistoryRow> histories(String groupName) {
    JournalSettings here = settings.get();
    try (CqlSession session = JournalSessions.open(here)) {
      JournalSchema.createSettlement(session, here);
      return new HistoryTable(session, here.keyspace()).rows(groupName);
    } catch (QueryValidationException refused) {
      throw refused(here, refused);
    }
  }

  /** Inserts the row of a new history; fails if another one won. */
  void claim(HistoryRow row) {
    JournalSettings here = settings.get();
    try (CqlSession session = JournalSessions.open(here)) {
      new HistoryTable(session, here.keyspace()).claim(row);
    } catch (QueryValidationException refused) {
      throw refused(here, refused);
    }
  }

  /** It answers, but does not allow what is asked: a missing right, or a data centre it has not. */
  private static TallystickException refused(
      JournalSettings here, QueryValidationException refused) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "cassandra_refused",
        "Cassandra at "
            + here.contactPoints()
            + " refuses keyspace "
            + here.keyspace()
            + ": "
            + refused.getMessage(),
        refused);
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
   * A child that comes up is waited for. A Cassandra that does not answer says nothing: a node with
   * local data serves without it.
   *
   * @param childWaitMs how long at most
   * @throws TallystickException DAMAGED: {@code history_other_group}, {@code history_newer_epoch},
   *     {@code history_other_restore}
   */
  void requireSameHistory(HistoryRow own, long childWaitMs) {
    awaitChild(childWaitMs);
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

  private void awaitChild(long waitMs) {
    try {
      if (child != null && !child.awaitUp(waitMs)) {
        LOG.warn("Cassandra is not up after {} ms, the start goes on without it", waitMs);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "interrupted while waiting for Cassandra", stop);
    } finally {
      steps.over = true;
    }
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
