package io.tallystick.ledger.model;

import static io.tallystick.ledger.TransferFlags.BALANCING_CREDIT;
import static io.tallystick.ledger.TransferFlags.BALANCING_DEBIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_CREDIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_DEBIT;
import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;
import static java.math.BigInteger.ZERO;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger's rules with plain collections. Takes batches of 128-byte requests, gives answers; all
 * it ever saw stays on the heap.
 */
public final class NaiveLedger {
  private static final BigInteger INT_MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** What became of a row; {@code firstResult} only for {@code id_already_failed}. */
  public record Answer(int result, long timestamp, int firstResult, long firstTimestamp) {}

  private record Past(
      NaiveTransfer request, BigInteger amount, long timestamp, TransferResult result) {}

  private record Open(Past transfer, BigInteger expiry) {}

  private record Declared(List<Object> fields, long timestamp) {}

  private final LedgerLimits limits;
  private final Map<Long, Declared> ledgers = new LinkedHashMap<>();
  private final Map<BigInteger, NaiveAccount> accounts = new LinkedHashMap<>();
  private final Map<BigInteger, Past> transfers = new HashMap<>();
  private final Map<BigInteger, TransferResult> resolved = new HashMap<>();
  private final Map<BigInteger, Open> open = new HashMap<>();
  private final TreeMap<NaiveRules.Due, BigInteger> due = new TreeMap<>();
  private final NaiveChains chains = new NaiveChains();
  private final NaiveGuards guards = new NaiveGuards();
  private final List<BigInteger> releasedInBatch = new ArrayList<>();

  public NaiveLedger(LedgerLimits limits) {
    this.limits = limits;
  }

  /** Begins a batch with stamp T and so many events; releases what is due. */
  public void beginBatch(long timestampT, int events) {
    BigInteger released = BigInteger.valueOf(timestampT - events - LedgerLimits.EVENTS_MAX);
    releasedInBatch.clear();
    while (releasedInBatch.size() < LedgerLimits.EVENTS_MAX
        && !due.isEmpty()
        && due.firstKey().expiry().compareTo(released) <= 0) {
      BigInteger id = due.firstEntry().getValue();
      releasedInBatch.add(id);
      chains.record();
      release(id, TransferResult.PENDING_TRANSFER_EXPIRED);
    }
    chains.before(timestampT - events);
  }

  /** Ids of the pending transfers that the batch let expire, in order. */
  public List<BigInteger> released() {
    return List.copyOf(releasedInBatch);
  }

  /** Accounts by id, in order of creation. */
  public Map<BigInteger, NaiveAccount> accounts() {
    return accounts;
  }

  /** Ids of open pending transfers. */
  public List<BigInteger> openPendings() {
    return List.copyOf(open.keySet());
  }

  /** Sums over the accounts of a ledger: debits pending, posted, credits pending, posted. */
  public List<BigInteger> totals(long ledger) {
    BigInteger[] sums = {ZERO, ZERO, ZERO, ZERO};
    for (NaiveAccount a : accounts.values()) {
      if (a.ledger == ledger) {
        sums[0] = sums[0].add(a.debitsPending);
        sums[1] = sums[1].add(a.debitsPosted);
        sums[2] = sums[2].add(a.creditsPending);
        sums[3] = sums[3].add(a.creditsPosted);
      }
    }
    return List.of(sums);
  }

  /** Claims of guarded accounts. */
  public NaiveGuards guards() {
    return guards;
  }

  /** Applies a body of transfers without grants. */
  public List<Answer> transfers(byte[] b, int offset, int count) {
    return transfers(b, offset, count, new long[count]);
  }

  /** Applies a body of transfers; grants by row, 0 for none. */
  public List<Answer> transfers(byte[] b, int offset, int count, long[] grants) {
    List<NaiveTransfer> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(NaiveTransfer.of(b, offset + i * 128));
    }
    return chains.run(
        count,
        i -> rows.get(i).is(TransferFlags.LINKED),
        i -> transfer(rows.get(i), grants[i]),
        i -> {
          NaiveTransfer t = rows.get(i);
          return result -> {
            if (TransferResult.of(result).transientResult()) {
              chains.record();
              Past refused = new Past(t, ZERO, chains.timestamp(), TransferResult.of(result));
              transfers.put(t.id(), refused);
            }
          };
        });
  }

  /** Applies a body of accounts. */
  public List<Answer> accounts(byte[] b, int offset, int count) {
    return chains.run(
        count,
        i -> (AccountRequest.flags(b, offset + i * 128) & AccountFlags.LINKED) != 0,
        i -> account(b, offset + i * 128),
        i -> result -> {});
  }

  /** Applies a body of claims. */
  public List<Answer> claims(byte[] b, int offset, int count) {
    return chains.run(
        count,
        i -> false,
        i -> guards.claim(b, offset + i * 128, accounts, chains),
        i -> result -> {});
  }

  /** Applies a body of declarations. */
  public List<Answer> ledgers(byte[] b, int offset, int count) {
    return chains.run(count, i -> false, i -> ledger(b, offset + i * 128), i -> result -> {});
  }

  private Answer own(int result) {
    return chains.own(result);
  }

  private Answer ledger(byte[] b, int at) {
    Declared wanted = NaiveDeclarations.read(b, at, chains.timestamp(), Declared::new);
    long number = LedgerRequest.idLow(b, at);
    boolean numberFits = LedgerRequest.idHigh(b, at) == 0 && number >>> 32 == 0;
    Declared existing = numberFits ? ledgers.get(number) : null;
    List<List<Object>> others = ledgers.values().stream().map(Declared::fields).toList();
    int result =
        NaiveDeclarations.judge(
            b, at, wanted.fields(), existing == null ? null : existing.fields(), others, limits);
    if (result == 0) {
      ledgers.put(number, wanted);
      chains.record();
    }
    return result == AccountResult.EXISTS.number()
        ? new Answer(result, existing.timestamp(), 0, 0)
        : own(result);
  }

  private Answer account(byte[] b, int at) {
    BigInteger id = NaiveTransfer.number(b, at, 16);
    List<Object> fields = NaiveDeclarations.accountFields(b, at);
    NaiveAccount e = accounts.get(id);
    long ledger = Integer.toUnsignedLong(AccountRequest.ledger(b, at));
    AccountResult result =
        NaiveDeclarations.judgeAccount(
            b,
            at,
            id,
            e == null ? null : NaiveDeclarations.withFlags(e.fields, e.flags),
            ledgers.containsKey(ledger),
            accounts.size() >= limits.accountsMax());
    if (result == AccountResult.EXISTS) {
      return new Answer(result.number(), e.timestamp, 0, 0);
    }
    if (result == AccountResult.CREATED) {
      accounts.put(
          id, new NaiveAccount(fields, ledger, AccountRequest.flags(b, at), chains.timestamp()));
      chains.undo(() -> accounts.remove(id));
      chains.record();
    }
    return own(result.number());
  }

  private Answer transfer(NaiveTransfer t, long grant) {
    TransferResult early = NaiveRules.beforeId(t);
    if (early != null) {
      return own(early.number());
    }
    Past e = transfers.get(t.id());
    if (e != null && e.result() != TransferResult.CREATED) {
      return new Answer(
          TransferResult.ID_ALREADY_FAILED.number(),
          chains.timestamp(),
          e.result().number(),
          e.timestamp());
    }
    if (e != null) {
      Past p = t.resolves() ? transfers.get(e.request().pendingId()) : null;
      TransferResult same =
          NaiveRules.compare(
              t,
              e.request(),
              e.amount(),
              p == null ? null : p.request(),
              p == null ? null : p.amount());
      return same == TransferResult.EXISTS
          ? new Answer(same.number(), e.timestamp(), 0, 0)
          : own(same.number());
    }
    TransferResult result = t.resolves() ? resolve(t) : move(t, grant);
    return own(result.number());
  }

  private TransferResult move(NaiveTransfer t, long grant) {
    TransferResult malformed = NaiveRules.fields(t, ledgers.containsKey(t.ledger()));
    if (malformed != null) {
      return malformed;
    }
    NaiveAccount dr = accounts.get(t.debit());
    NaiveAccount cr = accounts.get(t.credit());
    boolean guarded = dr != null && dr.is(AccountFlags.GUARDED);
    TransferResult unauthorised = guarded ? guards.judge(t.debit(), grant) : null;
    if (unauthorised != null) {
      return unauthorised;
    } else if (dr == null) {
      return TransferResult.DEBIT_ACCOUNT_NOT_FOUND;
    } else if (cr == null) {
      return TransferResult.CREDIT_ACCOUNT_NOT_FOUND;
    } else if (dr.ledger != cr.ledger) {
      return TransferResult.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
    } else if (dr.ledger != t.ledger()) {
      return TransferResult.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;
    } else if (dr.is(AccountFlags.CLOSED)) {
      return TransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
    } else if (cr.is(AccountFlags.CLOSED)) {
      return TransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
    }
    BigInteger amount = t.amount();
    if (t.is(BALANCING_DEBIT)) {
      amount = amount.min(dr.creditsPosted.subtract(dr.debits()).max(ZERO));
    }
    if (t.is(BALANCING_CREDIT)) {
      amount = amount.min(cr.debitsPosted.subtract(cr.credits()).max(ZERO));
    }
    boolean full = open.size() >= limits.pendingsMax();
    TransferResult limit = NaiveRules.limit(t, dr, cr, amount, chains.timestamp(), full);
    if (limit == null) {
      carryOut(t, dr, cr, amount);
      if (guarded) {
        guards.debited(t.debit(), amount, chains);
      }
    }
    return limit == null ? TransferResult.CREATED : limit;
  }

  private void carryOut(NaiveTransfer t, NaiveAccount dr, NaiveAccount cr, BigInteger amount) {
    Past past = new Past(t, amount, chains.timestamp(), TransferResult.CREATED);
    chains.undo(dr.memory());
    chains.undo(cr.memory());
    transfers.put(t.id(), past);
    chains.record();
    chains.undo(() -> transfers.remove(t.id()));
    if (t.is(PENDING)) {
      dr.debitsPending = dr.debitsPending.add(amount);
      cr.creditsPending = cr.creditsPending.add(amount);
      dr.flags |= t.is(CLOSING_DEBIT) ? AccountFlags.CLOSED : 0;
      cr.flags |= t.is(CLOSING_CREDIT) ? AccountFlags.CLOSED : 0;
      open(t.id(), new Open(past, NaiveRules.expiry(t, chains.timestamp())));
      chains.undo(() -> close(t.id()));
    } else {
      dr.debitsPosted = dr.debitsPosted.add(amount);
      cr.creditsPosted = cr.creditsPosted.add(amount);
    }
  }

  private TransferResult resolve(NaiveTransfer t) {
    TransferResult malformed = NaiveRules.resolutionFields(t);
    if (malformed != null) {
      return malformed;
    }
    Past p = transfers.get(t.pendingId());
    if (p == null || p.result() != TransferResult.CREATED) {
      return TransferResult.PENDING_TRANSFER_NOT_FOUND;
    }
    BigInteger amount = NaiveRules.resolvedAmount(t, p.amount());
    TransferResult different = NaiveRules.matches(t, p.request(), p.amount(), amount);
    if (different != null) {
      return different;
    }
    if (resolved.containsKey(t.pendingId())) {
      return resolved.get(t.pendingId());
    }
    BigInteger expiry = open.get(t.pendingId()).expiry();
    if (expiry.signum() != 0 && expiry.compareTo(BigInteger.valueOf(chains.timestamp())) <= 0) {
      return TransferResult.PENDING_TRANSFER_EXPIRED;
    }
    NaiveAccount dr = accounts.get(p.request().debit());
    NaiveAccount cr = accounts.get(p.request().credit());
    boolean post = t.is(POST_PENDING_TRANSFER);
    if (post && dr.is(AccountFlags.CLOSED)) {
      return TransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
    } else if (post && cr.is(AccountFlags.CLOSED)) {
      return TransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
    }
    transfers.put(t.id(), new Past(t, amount, chains.timestamp(), TransferResult.CREATED));
    chains.undo(() -> transfers.remove(t.id()));
    chains.record();
    release(
        t.pendingId(),
        t.is(VOID_PENDING_TRANSFER)
            ? TransferResult.PENDING_TRANSFER_ALREADY_VOIDED
            : TransferResult.PENDING_TRANSFER_ALREADY_POSTED);
    if (post) {
      dr.debitsPosted = dr.debitsPosted.add(amount);
      cr.creditsPosted = cr.creditsPosted.add(amount);
    }
    return TransferResult.CREATED;
  }

  private void release(BigInteger pendingId, TransferResult laterAnswer) {
    Open was = open.get(pendingId);
    NaiveTransfer p = was.transfer().request();
    NaiveAccount dr = accounts.get(p.debit());
    NaiveAccount cr = accounts.get(p.credit());
    chains.undo(dr.memory());
    chains.undo(cr.memory());
    dr.debitsPending = dr.debitsPending.subtract(was.transfer().amount());
    cr.creditsPending = cr.creditsPending.subtract(was.transfer().amount());
    dr.flags &= p.is(CLOSING_DEBIT) ? ~AccountFlags.CLOSED : -1;
    cr.flags &= p.is(CLOSING_CREDIT) ? ~AccountFlags.CLOSED : -1;
    close(pendingId);
    resolved.put(pendingId, laterAnswer);
    chains.undo(
        () -> {
          resolved.remove(pendingId);
          open(pendingId, was);
        });
  }

  private void open(BigInteger id, Open pending) {
    open.put(id, pending);
    if (pending.expiry().signum() != 0) {
      due.put(dueKey(pending), id);
    }
  }

  private void close(BigInteger id) {
    due.remove(dueKey(open.remove(id)));
  }

  private static NaiveRules.Due dueKey(Open pending) {
    return new NaiveRules.Due(pending.expiry(), pending.transfer().timestamp());
  }

  static boolean isIntMax(BigInteger id) {
    return id.equals(INT_MAX);
  }
}
