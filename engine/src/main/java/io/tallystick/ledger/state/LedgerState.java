package io.tallystick.ledger.state;

import io.tallystick.base.Checks;

/**
 * Everything a ledger remembers, as sections of pages, and the few changes that touch several of
 * them. Two ledgers that applied the same batches hold the same words in the same places.
 */
public final class LedgerState {
  /** Sections of pages, numbered from 0: scalars, ledgers, accounts, … */
  public static final int SECTIONS = 16;

  private static final int SLOT_SHIFT = 4;
  private static final int GUARD_SHIFT = 7;
  private static final int GUARD_DIRECTORY = 14;

  private final Changes changes = new Changes(SECTIONS);
  private final PagedLongs[] sections = new PagedLongs[SECTIONS];
  private final PagedLongs scalars;
  private final LedgerTable ledgers;
  private final AccountTable accounts;
  private final NameStore names;
  private final HistoryHeads history;
  private final PendingTable pendings;
  private final ParticipantTable participants;
  private final KeyTable keys;
  private final GuardTable guards;
  private final BalanceCheck check;
  private final IdMap accountMap;
  private final IdMap pendingMap;
  private final IdMap guardMap;

  private LedgerState() {
    for (int i = 0; i < SECTIONS; i++) {
      sections[i] = changes.section();
    }
    scalars = sections[0];
    scalars.extend(Scalars.COUNT);
    ledgers = new LedgerTable(sections[1], scalars);
    PagedLongs accountWords = sections[2];
    accountMap =
        new IdMap(
            sections[3], sections[4], scalars, Scalars.ACCOUNT_MAP_DEPTH, accountWords, SLOT_SHIFT);
    accounts = new AccountTable(accountWords, scalars, accountMap);
    names = new NameStore(sections[5]);
    history = new HistoryHeads(sections[6], scalars);
    PagedLongs pendingWords = sections[7];
    pendingMap =
        new IdMap(
            sections[8], sections[9], scalars, Scalars.PENDING_MAP_DEPTH, pendingWords, SLOT_SHIFT);
    pendings = new PendingTable(pendingWords, scalars, pendingMap, sections[10]);
    check = new BalanceCheck(scalars);
    participants = new ParticipantTable(sections[11], scalars);
    keys = new KeyTable(sections[12], scalars);
    PagedLongs guardWords = sections[13];
    guardMap =
        new IdMap(
            sections[GUARD_DIRECTORY],
            sections[15],
            scalars,
            Scalars.GUARD_MAP_DEPTH,
            guardWords,
            GUARD_SHIFT);
    guards = new GuardTable(guardWords, scalars, guardMap);
  }

  /** The state before the first batch. */
  public static LedgerState empty(int rulesVersion) {
    LedgerState state = new LedgerState();
    state.scalars.set(Scalars.RULES_VERSION, rulesVersion);
    state.accountMap.begin();
    state.pendingMap.begin();
    state.guardMap.begin();
    return state;
  }

  /** Reads the pages of one section. */
  @FunctionalInterface
  public interface PageReader {
    /** Fills the page's words. */
    void read(int section, long page, long[] into, int offset, int longs);
  }

  /**
   * The state of a checkpoint: its pages as they are.
   *
   * @param lengths words of each section; 0 of one that the checkpoint did not know
   */
  public static LedgerState restore(long[] lengths, PageReader reader) {
    Checks.equal(lengths.length, SECTIONS, "sections of a ledger's state");
    LedgerState state = new LedgerState();
    for (int i = 0; i < SECTIONS; i++) {
      PagedLongs section = state.sections[i];
      section.extend(lengths[i]);
      for (long page = 0; page < section.pages(); page++) {
        long index = page << PagedLongs.PAGE_SHIFT;
        reader.read(i, page, section.chunk(index), PagedLongs.at(index), PagedLongs.PAGE_LONGS);
      }
    }
    if (lengths[GUARD_DIRECTORY] == 0) {
      // A checkpoint from before there were claims.
      state.guardMap.begin();
    }
    state.ledgers.rebuild();
    state.participants.rebuild();
    state.keys.rebuild();
    return state;
  }

  /** Words of each section. */
  public long[] lengths() {
    long[] lengths = new long[SECTIONS];
    for (int i = 0; i < SECTIONS; i++) {
      lengths[i] = sections[i].length();
    }
    return lengths;
  }

  /** A section, for copying its pages and for tests. */
  public PagedLongs section(int index) {
    return sections[index];
  }

  public Changes changes() {
    return changes;
  }

  public LedgerTable ledgers() {
    return ledgers;
  }

  public AccountTable accounts() {
    return accounts;
  }

  public NameStore names() {
    return names;
  }

  public PendingTable pendings() {
    return pendings;
  }

  public ParticipantTable participants() {
    return participants;
  }

  public KeyTable keys() {
    return keys;
  }

  /** Claims of guarded accounts. */
  public GuardTable guards() {
    return guards;
  }

  public BalanceCheck check() {
    return check;
  }

  /** Which version of the rules applies. */
  public int rulesVersion() {
    return (int) scalars.get(Scalars.RULES_VERSION);
  }

  /** T of the last batch, ns since 1970; 0 before the first. */
  public long lastTimestamp() {
    return scalars.get(Scalars.LAST_TIMESTAMP);
  }

  /** Number of the next record. */
  public long nextNumber() {
    return scalars.get(Scalars.NEXT_NUMBER);
  }

  /** Balance entries written so far: the number of the next one. */
  public long balanceEntries() {
    return scalars.get(Scalars.BALANCE_ENTRIES);
  }

  /** Notes the end of a batch. */
  public void endBatch(long timestamp, long nextNumber) {
    scalars.set(Scalars.LAST_TIMESTAMP, timestamp);
    scalars.set(Scalars.NEXT_NUMBER, nextNumber);
  }

  /**
   * Adds an account and counts it.
   *
   * @param owner number of the participant whose it is, 0 for the operator's
   * @param nameBytes 0 for no name
   */
  public int addAccount(
      long idHigh,
      long idLow,
      long userData128High,
      long userData128Low,
      long userData64,
      int userData32,
      int ledgerIndex,
      int code,
      int flags,
      int owner,
      long timestamp,
      byte[] name,
      int nameOffset,
      int nameBytes) {
    long kept = nameBytes == 0 ? 0 : names.add(name, nameOffset, nameBytes);
    int slot =
        accounts.add(
            idHigh,
            idLow,
            userData128High,
            userData128Low,
            userData64,
            userData32,
            ledgerIndex,
            code,
            flags,
            owner,
            timestamp,
            kept);
    ledgers.countAccount(ledgerIndex);
    check.account(slot);
    return slot;
  }

  /** Changes a balance, with the ledger's total and the balance check. */
  public void change(int slot, int which, long delta) {
    if (delta == 0) {
      return;
    }
    accounts.balance(slot, which, accounts.balance(slot, which) + delta);
    ledgers.add(accounts.ledgerIndex(slot), which, delta);
    check.change(slot, which, delta);
  }

  /** Adds a key of a new id to a participant and gives its number. */
  public int addKey(
      long idHigh,
      long idLow,
      int participant,
      int type,
      int action,
      int roles,
      int flags,
      long notBefore,
      long notAfter,
      byte[] publicKey,
      long timestamp) {
    int key =
        keys.add(
            idHigh,
            idLow,
            participant,
            type,
            action,
            roles,
            flags,
            notBefore,
            notAfter,
            names.add(publicKey, 0, publicKey.length),
            participants.lastKey(participant),
            timestamp);
    participants.addKey(participant, key);
    return key;
  }

  /** Where the account's next balance entry skips to, or -1. */
  public long nextSkip(int slot) {
    return history.nextSkip(accounts.historyHead(slot));
  }

  /** Takes the number of the account's next balance entry. */
  public long addBalanceEntry(int slot) {
    long entry = balanceEntries();
    scalars.set(Scalars.BALANCE_ENTRIES, entry + 1);
    accounts.historyHead(slot, history.add(accounts.historyHead(slot), entry));
    accounts.lastBalanceEntry(slot, entry);
    return entry;
  }
}
