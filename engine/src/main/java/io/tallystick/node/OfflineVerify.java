package io.tallystick.node;

import com.datastax.oss.driver.api.core.CqlSession;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.verify.ChainFailure;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.LedgerView;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.journal.HistoryRow;
import io.tallystick.persistence.journal.HistoryTable;
import io.tallystick.persistence.journal.JournalReader;
import io.tallystick.persistence.journal.JournalSessions;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import io.tallystick.ring.SegmentFamilies;
import io.tallystick.ring.SegmentSubtrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Walks the chain in the local files and in Cassandra, replaying every record; changes nothing. */
final class OfflineVerify {
  private final VerifyOptions options;
  private final VerifyProgress progress;
  private final NodeFolder folder;
  private final List<VerifyReport.Damage> damages = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  OfflineVerify(VerifyOptions options, VerifyProgress progress) {
    this.options = options;
    this.progress = progress;
    this.folder = new NodeFolder(options.data());
  }

  /** What one walk found. */
  private record Walk(VerifyResult result, Ledger ledger, long bytes, long elapsedMs) {}

  VerifyReport run() {
    GroupIdentity identity =
        GroupIdentity.read(FileAccess.standard(), folder.identity())
            .orElseThrow(
                () ->
                    TallystickException.of(
                        ErrorKind.NOT_FOUND,
                        "no_history",
                        "the folder " + options.data() + " holds no settled history"));
    Walk local;
    try (SealedBatchStore store =
        SealedBatchStore.openForReading(
            folder.segments(), BatchLinks.settings(), FileAccess.standard())) {
      local = walkLocal(store, identity);
    }
    long journalMs = 0;
    long journalHeight = VerifyReport.JOURNAL_LEFT_OUT;
    try (VerifyJournal journal =
        VerifyJournal.open(
            options.cassandra(), NodeConfiguration.of(options.config()), folder, notes)) {
      if (journal.isThere()) {
        long start = System.nanoTime();
        journalHeight = walkJournal(journal, identity, local);
        journalMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      }
    }
    return new VerifyReport(
        local.result().state().head().height(),
        local.result().state().head().height() == 0
            ? ""
            : local.result().state().head().hash().toString(),
        local.result().state().head().recordCount(),
        local.bytes(),
        local.elapsedMs(),
        journalHeight,
        journalMs,
        totals(local.ledger()),
        damages,
        notes);
  }

  private Walk walkLocal(SealedBatchStore store, GroupIdentity identity) {
    long start = System.nanoTime();
    long last = store.lastHeight();
    Ledger ledger = emptyLedger();
    VerifyPlan plan =
        VerifyPlan.fromGenesis()
            .group(identity.id())
            .reaches(store.forcedHeight())
            .subtrees(new SegmentSubtrees(store.extra(SegmentFamilies.ROOTS)))
            .replay(new LedgerRecordReplay(ledger))
            .listener((height, records) -> progress.at("local store", height, last, records));
    if (options.expected() != null) {
      plan.expect(options.expected().height(), Hash.parse(options.expected().hash()));
    }
    StoreBatchSource source = new StoreBatchSource(store, last);
    VerifyResult result = new ChainVerifier(plan, source).verify();
    result.failure().ifPresent(failure -> damages.add(localDamage(store, failure)));
    return new Walk(
        result, ledger, source.bytes(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /** A change that a file checksum shows is placed by it; any other by what the chain says. */
  private static VerifyReport.Damage localDamage(SealedBatchStore store, ChainFailure failure) {
    if (failure.height() <= store.lastHeight()) {
      Optional<io.tallystick.persistence.segment.Damage> bytes =
          store.inspect(failure.height(), BatchLinks.CHECK);
      if (bytes.isPresent()) {
        io.tallystick.persistence.segment.Damage found = bytes.get();
        return new VerifyReport.Damage(
            failure.height(),
            found.file().toString(),
            found.fromByte(),
            found.fromByte() + found.bytes() - 1,
            failure.fault().what(),
            found.what());
      }
    }
    return damage(failure);
  }

  private static VerifyReport.Damage damage(ChainFailure failure) {
    return new VerifyReport.Damage(
        failure.height(),
        failure.place(),
        failure.placeFrom(),
        failure.placeTo() - 1,
        failure.fault().what(),
        "expected " + failure.fault().expected() + ", found " + failure.fault().found());
  }

  private long walkJournal(VerifyJournal journal, GroupIdentity identity, Walk local) {
    try (CqlSession session = JournalSessions.open(journal.settings())) {
      List<HistoryRow> histories =
          new HistoryTable(session, journal.settings().keyspace()).rows(identity.name());
      Map<Long, Long> epochs = new HashMap<>();
      histories.forEach(row -> epochs.put(row.epoch(), row.restoredHeight()));
      VerifyPlan plan =
          VerifyPlan.fromGenesis()
              .group(identity.id())
              .epochs(epochs)
              .replay(new LedgerRecordReplay(emptyLedger()))
              .listener(
                  (height, records) ->
                      progress.at(
                          "Cassandra", height, local.result().state().head().height(), records));
      JournalReader reader = new JournalReader(session, journal.settings().keyspace());
      VerifyResult result =
          new ChainVerifier(plan, new JournalBatchSource(reader, histories)).verify();
      result.failure().ifPresent(failure -> damages.add(damage(failure)));
      compareHeads(result, local);
      return result.state().head().height();
    }
  }

  /** Cassandra may lag; it may not be ahead of the local files, nor hold another chain. */
  private void compareHeads(VerifyResult journal, Walk local) {
    long journalHeight = journal.state().head().height();
    long localHeight = local.result().state().head().height();
    if (journalHeight > localHeight) {
      damages.add(
          new VerifyReport.Damage(
              localHeight + 1,
              folder.segments().toString(),
              -1,
              -1,
              "cut_end",
              "the local store ends at height "
                  + localHeight
                  + ", but Cassandra reaches "
                  + journalHeight));
      return;
    }
    if (journalHeight < localHeight) {
      notes.add(
          "Cassandra lags " + (localHeight - journalHeight) + " batches behind the local store.");
    }
    if (journalHeight == 0
        || journal.failure().isPresent()
        || local.result().failure().isPresent()) {
      return;
    }
    try (SealedBatchStore store =
        SealedBatchStore.openForReading(
            folder.segments(), BatchLinks.settings(), FileAccess.standard())) {
      Hash here = Hash.of(store.readHash(journalHeight), 0);
      if (!here.equals(journal.state().head().hash())) {
        damages.add(
            new VerifyReport.Damage(
                journalHeight,
                "Cassandra",
                -1,
                -1,
                "journal_differs",
                "Cassandra has hash "
                    + journal.state().head().hash()
                    + ", the local store "
                    + here));
      }
    }
  }

  /** A ledger to replay into. */
  static Ledger emptyLedger() {
    return new Ledger(
        LedgerLimits.defaults(),
        new TransferLookup() {
          @Override
          public long find(int kind, long idHigh, long idLow) {
            return NONE;
          }

          @Override
          public void read(long number, byte[] into, int offset) {
            throw TallystickException.of(
                ErrorKind.INTERNAL, "no_lookup", "a replay looks nothing up");
          }
        });
  }

  private static List<VerifyReport.LedgerTotals> totals(Ledger ledger) {
    List<VerifyReport.LedgerTotals> totals = new ArrayList<>();
    for (LedgerView view : ledger.reads().ledgers()) {
      totals.add(
          new VerifyReport.LedgerTotals(
              view.number(),
              view.code(),
              view.scale(),
              view.debitsPending().toString(),
              view.debitsPosted().toString(),
              view.creditsPending().toString(),
              view.creditsPosted().toString()));
    }
    return totals;
  }
}
