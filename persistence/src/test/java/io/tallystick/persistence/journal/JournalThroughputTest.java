package io.tallystick.persistence.journal;

import static io.tallystick.persistence.journal.TestJournal.group;
import static io.tallystick.persistence.journal.TestJournal.journalled;
import static io.tallystick.persistence.journal.TestJournal.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraExtension;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures for units of a megabyte, printed; the bounds only catch what is badly wrong. */
@ExtendWith(CassandraExtension.class)
class JournalThroughputTest {
  private static final Logger LOG = LoggerFactory.getLogger(JournalThroughputTest.class);
  private static final int UNITS = Integer.getInteger("tallystick.journal.units", 300);
  private static final double MB_PER_SECOND_MIN = 5;

  @Test
  void unitsOfAMegabyteAreWrittenRecoveredAndReadBackAtSpeed(CassandraChild child)
      throws Exception {
    HistoryRow history = group("throughput");
    Recorded local = new Recorded(new MadeHistory(history, 349_000, UNITS));
    double megabytes = UNITS * (double) local.unit.payload().length / 1e6;
    try (TestJournal journal = new TestJournal(child.contactPoint(), 10_000)) {
      local.open = 1;
      JournalWriter writer = journal.writer(history, local);
      within(60).until(journalled(writer, 1));
      local.open = UNITS;
      long start = System.nanoTime();
      Duration childCpu = cpu(child.pid());
      Duration ownCpu = cpu(ProcessHandle.current().pid());
      writer.poke();
      within(600).until(journalled(writer, UNITS));
      double written = report("written", megabytes, start);
      LOG.info(
          "CPU for it: Cassandra {} ms, writer {} ms",
          cpu(child.pid()).minus(childCpu).toMillis(),
          cpu(ProcessHandle.current().pid()).minus(ownCpu).toMillis());
      writer.close();

      start = System.nanoTime();
      new JournalRepair(journal.table(), local, history).run();
      report("looked through for holes", megabytes, start);

      start = System.nanoTime();
      JournalWriter again = journal.writer(history, local);
      within(600).until(journalled(again, UNITS));
      report("recovered without a snapshot (with its start)", megabytes, start);
      again.close();

      start = System.nanoTime();
      int read = 0;
      JournalCursor cursor =
          new JournalReader(journal.session, journal.settings.keyspace()).open(history, 0);
      while (cursor.hasNext()) {
        read += cursor.next().payload().length > 0 ? 1 : 0;
      }
      double replayed = report("read", megabytes, start);
      assertThat(read).isEqualTo(UNITS);
      assertThat(written).isGreaterThan(MB_PER_SECOND_MIN);
      assertThat(replayed).isGreaterThan(MB_PER_SECOND_MIN);
    }
  }

  private static Duration cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static double report(String what, double megabytes, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    double rate = megabytes / seconds;
    LOG.info("{}: {} MB in {} s = {} MB/s", what, (long) megabytes, (float) seconds, (long) rate);
    return rate;
  }

  /** Hands out one payload under every number, so that making units costs nothing. */
  private static final class Recorded implements UnitSource {
    private final MadeHistory local;
    private final JournalUnit unit;
    private volatile long open;

    Recorded(MadeHistory local) {
      this.local = local;
      this.unit = local.unit(1);
    }

    @Override
    public Optional<JournalUnit> unitAfter(long lastHeight, long nextUnitNumber) {
      long last = lastHeight + MadeHistory.BATCHES_PER_UNIT;
      return nextUnitNumber > open
          ? Optional.empty()
          : Optional.of(
              new JournalUnit(
                  nextUnitNumber,
                  lastHeight + 1,
                  last,
                  local.hashAt(last).orElseThrow(),
                  unit.payload()));
    }

    @Override
    public Optional<byte[]> hashAt(long height) {
      return local.hashAt(height);
    }
  }
}
