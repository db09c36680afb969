package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.model.NaiveAccount;
import io.tallystick.ledger.model.NaiveGuards;
import io.tallystick.ledger.model.NaiveLedger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A ledger beside the naive model: every batch goes through both, and every answer, balance and
 * total must agree.
 */
final class Harness {
  enum Kind {
    LEDGERS,
    ACCOUNTS,
    TRANSFERS,
    CLAIMS
  }

  /** A row has the grant of the account's present claim. */
  static final long PRESENT = -1;

  /** A row has the grant of the account's claim before the present one. */
  static final long BEFORE = -2;

  record Body(Kind kind, byte[] bytes, Map<Integer, String> names, Map<Integer, Long> grants) {
    Body(Kind kind, byte[] bytes, Map<Integer, String> names) {
      this(kind, bytes, names, Map.of());
    }

    int rows() {
      return bytes.length / 128;
    }
  }

  static final long START = 1_800_000_000_000_000_000L;

  final LedgerLimits limits;
  final MemoryLog log = new MemoryLog();
  final NaiveLedger naive;
  final ApplyOutput out = new ApplyOutput();
  Ledger ledger;
  long clock = START;

  Harness(LedgerLimits limits) {
    this.limits = limits;
    naive = new NaiveLedger(limits);
    ledger = new Ledger(limits, log);
  }

  /** Applies a batch to both and compares; gives the result numbers. */
  List<NaiveLedger.Answer> batch(List<Body> bodies) {
    int events = bodies.stream().mapToInt(Body::rows).sum();
    long timestamp =
        Math.max(clock, ledger.reads().lastTimestamp() + events + LedgerLimits.EVENTS_MAX);
    clock = timestamp;
    ledger.beginBatch(timestamp, events, ledger.reads().nextNumber(), out);
    naive.beginBatch(timestamp, events);
    List<NaiveLedger.Answer> expected = new ArrayList<>();
    for (Body body : bodies) {
      expected.addAll(apply(body));
    }
    ledger.endBatch();
    List<NaiveLedger.Answer> answers = answers();
    for (int i = 0; i < events; i++) {
      assertThat(answers.get(i)).as("event %d of the batch", i).isEqualTo(expected.get(i));
    }
    assertThat(released()).isEqualTo(naive.released());
    log.seal(timestamp, out);
    return answers;
  }

  private List<NaiveLedger.Answer> apply(Body body) {
    return switch (body.kind()) {
      case LEDGERS -> {
        ledger.applyLedgers(body.bytes(), 0, body.rows());
        yield naive.ledgers(body.bytes(), 0, body.rows());
      }
      case ACCOUNTS -> {
        ledger.applyAccounts(body.bytes(), 0, body.rows(), MemoryLog.namesOf(body.names()));
        yield naive.accounts(body.bytes(), 0, body.rows());
      }
      case TRANSFERS -> {
        long[] grants = grants(body);
        ledger.applyTransfers(body.bytes(), 0, body.rows(), true, row -> grants[row]);
        yield naive.transfers(body.bytes(), 0, body.rows(), grants);
      }
      case CLAIMS -> {
        ledger.applyClaims(body.bytes(), 0, body.rows(), Authority.NO_KEY);
        yield naive.claims(body.bytes(), 0, body.rows());
      }
    };
  }

  /** Grants by row, told by which claim of the debit account they are of. */
  private long[] grants(Body body) {
    long[] grants = new long[body.rows()];
    body.grants()
        .forEach(
            (row, grant) -> {
              int at = row * 128;
              BigInteger account =
                  number(
                      TransferRequest.debitAccountIdHigh(body.bytes(), at),
                      TransferRequest.debitAccountIdLow(body.bytes(), at));
              List<NaiveGuards.Claim> claims = naive.guards().claims(account);
              int back = grant == PRESENT ? 1 : 2;
              boolean named = grant == PRESENT || grant == BEFORE;
              long known =
                  claims.size() < back ? 77_777 : claims.get(claims.size() - back).incarnation();
              grants[row] = named ? known : grant;
            });
    return grants;
  }

  private void assertSameClaims(BigInteger account) {
    GuardView view = ledger.reads().guard(account.shiftRight(64).longValue(), account.longValue());
    List<NaiveGuards.Claim> claims = naive.guards().claims(account);
    if (claims.isEmpty()) {
      assertThat(view).isNull();
      return;
    }
    NaiveGuards.Claim last = claims.get(claims.size() - 1);
    assertThat(view.incarnation()).isEqualTo(last.incarnation());
    assertThat(number(view.claim().high(), view.claim().low())).isEqualTo(last.id());
    assertThat(view.policyVersion()).isEqualTo(last.version().longValueExact());
    assertThat(java.util.Arrays.toString(view.policyDigest())).isEqualTo(last.digest());
    assertThat(view.claimedAt()).isEqualTo(last.timestamp());
    assertThat(view.days().stream().map(d -> d.day() + ": " + d.amount() + " in " + d.count()))
        .containsExactlyElementsOf(naive.guards().days(account));
  }

  private List<NaiveLedger.Answer> answers() {
    List<NaiveLedger.Answer> answers = new ArrayList<>();
    for (int i = 0; i < out.eventCount(); i++) {
      answers.add(
          new NaiveLedger.Answer(
              out.results()[i],
              out.timestamps()[i],
              out.firstResults()[i],
              out.firstTimestamps()[i]));
    }
    return answers;
  }

  private List<BigInteger> released() {
    List<BigInteger> ids = new ArrayList<>();
    for (int i = 0; i < out.expiredCount(); i++) {
      int at = i * StoredRecord.BYTES;
      ids.add(
          number(
              TransferRequest.pendingIdHigh(out.records(), at),
              TransferRequest.pendingIdLow(out.records(), at)));
    }
    return ids;
  }

  /** Compares every balance, flag and total with the model, and the balance check with its sum. */
  void assertSameAsModel() {
    LedgerReads reads = ledger.reads();
    assertThat(reads.accountCount()).isEqualTo(naive.accounts().size());
    assertThat(reads.openPendings()).isEqualTo(naive.openPendings().size());
    for (BigInteger id : naive.openPendings()) {
      assertThat(reads.isOpen(id.shiftRight(64).longValue(), id.longValue())).isTrue();
    }
    int slot = 0;
    BigInteger check = BigInteger.ZERO;
    for (Map.Entry<BigInteger, NaiveAccount> e : naive.accounts().entrySet()) {
      AccountView view = reads.account(slot);
      assertThat(number(view.idHigh(), view.idLow())).isEqualTo(e.getKey());
      assertThat(balances(view))
          .as("balances of %s", e.getKey())
          .isEqualTo(e.getValue().balances());
      assertThat(view.flags()).isEqualTo(e.getValue().flags());
      assertSameClaims(e.getKey());
      check = check.add(checkOf(view));
      slot++;
    }
    BigInteger mod = BigInteger.ONE.shiftLeft(128);
    assertThat(number(reads.balanceCheckHigh(), reads.balanceCheckLow())).isEqualTo(check.mod(mod));
    for (LedgerView l : reads.ledgers()) {
      assertThat(
              List.of(l.debitsPending(), l.debitsPosted(), l.creditsPending(), l.creditsPosted()))
          .isEqualTo(naive.totals(Integer.toUnsignedLong(l.number())));
    }
  }

  /** The balance check's definition, word for word. */
  private static BigInteger checkOf(AccountView view) {
    BigInteger sum = key(view.slot(), 0);
    List<BigInteger> balances = balances(view);
    for (int f = 1; f <= 4; f++) {
      sum = sum.add(key(view.slot(), f).multiply(balances.get(f - 1)));
    }
    return sum;
  }

  private static BigInteger key(int slot, int field) {
    return number(0, io.tallystick.ledger.state.BalanceCheck.key(slot, field));
  }

  static List<BigInteger> balances(AccountView view) {
    return List.of(
        BigInteger.valueOf(view.debitsPending()),
        BigInteger.valueOf(view.debitsPosted()),
        BigInteger.valueOf(view.creditsPending()),
        BigInteger.valueOf(view.creditsPosted()));
  }

  /** Replays all sealed batches into a new ledger, whose memory must be the same. */
  Ledger assertReplayIsSame() {
    Ledger again = new Ledger(limits, new NoLookup());
    ApplyOutput output = new ApplyOutput();
    int entries = 0;
    byte[] entry = new byte[BalanceEntry.BYTES];
    for (MemoryLog.Sealed sealed : log.batches) {
      again.replay(
          sealed.timestamp(),
          sealed.firstNumber(),
          sealed.records(),
          0,
          sealed.count(),
          sealed.nameSource(),
          output);
      for (int i = 0; i < output.balanceEntryCount(); i++) {
        log.readBalanceEntry(entries++, entry, 0);
        int at = i * BalanceEntry.BYTES;
        assertThat(
                java.util.Arrays.equals(
                    entry,
                    0,
                    BalanceEntry.BYTES,
                    output.balanceEntries(),
                    at,
                    at + BalanceEntry.BYTES))
            .isTrue();
      }
    }
    assertThat(entries).isEqualTo(log.balanceEntries());
    States.assertSame(States.copy(again), States.copy(ledger));
    return again;
  }

  static BigInteger number(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }

  /** A replay asks for no id. */
  static final class NoLookup implements TransferLookup {
    @Override
    public long find(int kind, long idHigh, long idLow) {
      throw new AssertionError("a replay asked for an id");
    }

    @Override
    public void read(long number, byte[] into, int offset) {
      throw new AssertionError("a replay asked for a record");
    }
  }
}
