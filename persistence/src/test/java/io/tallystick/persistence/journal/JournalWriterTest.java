package io.tallystick.persistence.journal;

import static io.tallystick.persistence.journal.TestJournal.group;
import static io.tallystick.persistence.journal.TestJournal.journalled;
import static io.tallystick.persistence.journal.TestJournal.stopped;
import static io.tallystick.persistence.journal.TestJournal.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the writer does while Cassandra is there. */
@ExtendWith(CassandraExtension.class)
class JournalWriterTest {
  @TempDir Path folder;

  @Test
  void unitsAreJournalledInOrderAndReadBackFromAnyHeightAlsoAfterARestart(CassandraChild child)
      throws Exception {
    HistoryRow history = group("in-order");
    MadeHistory local = new MadeHistory(history, 300, 130);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter first = journal.writer(history, local);
      within(30).until(journalled(first, 130));
      local.closeUnits(255);
      first.poke();
      within(30).until(journalled(first, 255));
      assertThat(first.status().journalledHeight()).isEqualTo(local.lastHeight());
      first.close();
      assertThat(first.status().state()).isEqualTo(JournalStatus.State.CLOSED);

      local.closeUnits(310);
      JournalWriter second = journal.writer(history, local);
      within(30).until(journalled(second, 310));

      List<JournalUnit> expected = LongStream.rangeClosed(1, 310).mapToObj(local::unit).toList();
      assertThat(journal.read(history, 0)).isEqualTo(expected);
      for (long height : new long[] {1, 2, 299, 300, 301, 302, 600, 601, 930}) {
        int unit = (int) ((height - 1) / MadeHistory.BATCHES_PER_UNIT);
        assertThat(journal.read(history, height)).isEqualTo(expected.subList(unit, 310));
      }
      assertThat(journal.read(history, 931)).isEmpty();
      assertThat(new JournalReader(journal.session, journal.settings.keyspace()).last(history))
          .contains(local.unit(310));
    }
  }

  @Test
  void anIdleWriterSleepsUntilItIsPoked(CassandraChild child) throws Exception {
    HistoryRow history = group("idle");
    MadeHistory local = new MadeHistory(history, 100, 1);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, local);
      within(30).until(journalled(writer, 1));
      int calls = local.calls.get();
      local.closeUnits(2);
      org.awaitility.Awaitility.await()
          .during(java.time.Duration.ofMillis(700))
          .until(() -> local.calls.get() <= calls + 1);
      assertThat(writer.status().journalledUnit()).isEqualTo(1);
      writer.poke();
      within(10).until(journalled(writer, 2));
    }
  }

  @Test
  void aLaterEpochBeginsAtTheHeightItWasRestoredTo(CassandraChild child) throws Exception {
    HistoryRow first = group("epochs");
    MadeHistory local = new MadeHistory(first, 100, 5);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(first, local);
      within(30).until(journalled(writer, 5));
      writer.close();
      JournalUnit restored = local.unit(3);
      HistoryRow second =
          new HistoryRow("epochs", 2, first.groupId(), restored.lastHeight(), restored.lastHash());
      assertThat(journal.history().insertIfAbsent(second)).isTrue();
      assertThat(journal.history().insertIfAbsent(second)).isTrue();
      MadeHistory rebuilt = new MadeHistory(second, 100, 4);
      JournalWriter next = journal.writer(second, rebuilt);
      within(30).until(journalled(next, 4));
      assertThat(journal.read(second, 0).get(0).firstHeight()).isEqualTo(restored.lastHeight() + 1);
      assertThat(journal.history().rows("epochs")).containsExactly(first, second);

      JournalReader reader = new JournalReader(journal.session, journal.settings.keyspace());
      List<JournalUnit> whole = new ArrayList<>();
      reader.openAll(journal.history().rows("epochs"), 0).forEachRemaining(whole::add);
      assertThat(whole)
          .containsExactly(
              local.unit(1),
              local.unit(2),
              local.unit(3),
              rebuilt.unit(1),
              rebuilt.unit(2),
              rebuilt.unit(3),
              rebuilt.unit(4));
      List<JournalUnit> part = new ArrayList<>();
      reader
          .openAll(journal.history().rows("epochs"), restored.lastHeight())
          .forEachRemaining(part::add);
      assertThat(part).isEqualTo(whole.subList(2, 7));
      journal.delete(first, 3, 5);
      assertThatThrownBy(
              () -> reader.openAll(journal.history().rows("epochs"), 0).forEachRemaining(part::add))
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.code()).isEqualTo("journal_broken"));

      JournalWriter old = journal.writer(first, local);
      within(30).until(stopped(old, "history_newer_epoch"));
    }
  }

  @Test
  void anotherGroupOfTheSameNameStopsTheWriterAndWritesNothing(CassandraChild child)
      throws Exception {
    HistoryRow own = group("taken");
    HistoryRow other = HistoryRow.first("taken", new UUID(1, 2));
    try (TestJournal journal = new TestJournal(child)) {
      assertThat(journal.history().insertIfAbsent(other)).isTrue();
      assertThat(journal.history().insertIfAbsent(own)).isFalse();
      JournalWriter writer = journal.writer(own, new MadeHistory(own, 100, 3));
      within(30).until(stopped(writer, "history_other_group"));
      assertThat(journal.history().rows("taken")).containsExactly(other);
      assertThat(journal.read(own, 0)).isEmpty();
    }
  }

  @Test
  void anEpochStartedWhileItJournalsStopsTheWriter(CassandraChild child) throws Exception {
    HistoryRow own = group("overtaken");
    MadeHistory local = new MadeHistory(own, 100, 1);
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(own, local);
      within(30).until(journalled(writer, 1));
      JournalUnit restored = local.unit(1);
      journal
          .history()
          .insertIfAbsent(
              new HistoryRow(
                  "overtaken", 2, own.groupId(), restored.lastHeight(), restored.lastHash()));
      within(30)
          .until(
              () -> {
                local.closeUnits(writer.status().journalledUnit() + 1);
                writer.poke();
                return stopped(writer, "history_newer_epoch").call();
              });
    }
  }

  @Test
  void aHistoryThatDiffersFromTheJournalOrEndsBeforeItStopsTheWriter(CassandraChild child)
      throws Exception {
    HistoryRow history = group("differs");
    try (TestJournal journal = new TestJournal(child)) {
      JournalWriter writer = journal.writer(history, new MadeHistory(history, 100, 12));
      within(30).until(journalled(writer, 12));
      writer.close();
      JournalWriter shorter = journal.writer(history, new MadeHistory(history, 100, 11));
      within(30).until(stopped(shorter, "journal_ahead"));
      JournalWriter forked = journal.writer(history, new MadeHistory(history, 100, 20, 30));
      within(30).until(stopped(forked, "journal_differs"));
      assertThat(forked.status().text()).startsWith("stopped: ");
      assertThat(journal.read(history, 0)).hasSize(12);
    }
  }

  @Test
  void thePositionIsRememberedForAStartWithoutCassandra(CassandraChild child) throws Exception {
    HistoryRow history = group("remembered");
    try (TestJournal journal = new TestJournal(child);
        TcpProxy nobody = new TcpProxy(child.contactPoint())) {
      JournalSettings remembering =
          journal.settings.withPositionFile(folder.resolve("journal-position"));
      JournalWriter writer = journal.writer(remembering, history, new MadeHistory(history, 100, 7));
      within(30).until(journalled(writer, 7));
      writer.close();
      JournalSettings away =
          JournalSettings.at(nobody.address(), CassandraChild.DATACENTER)
              .withPositionFile(folder.resolve("journal-position"));
      JournalWriter later = journal.writer(away, history, new MadeHistory(history, 100, 7));
      within(30).until(() -> later.status().state() == JournalStatus.State.UNREACHABLE);
      assertThat(later.status().journalledHeight()).isEqualTo(21);
      assertThat(later.status().text()).startsWith("cassandra unreachable since ");
    }
  }

  @Test
  void aReaderStopsAtAHoleAndAtAnythingThatIsNoUnit(CassandraChild child) throws Exception {
    HistoryRow history = group("holes-read");
    MadeHistory local = new MadeHistory(history, 100, 1000);
    try (TestJournal journal = new TestJournal(child)) {
      MessagesTable table = journal.table();
      for (long number : new long[] {1, 2, 3, 350, 351}) {
        table.insert(history.persistenceId(), local.unit(number));
      }
      assertThatThrownBy(() -> journal.read(history, 0))
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.code()).isEqualTo("journal_hole"));
      journal.delete(history, 350, 351);
      assertThat(journal.read(history, 0)).hasSize(3);
      table.insert(history.persistenceId(), local.unit(5));
      assertThatThrownBy(() -> journal.read(history, 0))
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.code()).isEqualTo("journal_hole"));
    }
  }
}
