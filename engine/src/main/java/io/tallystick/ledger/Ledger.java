package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.ledger.guard.ClaimRules;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.KeyRules;
import io.tallystick.ledger.member.ParticipantRules;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.state.ExpiryHeap;
import io.tallystick.ledger.state.LedgerState;

/**
 * The deterministic double-entry state machine: the same batches give the same answers, records and
 * memory everywhere. No I/O, clock or random; one thread. A batch is {@link #beginBatch}, its
 * bodies in order, {@link #endBatch}; checkpoints and reads belong between batches. Nothing is
 * allocated for a transfer that is created.
 *
 * <p>An exception means a defect or damage, never bad input, and leaves the ledger unusable.
 */
public final class Ledger {
  /** Version of the rules below. */
  public static final int RULES_VERSION = 1;

  private final LedgerState state;
  private final LedgerReads reads;
  private final PastTransfers past;
  private final TransferEffects effects;
  private final BodyRunner runner;
  private final TransferRows transferRows;
  private final AccountRows accountRows;
  private final LedgerRows ledgerRows;
  private final ParticipantRows participantRows;
  private final KeyRows keyRows;
  private final ClaimRows claimRows;
  private final Authority authority;
  private final LedgerReplay replay;

  private ApplyOutput out;
  private long batchTimestamp;
  private int batchEvents;

  /** A ledger before its first batch. */
  public Ledger(LedgerLimits limits, TransferLookup lookup) {
    this(LedgerState.empty(RULES_VERSION), limits, lookup);
  }

  private Ledger(LedgerState state, LedgerLimits limits, TransferLookup lookup) {
    this.state = state;
    this.reads = new LedgerReads(state);
    this.past = new PastTransfers(lookup);
    this.effects = new TransferEffects(state, past);
    this.runner = new BodyRunner(state.changes(), past);
    TransferRules transferRules = new TransferRules(state, limits, past);
    AccountRules accountRules = new AccountRules(state, limits);
    LedgerRules ledgerRules = new LedgerRules(state, limits);
    this.authority = new Authority(state);
    ParticipantRules participantRules = new ParticipantRules(state, authority);
    KeyRules keyRules = new KeyRules(state, authority);
    this.transferRows = new TransferRows(state, past, transferRules, effects);
    this.accountRows = new AccountRows(state, accountRules);
    this.ledgerRows = new LedgerRows(state, ledgerRules);
    this.participantRows = new ParticipantRows(state, participantRules, authority);
    this.keyRows = new KeyRows(state, keyRules, authority);
    ClaimRules claimRules = new ClaimRules(state, authority);
    this.claimRows = new ClaimRows(state, claimRules);
    this.replay =
        new LedgerReplay(
            state,
            past,
            effects,
            transferRules,
            accountRules,
            ledgerRules,
            new MemberReplay(state, participantRules, keyRules, authority),
            claimRules,
            authority);
  }

  /** The ledger of a checkpoint, byte-identical to the one that it was taken of. */
  public static Ledger restore(LedgerLimits limits, TransferLookup lookup, PageSource source) {
    LedgerState state =
        LedgerState.restore(LedgerCheckpoint.lengthsOf(source.meta()), source::page);
    return new Ledger(state, limits, lookup);
  }

  /**
   * Begins a batch and releases the pending transfers that are due, at most {@link
   * LedgerLimits#EVENTS_MAX}.
   *
   * @param timestampT the batch's stamp, ns since 1970; at least that of the last batch + events +
   *     8,190
   * @param events how many events its bodies have together
   * @param firstNumber number of its first record
   * @param output is emptied, and filled until {@link #endBatch}
   */
  public void beginBatch(long timestampT, int events, long firstNumber, ApplyOutput output) {
    Checks.that(out == null, "batches do not nest");
    Checks.inRange(events, 0, LedgerLimits.EVENTS_MAX, "events of a batch");
    Checks.equal(firstNumber, state.nextNumber(), "number of a batch's first record");
    long released = timestampT - events - LedgerLimits.EVENTS_MAX;
    Checks.inRange(released, state.lastTimestamp(), Long.MAX_VALUE, "time of releases in a batch");
    out = output;
    batchTimestamp = timestampT;
    batchEvents = events;
    begin(output);
    runner.begin(output, timestampT - events + 1, events);
    ExpiryHeap expiries = state.pendings().expiries();
    for (int i = 1; i <= LedgerLimits.EVENTS_MAX; i++) {
      long expiry = expiries.soonest();
      if (expiry == 0 || expiry > released) {
        break;
      }
      effects.expire(expiries.first(), released + i);
    }
    output.endOfExpiries();
  }

  private void begin(ApplyOutput output) {
    output.begin(state.nextNumber(), state.balanceEntries());
    past.begin(output);
    effects.begin(output);
    authority.beginBatch();
  }

  /** Applies a body of transfers that nobody's key submitted. */
  public void applyTransfers(byte[] buffer, int offset, int count) {
    applyTransfers(buffer, offset, count, false, Grants.NONE);
  }

  /** The same, with balances and grants. */
  public void applyTransfers(
      byte[] buffer, int offset, int count, boolean balances, Grants grants) {
    applyTransfers(buffer, offset, count, balances, grants, Authority.NO_KEY);
  }

  /**
   * Applies a body of transfers: {@code count} requests of 128 bytes.
   *
   * @param balances whether {@link ApplyOutput#balances()} is wanted for its events
   * @param grants what account actors authorised of it
   * @param submittingKey number of the key that signed it, {@link Authority#NO_KEY} for none
   */
  public void applyTransfers(
      byte[] buffer, int offset, int count, boolean balances, Grants grants, int submittingKey) {
    boolean may = begins(count, submittingKey, Roles.SUBMIT);
    transferRows.body(out, buffer, offset, count, balances, grants, authority);
    run(may, transferRows, count);
  }

  /** Applies a body of accounts that nobody's key submitted. */
  public void applyAccounts(byte[] buffer, int offset, int count, Names names) {
    applyAccounts(buffer, offset, count, names, Authority.NO_KEY);
  }

  /** Applies a body of accounts: {@code count} requests of 128 bytes; they are the submitter's. */
  public void applyAccounts(byte[] buffer, int offset, int count, Names names, int submittingKey) {
    boolean may = begins(count, submittingKey, Roles.SUBMIT | Roles.ADMIN);
    accountRows.body(out, buffer, offset, names, authority);
    run(may, accountRows, count);
  }

  /** Applies a body of ledger declarations that nobody's key submitted. */
  public void applyLedgers(byte[] buffer, int offset, int count) {
    applyLedgers(buffer, offset, count, Authority.NO_KEY);
  }

  /** Applies a body of ledger declarations: {@code count} requests of 128 bytes. */
  public void applyLedgers(byte[] buffer, int offset, int count, int submittingKey) {
    boolean may = begins(count, submittingKey, Roles.OPERATOR);
    ledgerRows.body(out, buffer, offset, authority);
    run(may, ledgerRows, count);
  }

  /** Applies a body of participants; their names stand beside the rows. */
  public void applyParticipants(
      byte[] buffer, int offset, int count, Names beside, int submittingKey) {
    begins(count, submittingKey, Roles.OPERATOR);
    participantRows.body(out, buffer, offset, beside, submittingKey);
    runner.run(participantRows, count);
  }

  /** Applies a body of keys; public keys and signatures stand beside the rows. */
  public void applyKeys(byte[] buffer, int offset, int count, Names beside, int submittingKey) {
    begins(count, submittingKey, Roles.KNOWN);
    keyRows.body(out, buffer, offset, beside, submittingKey);
    runner.run(keyRows, count);
  }

  /** Applies a body of claims of account actors. */
  public void applyClaims(byte[] buffer, int offset, int count, int submittingKey) {
    begins(count, submittingKey, Roles.OPERATOR);
    claimRows.begin(out, buffer, offset);
    runner.run(claimRows, count);
  }

  /** Whether the submitter may, at the time of the body's first event. */
  private boolean begins(int count, int submittingKey, int roles) {
    Checks.that(out != null, "a body belongs to a batch");
    Checks.inRange(count, 0, (long) batchEvents - out.eventCount(), "rows of a body");
    authority.ofKey(submittingKey, runner.nextTimestamp());
    return authority.may(roles);
  }

  private void run(boolean may, Rows rows, int count) {
    if (may) {
      runner.run(rows, count);
    } else {
      runner.refuseAll(count, Rows.SUBMITTER_NOT_AUTHORISED);
    }
  }

  /** Ends the batch; checks that debits equal credits in every ledger. */
  public void endBatch() {
    Checks.that(out != null, "a batch was begun");
    Checks.equal(out.eventCount(), batchEvents, "events of a batch");
    Checks.that(state.ledgers().conserved(), "debits equal credits in every ledger");
    state.endBatch(batchTimestamp, out.nextNumber());
    out = null;
  }

  /**
   * Applies the stored records of a sealed batch: what they say happened, happens. Ids are not
   * looked up; everything else is checked that the records and the state allow: types, order of
   * timestamps, every rule for what was created, amounts, back-pointers, order of expiries,
   * conservation.
   *
   * @param timestampT the header's T
   * @param firstNumber the header's first record number
   * @param records {@code count} records of 176 bytes from {@code offset} on
   * @param names what stands beside the records, by position in the batch
   * @param output is emptied; receives the same records and balance entries, and no answers
   * @throws io.tallystick.base.TallystickException {@code record_damaged} (DAMAGED), naming the
   *     record that cannot have come about; the ledger is unusable then
   */
  public void replay(
      long timestampT,
      long firstNumber,
      byte[] records,
      int offset,
      int count,
      Names names,
      ApplyOutput output) {
    Checks.that(out == null, "batches do not nest");
    begin(output);
    replay.batch(timestampT, firstNumber, records, offset, count, names, output);
  }

  /** What can be read. */
  public LedgerReads reads() {
    return reads;
  }

  /** Begins to copy the state as it is now; only one checkpoint can be under way. */
  public LedgerCheckpoint beginCheckpoint(PageSink sink) {
    Checks.that(out == null, "a checkpoint begins between batches");
    return new LedgerCheckpoint(state, sink);
  }

  /** For tests that compare memory word by word. */
  LedgerState state() {
    return state;
  }
}
