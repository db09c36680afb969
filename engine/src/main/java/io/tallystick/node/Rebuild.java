package io.tallystick.node;

import com.datastax.oss.driver.api.core.CqlSession;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.ledger.Ledger;
import io.tallystick.persistence.file.DataFolderLock;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.journal.HistoryRow;
import io.tallystick.persistence.journal.HistoryTable;
import io.tallystick.persistence.journal.JournalReader;
import io.tallystick.persistence.journal.JournalSessions;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Builds a data folder anew out of the journal: every batch is verified, replayed and written to
 * the local files; then a new epoch begins at the restored head, so that nobody takes what was
 * settled but not journalled for still there.
 */
final class Rebuild {
  private final NodeFolder folder;
  private final RebuildOptions options;
  private final NodeConfiguration configuration;
  private final String groupName;
  private final VerifyProgress progress;
  private final List<String> notes = new ArrayList<>();

  Rebuild(RebuildOptions options, NodeConfiguration configuration, VerifyProgress progress) {
    this.options = options;
    this.folder = new NodeFolder(options.data());
    this.configuration = configuration;
    this.groupName = configuration.settings().group().name();
    this.progress = progress;
  }

  RebuildReport run() {
    long start = System.nanoTime();
    try (DataFolderLock lock = DataFolderLock.take(folder.root())) {
      DataFolders.requireNoData(folder);
      // Those of the history that was here before, if they were not moved away with it.
      DataFolders.removeColumns(folder);
      try (VerifyJournal journal =
          VerifyJournal.open(options.cassandra(), configuration, folder, notes)) {
        if (!journal.isThere()) {
          throw TallystickException.of(
              ErrorKind.NOT_FOUND,
              "journal_missing",
              "there is no Cassandra in "
                  + folder.cassandra()
                  + "; name one with --cassandra HOST:PORT");
        }
        return rebuild(journal, start);
      }
    }
  }

  private RebuildReport rebuild(VerifyJournal journal, long start) {
    try (CqlSession session = JournalSessions.open(journal.settings())) {
      HistoryTable table = new HistoryTable(session, journal.settings().keyspace());
      List<HistoryRow> histories = table.rows(groupName);
      if (histories.isEmpty()) {
        throw TallystickException.of(
            ErrorKind.NOT_FOUND,
            "history_missing",
            "Cassandra holds no history of the group " + groupName);
      }
      JournalReader reader = new JournalReader(session, journal.settings().keyspace());
      ChainState restored;
      try {
        restored = restore(reader, histories);
      } catch (RuntimeException | Error problem) {
        DataFolders.removeData(folder);
        throw problem;
      }
      GroupIdentity identity = beginEpoch(table, histories, restored.head());
      ChainHead head = restored.head();
      notes.add(
          "What was settled after height "
              + head.height()
              + " and not yet journalled is not in Cassandra and may be missing; ids up to that height stay used.");
      return new RebuildReport(
          head.height(),
          head.hash().toString(),
          head.recordCount(),
          identity.epoch(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
          notes);
    }
  }

  private ChainState restore(JournalReader reader, List<HistoryRow> histories) {
    Map<Long, Long> epochs = new HashMap<>();
    histories.forEach(row -> epochs.put(row.epoch(), row.restoredHeight()));
    try (SealedBatchStore store =
        SealedBatchStore.open(
            folder.segments(), BatchLinks.settings(), BatchLinks.CHECK, 1, FileAccess.standard())) {
      Ledger ledger = OfflineVerify.emptyLedger();
      StoreRestorer restorer = StoreRestorer.fromGenesis(store, ledger);
      VerifyPlan plan =
          VerifyPlan.fromGenesis()
              .group(histories.get(0).groupId())
              .epochs(epochs)
              .replay(restorer)
              .listener((height, records) -> progress.at("Cassandra", height, 0, records));
      VerifyResult result =
          new ChainVerifier(plan, new JournalBatchSource(reader, histories)).verify();
      if (result.failure().isPresent()) {
        throw TallystickException.of(
            ErrorKind.DAMAGED,
            "journal_damaged",
            "the journal in Cassandra is not what was written, nothing was rebuilt: "
                + result.failure().get());
      }
      store.forceAll();
      long epoch = histories.get(histories.size() - 1).epoch() + 1;
      ChainState continued =
          new ChainState(result.state().head().inEpoch(epoch), result.state().frontier());
      Checkpoints checkpoints = Checkpoints.open(folder.checkpoints());
      checkpoints.forceSegmentsWith(store::forceAll);
      checkpoints.write(ledger, continued, 0, false);
      return continued;
    }
  }

  private GroupIdentity beginEpoch(HistoryTable table, List<HistoryRow> histories, ChainHead head) {
    HistoryRow last = histories.get(histories.size() - 1);
    GroupIdentity identity =
        new GroupIdentity(
            groupName,
            last.groupId(),
            last.epoch() + 1,
            head.height(),
            head.hash().toBytes(),
            head.term());
    HistoryRow row = JournalFollower.historyOf(identity);
    if (!table.insertIfAbsent(row)) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "rebuild_overtaken",
          "another rebuild of the group began epoch "
              + row.epoch()
              + " meanwhile; empty this folder and look there");
    }
    identity.write(FileAccess.standard(), folder.identity());
    return identity;
  }
}
