package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.ConfigFactory;
import io.tallystick.persistence.cassandra.CassandraChild;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One keyspace for all tests, which keep apart by their group's name, and shorter timeouts. */
final class TestJournal implements AutoCloseable {
  private static final String OVERRIDES =
      """
      datastax-java-driver.basic.request.timeout = 3 seconds
      datastax-java-driver.advanced.connection.init-query-timeout = 3 seconds
      datastax-java-driver.advanced.heartbeat { interval = 2 seconds, timeout = 2 seconds }
      settlement-journal.journal.circuit-breaker.call-timeout = 5 s
      settlement-journal.snapshot.circuit-breaker.call-timeout = 5 s
      """;

  final JournalSettings settings;
  final CqlSession session;
  final List<JournalStatus> statuses = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();

  TestJournal(CassandraChild child) {
    this(child.contactPoint(), 50);
  }

  TestJournal(InetSocketAddress contactPoint, int snapshotEveryUnits) {
    settings =
        JournalSettings.at(List.of("127.0.0.1:" + contactPoint.getPort()))
            .withKeyspaces("tallystick_test", "tallystick_test_entities")
            .withSnapshotEveryUnits(snapshotEveryUnits)
            .withOverrides(ConfigFactory.parseString(OVERRIDES));
    // What a test itself reads and writes may wait out a stall of the machine.
    session =
        JournalSessions.open(
            settings.withOverrides(
                ConfigFactory.parseString("datastax-java-driver.basic.request.timeout = 60 seconds")
                    .withFallback(ConfigFactory.parseString(OVERRIDES))));
    JournalSchema.createSettlement(session, settings);
  }

  static HistoryRow group(String name) {
    return HistoryRow.first(
        name, UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  JournalWriter writer(HistoryRow history, UnitSource source) {
    return writer(settings, history, source);
  }

  JournalWriter writer(JournalSettings changed, HistoryRow history, UnitSource source) {
    JournalWriter writer = JournalWriter.start(changed, history, source, statuses::add);
    open.add(writer);
    return writer;
  }

  MessagesTable table() {
    return new MessagesTable(session, settings.keyspace());
  }

  HistoryTable history() {
    return new HistoryTable(session, settings.keyspace());
  }

  List<JournalUnit> read(HistoryRow history, long fromHeight) {
    List<JournalUnit> units = new ArrayList<>();
    new JournalReader(session, settings.keyspace())
        .open(history, fromHeight)
        .forEachRemaining(units::add);
    return units;
  }

  static ConditionFactory within(long seconds) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(50));
  }

  static Callable<Boolean> journalled(JournalWriter writer, long unit) {
    return () ->
        writer.status().state() == JournalStatus.State.UP
            && writer.status().journalledUnit() == unit;
  }

  static Callable<Boolean> stopped(JournalWriter writer, String code) {
    return () ->
        writer.status().state() == JournalStatus.State.STOPPED
            && writer.status().code().equals(code);
  }

  void delete(HistoryRow history, long firstUnit, long lastUnit) {
    for (long number = firstUnit; number <= lastUnit; number++) {
      session.execute(
          "DELETE FROM "
              + settings.keyspace()
              + ".messages WHERE persistence_id = ? AND partition_nr = ? AND sequence_nr = ?",
          history.persistenceId(),
          MessagesTable.partitionOf(number),
          number);
    }
  }

  void deleteSnapshots(HistoryRow history) {
    session.execute(
        "DELETE FROM " + settings.keyspace() + ".snapshots WHERE persistence_id = ?",
        history.persistenceId());
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    session.close();
  }
}
