package io.tallystick.persistence.journal;

import static io.tallystick.persistence.journal.TestJournal.group;
import static io.tallystick.persistence.journal.TestJournal.journalled;
import static io.tallystick.persistence.journal.TestJournal.stopped;
import static io.tallystick.persistence.journal.TestJournal.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import akka.persistence.cassandra.query.javadsl.CassandraReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraExtension;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** The six hazards of design/journal.md, by number. */
@ExtendWith(CassandraExtension.class)
class JournalHazardsTest {
  private static List<JournalUnit> units(MadeHistory local, long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(local::unit).toList();
  }

  /** 1: a lone Cassandra that syncs periodically loses acknowledged events to kill -9. */
  @Test
  void whatWasAcknowledgedSurvivesKill9OfCassandraAndTheRestFollowsWhenItReturns(
      CassandraChild child) throws Exception {
    HistoryRow history = group("hazard-1");
    MadeHistory local = new MadeHistory(history, 20_000, 1);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, local);
      within(30).until(journalled(writer, 1));
      local.closeUnits(400);
      writer.poke();
      within(30).until(() -> writer.status().journalledUnit() >= 100);
      long pid = child.pid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      long acknowledged = writer.status().journalledUnit();
      long killed = System.nanoTime();
      within(30).until(() -> writer.status().state() == JournalStatus.State.UNREACHABLE);
      assertThat(writer.status().text()).startsWith("cassandra unreachable since ");
      local.closeUnits(500);
      writer.poke();
      within(90).until(journalled(writer, 500));
      LoggerFactory.getLogger(JournalHazardsTest.class)
          .info(
              "acknowledged {} units before kill -9; caught up after {} ms",
              acknowledged,
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 500));
    }
  }

  /** 2: a hole in the middle makes every later replay fail. */
  @Test
  void aHoleIsFilledFromTheLocalHistoryInTheFormatThatThePluginReads(CassandraChild child)
      throws Exception {
    HistoryRow history = group("hazard-2");
    MadeHistory local = new MadeHistory(history, 200, 240);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, local);
      within(30).until(journalled(writer, 240));
      writer.close();
      journal.delete(history, 88, 213);
      journal.deleteSnapshots(history);
      assertThatThrownBy(() -> journal.read(history, 0)).isInstanceOf(TallystickException.class);

      local.closeUnits(250);
      JournalWriter next = journal.writer(history, local);
      within(30).until(journalled(next, 250));
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 250));
      assertThat(readByPlugin(journal, history)).isEqualTo(units(local, 1, 250));
    }
  }

  private static List<JournalUnit> readByPlugin(TestJournal journal, HistoryRow history)
      throws Exception {
    ActorSystem system =
        ActorSystem.create("plugin-reader", JournalConfig.ownSystem(journal.settings));
    try {
      return PersistenceQuery.get(system)
          .getReadJournalFor(
              CassandraReadJournal.class, JournalConfig.SETTLEMENT_JOURNAL + ".query")
          .currentEventsByPersistenceId(history.persistenceId(), 0, Long.MAX_VALUE)
          .map(envelope -> (JournalUnit) envelope.event())
          .runWith(Sink.seq(), system)
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** 2: the same where a snapshot outlived the units before it. */
  @Test
  void unitsLostBelowASurvivingSnapshotAreFilled(CassandraChild child) throws Exception {
    HistoryRow history = group("hazard-2-tail");
    MadeHistory local = new MadeHistory(history, 200, 50);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, local);
      within(30).until(journalled(writer, 50));
      within(10)
          .until(
              () ->
                  journal
                          .session
                          .execute(
                              "SELECT sequence_nr FROM tallystick_test.snapshots"
                                  + " WHERE persistence_id = ?",
                              history.persistenceId())
                          .one()
                      != null);
      writer.close();
      journal.delete(history, 41, 50);
      local.closeUnits(55);
      JournalWriter next = journal.writer(history, local);
      within(30).until(journalled(next, 55));
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 55));
    }
  }

  /** 2: without the units there is nothing to fill it with. */
  @Test
  void aHoleThatTheLocalHistoryCannotFillStopsTheWriter(CassandraChild child) throws Exception {
    HistoryRow history = group("hazard-2-lost");
    MadeHistory whole = new MadeHistory(history, 200, 30);
    try (TestJournal journal = new TestJournal(child)) {
      journal.history().insertIfAbsent(history);
      MessagesTable table = journal.table();
      for (JournalUnit unit : units(whole, 1, 30)) {
        if (unit.number() != 12) {
          table.insert(history.persistenceId(), unit);
        }
      }
      JournalWriter writer = journal.writer(history, new MadeHistory(history, 200, 5));
      within(30).until(stopped(writer, "journal_hole"));
    }
  }

  /** 3: a failed persist that was written: the answer is lost on its way. */
  @Test
  void aWriteWhoseAnswerIsLostIsReadBackAndNotRepeatedBlindly(CassandraChild child)
      throws Exception {
    HistoryRow history = group("hazard-3-written");
    MadeHistory local = new MadeHistory(history, 200, 10);
    try (TestJournal journal = new TestJournal(child);
        TcpProxy proxy = new TcpProxy(child.contactPoint())) {
      proxy.listen();
      TestJournal throughProxy = new TestJournal(proxy.address(), 50);
      try (throughProxy) {
        JournalWriter writer = throughProxy.writer(history, local);
        within(30).until(journalled(writer, 10));
        proxy.swallowAnswers(true);
        local.closeUnits(20);
        writer.poke();
        within(30).until(() -> writer.status().state() == JournalStatus.State.UNREACHABLE);
        assertThat(writer.status().journalledUnit()).isEqualTo(10);
        assertThat(journal.table().unit(history.persistenceId(), 20)).isPresent();
        proxy.swallowAnswers(false);
        proxy.cut();
        local.closeUnits(25);
        within(60).until(journalled(writer, 25));
      }
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 25));
      assertThat(rows(journal, history)).isEqualTo(25);
    }
  }

  private static long rows(TestJournal journal, HistoryRow history) {
    return journal
        .session
        .execute(
            "SELECT COUNT(*) FROM tallystick_test.messages"
                + " WHERE persistence_id = ? AND partition_nr = 0",
            history.persistenceId())
        .one()
        .getLong(0);
  }

  /** 3: a failed persist that is written late, when a stopped Cassandra goes on. */
  @Test
  void aWriteThatLandsAfterItFailedDoesNoHarm(CassandraChild child) throws Exception {
    HistoryRow history = group("hazard-3-late");
    MadeHistory local = new MadeHistory(history, 200, 10);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, local);
      within(30).until(journalled(writer, 10));
      signal("STOP", child.pid());
      try {
        local.closeUnits(20);
        writer.poke();
        within(30).until(() -> writer.status().state() == JournalStatus.State.UNREACHABLE);
      } finally {
        signal("CONT", child.pid());
      }
      local.closeUnits(25);
      within(60).until(journalled(writer, 25));
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 25));
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  /** 4 and 5: two writers of one id; and recovery, again and again, from immutable state. */
  @Test
  void equalUnitsOfTwoWritersAreOneAndUnequalOnesStopReaderAndWriter(CassandraChild child)
      throws Exception {
    HistoryRow history = group("hazard-4");
    MadeHistory local = new MadeHistory(history, 200, 40);
    try (TestJournal journal = new TestJournal(child)) {
      JournalPosition at40;
      try (PluginHost one = new PluginHost(journal.settings);
          PluginHost two = new PluginHost(journal.settings)) {
        PluginHost.Persister a = one.open(history, 1_000);
        PluginHost.Persister b = two.open(history, 1_000);
        assertThat(a.recovered().get(30, TimeUnit.SECONDS)).isEqualTo(history.start());
        assertThat(b.recovered().get(30, TimeUnit.SECONDS)).isEqualTo(history.start());
        a.write(units(local, 1, 30)).get(30, TimeUnit.SECONDS);
        b.write(units(local, 1, 20)).get(30, TimeUnit.SECONDS);
        b.write(units(local, 21, 40)).get(30, TimeUnit.SECONDS);
        at40 = a.write(units(local, 31, 40)).get(30, TimeUnit.SECONDS);
        assertThat(rows(journal, history)).isEqualTo(80);
        for (int i = 0; i < 3; i++) {
          assertThat(one.open(history, 1_000).recovered().get(30, TimeUnit.SECONDS))
              .isEqualTo(at40);
        }
      }
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 40));
      local.closeUnits(45);
      JournalWriter third = journal.writer(history, local);
      within(30).until(journalled(third, 45));
      third.close();
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 45));

      MadeHistory forked = new MadeHistory(history, 200, 45, 44 * 3);
      journal.table().insert(history.persistenceId(), forked.unit(45));
      assertThatThrownBy(() -> journal.read(history, 0))
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.code()).isEqualTo("journal_differs"));
      JournalWriter fourth = journal.writer(history, local);
      within(30).until(stopped(fourth, "journal_differs"));
    }
  }

  /** 6: circuit breakers that stay open long after Cassandra is back; and no Cassandra at start. */
  @Test
  void aWriterStartedWithoutCassandraJournalsEverythingSecondsAfterItComes(CassandraChild child)
      throws Exception {
    HistoryRow history = group("hazard-6");
    MadeHistory local = new MadeHistory(history, 200, 120);
    try (TestJournal journal = new TestJournal(child);
        TcpProxy proxy = new TcpProxy(child.contactPoint())) {
      JournalSettings throughProxy =
          JournalSettings.at(proxy.address(), CassandraChild.DATACENTER)
              .withKeyspaces(journal.settings.keyspace(), journal.settings.entityKeyspace())
              .withSnapshotEveryUnits(50)
              .withOverrides(journal.settings.overrides());
      JournalWriter writer = journal.writer(throughProxy, history, local);
      within(30).until(() -> writer.status().state() == JournalStatus.State.UNREACHABLE);
      assertThat(writer.status().journalledHeight()).isEqualTo(JournalStatus.UNKNOWN);
      proxy.listen();
      within(30).until(journalled(writer, 120));
      for (int i = 1; i <= 3; i++) {
        proxy.cut();
        local.closeUnits(120 + i * 10L);
        writer.poke();
        within(20).until(journalled(writer, 120 + i * 10L));
      }
      assertThat(journal.read(history, 0)).isEqualTo(units(local, 1, 150));
    }
  }
}
