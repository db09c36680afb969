package io.tallystick.ring;

import com.lmax.disruptor.EventHandler;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.EntryReader;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.LedgerView;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.participant.MemberDirectory;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies settled entries to the ledger and answers their callers; between two entries it serves
 * reads and copies pages for a checkpoint. The one thread that touches the ledger.
 */
final class ApplyStage implements EventHandler<CommitSlot> {
  private final Ledger ledger;
  private final LedgerReads ledgerReads;
  private final SettledIds ids;
  private final AppliedRecords records;
  private final Flight flight;
  private final ReadQueue reads;
  private final CheckpointKeeper checkpoints;
  private final Milestone appliedIndex;
  private final Consumer<List<LedgerView>> ledgersChanged;
  private final MemberDirectory members;
  private final Runnable pokeAgain;
  private final EntryReader entry = new EntryReader();
  private final EntrySide side = new EntrySide(Body.ROWS_MAX);
  private long height;
  private boolean unitOpen;
  private int ledgersKnown = -1;
  private volatile LedgerGauge gauge;

  ApplyStage(
      Ledger ledger,
      long height,
      boolean unitOpen,
      SettledIds ids,
      AppliedRecords records,
      Flight flight,
      ReadQueue reads,
      CheckpointKeeper checkpoints,
      Milestone appliedIndex,
      Consumer<List<LedgerView>> ledgersChanged,
      MemberDirectory members,
      Runnable pokeAgain) {
    this.ledger = ledger;
    this.ledgerReads = ledger.reads();
    this.height = height;
    this.unitOpen = unitOpen;
    this.ids = ids;
    this.records = records;
    this.flight = flight;
    this.reads = reads;
    this.checkpoints = checkpoints;
    this.appliedIndex = appliedIndex;
    this.ledgersChanged = ledgersChanged;
    this.members = members;
    this.pokeAgain = pokeAgain;
    tellLedgers();
    members.takeAll(ledgerReads.members());
    this.gauge = gaugeNow();
  }

  /** What of the ledger's size anyone may see at any time. */
  LedgerGauge gauge() {
    return gauge;
  }

  @Override
  public void onEvent(CommitSlot slot, long sequence, boolean endOfBatch) {
    if (slot.entry != null) {
      if (slot.entry.kind() == EntryKind.PAYLOAD) {
        applyBatch(slot);
      }
      appliedIndex.advance(slot.entry.index());
    }
    checkpoints.copySlice();
    if (reads.serveSlice() && endOfBatch) {
      pokeAgain.run();
    }
  }

  private void applyBatch(CommitSlot slot) {
    entry.wrap(slot.entry.bytes(), slot.entry.offset(), slot.entry.length());
    if (entry.stampNs() <= ledgerReads.lastTimestamp()) {
      // Stamps only grow: the stored batches that the ledger was replayed from held this entry.
      return;
    }
    PendingBatch callers = flight.arrive(slot.entry.term(), entry.stampNs());
    slot.height = height + 1;
    long firstNumber = ledgerReads.nextNumber();
    records.begin(slot.output);
    ids.beginBatch(firstNumber);
    ledger.beginBatch(entry.stampNs(), entry.eventCount(), firstNumber, slot.output);
    applyBodies(callers);
    ledger.endBatch();
    height = slot.height;
    unitOpen = !entry.closesJournalUnit();
    slot.rulesVersion = ledgerReads.rulesVersion();
    slot.balanceCheckLow = ledgerReads.balanceCheckLow();
    slot.balanceCheckHigh = ledgerReads.balanceCheckHigh();
    tellLedgers();
    if (slot.output.membersChanged()) {
      tellMembers(slot.output);
    }
    gauge = gaugeNow();
    if (callers != null) {
      Replies.send(callers, height, slot.output);
    }
    ids.insert(slot.output);
    slot.checkpoint = checkpoints.afterBatch(ledger, slot.entry, height, unitOpen);
  }

  private void applyBodies(PendingBatch callers) {
    side.read(entry);
    int body = 0;
    while (entry.nextBody()) {
      boolean balances = callers != null && callers.callers().get(body).balances();
      apply(entry.bodyKind(), balances);
      body++;
    }
  }

  private void apply(int kind, boolean balances) {
    byte[] b = entry.bytes();
    int at = entry.recordsOffset();
    int rows = entry.bodyRows();
    int key = side.submitter(entry.bodyFirstEvent());
    Names beside = side.from(entry.bodyFirstEvent());
    if (kind == BodyKind.TRANSFERS.wireNumber()) {
      ledger.applyTransfers(b, at, rows, balances, side.grants(), key);
    } else if (kind == BodyKind.ACCOUNTS.wireNumber()) {
      ledger.applyAccounts(b, at, rows, beside, key);
    } else if (kind == BodyKind.LEDGERS.wireNumber()) {
      ledger.applyLedgers(b, at, rows, key);
    } else if (kind == BodyKind.PARTICIPANTS.wireNumber()) {
      ledger.applyParticipants(b, at, rows, beside, key);
    } else if (kind == BodyKind.KEYS.wireNumber()) {
      ledger.applyKeys(b, at, rows, beside, key);
    } else if (kind == BodyKind.CLAIMS.wireNumber()) {
      ledger.applyClaims(b, at, rows, key);
    } else {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "body_kind_unknown", "an ordered body has the unknown kind " + kind);
    }
  }

  private void tellLedgers() {
    int count = ledgerReads.ledgerCount();
    if (count != ledgersKnown) {
      ledgersKnown = count;
      ledgersChanged.accept(ledgerReads.ledgers());
    }
  }

  private void tellMembers(ApplyOutput output) {
    for (int i = 0; i < output.recordCount(); i++) {
      int at = i * StoredRecord.BYTES;
      int type = StoredRecord.type(output.records(), at);
      if (type == RecordType.PARTICIPANT_CHANGED || type == RecordType.KEY_CHANGED) {
        // Both kinds of records hold the participant's code at the same place.
        String code = ParticipantRequest.code(output.records(), at);
        ledgerReads
            .members()
            .participant(code)
            .ifPresent(
                participant ->
                    members.take(participant, ledgerReads.members().keysOf(participant.number())));
      }
    }
  }

  private LedgerGauge gaugeNow() {
    return new LedgerGauge(
        height,
        ledgerReads.nextNumber(),
        ledgerReads.accountCount(),
        ledgerReads.openPendings(),
        ledgerReads.lastTimestamp(),
        ledgerReads.nextExpiry(),
        unitOpen);
  }
}
