package io.tallystick.ledger;

import static io.tallystick.ledger.state.AccountTable.CREDITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.CREDITS_POSTED;
import static io.tallystick.ledger.state.AccountTable.DEBITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.DEBITS_POSTED;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ledger.member.MemberReads;
import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.GuardTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.LedgerTable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be read of a ledger, on the apply thread, between batches. */
public final class LedgerReads {
  /** No account has the id, no ledger the number. */
  public static final int ABSENT = IdMap.ABSENT;

  private final LedgerState state;
  private final MemberReads members;

  LedgerReads(LedgerState state) {
    this.state = state;
    this.members = new MemberReads(state);
  }

  /** Participants and their keys. */
  public MemberReads members() {
    return members;
  }

  /** The owner's number of an account: a participant's, 0 for the operator's, or -1 for none. */
  public int accountOwner(long idHigh, long idLow) {
    int slot = accountSlot(idHigh, idLow);
    return slot == ABSENT ? -1 : state.accounts().owner(slot);
  }

  /** Accounts created; slots are 0 … this - 1. */
  public int accountCount() {
    return state.accounts().count();
  }

  /** The slot of an account, or {@link #ABSENT}. */
  public int accountSlot(long idHigh, long idLow) {
    return state.accounts().find(idHigh, idLow);
  }

  /** The account of a slot. */
  public AccountView account(int slot) {
    AccountTable accounts = state.accounts();
    Checks.inRange(slot, 0, accounts.count() - 1L, "slot of an account");
    return new AccountView(
        slot,
        accounts.owner(slot),
        accounts.idHigh(slot),
        accounts.idLow(slot),
        name(slot),
        state.ledgers().number(accounts.ledgerIndex(slot)),
        accounts.code(slot),
        accounts.flags(slot),
        accounts.userData128High(slot),
        accounts.userData128Low(slot),
        accounts.userData64(slot),
        accounts.userData32(slot),
        accounts.balance(slot, DEBITS_PENDING),
        accounts.balance(slot, DEBITS_POSTED),
        accounts.balance(slot, CREDITS_PENDING),
        accounts.balance(slot, CREDITS_POSTED),
        accounts.timestamp(slot),
        accounts.lastRecord(slot),
        accounts.lastBalanceEntry(slot));
  }

  /** The name of an account, or null if it was created by number or does not exist. */
  public String accountName(long idHigh, long idLow) {
    int slot = accountSlot(idHigh, idLow);
    return slot == ABSENT ? null : name(slot);
  }

  private String name(int slot) {
    long name = state.accounts().name(slot);
    if (name == 0) {
      return null;
    }
    return new String(state.names().bytes(name), StandardCharsets.US_ASCII);
  }

  /**
   * Looks at accounts in order of creation.
   *
   * @param fromSlot where to begin
   * @param slotsMax how many to look at, at most
   * @param matchesMax how many to find, at most
   */
  public AccountScan scan(int fromSlot, int slotsMax, int matchesMax, AccountQuery query) {
    int end = (int) Math.min(accountCount(), (long) fromSlot + slotsMax);
    int[] found = new int[Math.min(matchesMax, Math.max(0, end - fromSlot))];
    int count = 0;
    int slot = fromSlot;
    while (slot < end && count < matchesMax) {
      if (matches(slot, query)) {
        found[count++] = slot;
      }
      slot++;
    }
    return new AccountScan(Arrays.copyOf(found, count), slot);
  }

  private boolean matches(int slot, AccountQuery query) {
    AccountTable accounts = state.accounts();
    return (query.owner() == null || query.owner() == accounts.owner(slot))
        && (query.ledger() == null
            || query.ledger() == state.ledgers().number(accounts.ledgerIndex(slot)))
        && (query.code() == null || query.code() == accounts.code(slot))
        && (query.userData64() == null || query.userData64() == accounts.userData64(slot))
        && (query.userData32() == null || query.userData32() == accounts.userData32(slot))
        && (query.userData128Low() == null
            || query.userData128Low() == accounts.userData128Low(slot))
        && (query.userData128High() == null
            || query.userData128High() == accounts.userData128High(slot));
  }

  /** Guarded accounts that were ever claimed. */
  public int claimedAccounts() {
    return state.guards().count();
  }

  /** A guarded account's claim and what was debited under grants; null if it was never claimed. */
  public GuardView guard(long idHigh, long idLow) {
    GuardTable guards = state.guards();
    int slot = guards.find(idHigh, idLow);
    if (slot == ABSENT) {
      return null;
    }
    byte[] digest = new byte[ClaimRequest.DIGEST_BYTES];
    for (int i = 0; i < GuardTable.DIGEST_WORDS; i++) {
      LittleEndian.putLong(digest, i * Long.BYTES, guards.digestWord(slot, i));
    }
    List<GuardView.Day> days = new ArrayList<>();
    long newest = guards.newestDay(slot);
    for (long day = Math.max(0, newest - GuardTable.DAYS + 1); day <= newest; day++) {
      if (guards.debits(slot, day) > 0) {
        days.add(new GuardView.Day(day, guards.amount(slot, day), guards.debits(slot, day)));
      }
    }
    return new GuardView(
        guards.incarnation(slot),
        new Id(guards.claimHigh(slot), guards.claimLow(slot)),
        guards.policyVersion(slot),
        digest,
        guards.claimedAt(slot),
        days);
  }

  /** Ledgers declared. */
  public int ledgerCount() {
    return state.ledgers().count();
  }

  /** All ledgers, in order of declaration. */
  public List<LedgerView> ledgers() {
    List<LedgerView> views = new ArrayList<>();
    for (int i = 0; i < state.ledgers().count(); i++) {
      views.add(ledgerAt(i));
    }
    return views;
  }

  /** The ledger of a number, or null. */
  public LedgerView ledger(int number) {
    int index = state.ledgers().find(number);
    return index == LedgerTable.ABSENT ? null : ledgerAt(index);
  }

  private LedgerView ledgerAt(int index) {
    LedgerTable ledgers = state.ledgers();
    byte[] code = new byte[LedgerRequest.CODE_BYTES];
    LittleEndian.putLong(code, 0, ledgers.codeFirst(index));
    LittleEndian.putLong(code, 8, ledgers.codeSecond(index));
    return new LedgerView(
        ledgers.number(index),
        new String(code, StandardCharsets.US_ASCII).trim(),
        ledgers.scale(index),
        ledgers.timestamp(index),
        ledgers.accounts(index),
        total(index, DEBITS_PENDING),
        total(index, DEBITS_POSTED),
        total(index, CREDITS_PENDING),
        total(index, CREDITS_POSTED));
  }

  private BigInteger total(int index, int which) {
    LedgerTable ledgers = state.ledgers();
    byte[] bigEndian = new byte[16];
    LittleEndian.putLong(bigEndian, 0, Long.reverseBytes(ledgers.totalHigh(index, which)));
    LittleEndian.putLong(bigEndian, 8, Long.reverseBytes(ledgers.totalLow(index, which)));
    return new BigInteger(1, bigEndian);
  }

  /** Open pending transfers. */
  public int openPendings() {
    return state.pendings().open();
  }

  /** Whether a pending transfer is open. */
  public boolean isOpen(long idHigh, long idLow) {
    return state.pendings().find(idHigh, idLow) != ABSENT;
  }

  /**
   * When the next pending transfer expires, ns since 1970; 0 if none does. A batch of {@code n}
   * events releases it if its T - n - 8,190 is at or after that time.
   */
  public long nextExpiry() {
    return state.pendings().expiries().soonest();
  }

  /** T of the last batch, ns since 1970; 0 before the first. */
  public long lastTimestamp() {
    return state.lastTimestamp();
  }

  /** Number of the next record. */
  public long nextNumber() {
    return state.nextNumber();
  }

  /** Number of the next balance entry. */
  public long nextBalanceEntry() {
    return state.balanceEntries();
  }

  /** Which version of the rules applies. */
  public int rulesVersion() {
    return state.rulesVersion();
  }

  /**
   * Low half of the header's balance check; see {@link io.tallystick.ledger.state.BalanceCheck}.
   */
  public long balanceCheckLow() {
    return state.check().low();
  }

  /** High half of the header's balance check. */
  public long balanceCheckHigh() {
    return state.check().high();
  }
}
