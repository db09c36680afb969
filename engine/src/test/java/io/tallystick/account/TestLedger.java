package io.tallystick.account;

import io.tallystick.account.policy.WindowUse;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.SideKind;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Grants;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * A real ledger in memory, one batch a body, that several nodes' account actors work against. It
 * knows the guarded accounts 7 and 9 and the account 8 in euros, and the guarded account 10 and the
 * account 11 in dollars.
 */
public final class TestLedger implements TransferLookup {
  public static final Id VAULT = new Id(0, 7);
  public static final Id SHOP = new Id(0, 8);
  public static final Id RESERVE = new Id(0, 10);
  public static final Id DESK = new Id(0, 11);

  /** Id of the first of the accounts that are made besides. */
  public static final long FIRST_OF_MORE = 12;

  public static final long START = 1_800_000_000_000_000_000L;

  private static final int ACCOUNTS = 5;

  private final Ledger ledger = new Ledger(new LedgerLimits(100, 1_000, 4), this);
  private final ApplyOutput out = new ApplyOutput();
  private final List<byte[]> records = new ArrayList<>();
  private final Map<List<Long>, Long> ids = new HashMap<>();
  private final MemberDirectory members = new MemberDirectory();
  private long clock = START;

  public TestLedger() {
    this(0);
  }

  /** With so many guarded accounts of euros more, from {@link #FIRST_OF_MORE} on. */
  public TestLedger(int more) {
    byte[] euro = new byte[128];
    LedgerRequest.write(euro, 0, 978, "EUR", 2);
    apply(new Body(BodyKind.LEDGERS, 1, euro, List.of(), false));
    byte[] dollar = new byte[128];
    LedgerRequest.write(dollar, 0, 840, "USD", 2);
    apply(new Body(BodyKind.LEDGERS, 1, dollar, List.of(), false));
    int count = ACCOUNTS + more;
    byte[] accounts = new byte[count * 128];
    for (int i = 0; i < count; i++) {
      AccountRequest.id(accounts, i * 128, 0, 7 + i);
      AccountRequest.ledger(accounts, i * 128, i < 3 || i >= ACCOUNTS ? 978 : 840);
      AccountRequest.code(accounts, i * 128, 1);
      AccountRequest.flags(accounts, i * 128, i == 1 || i == 4 ? 0 : AccountFlags.GUARDED);
    }
    apply(new Body(BodyKind.ACCOUNTS, count, accounts, List.of(), false));
  }

  /** One transfer of a chain. */
  public record Leg(long id, Id debit, Id credit, long amount) {}

  /** Legs as one chain. */
  public static Body chain(Leg... legs) {
    byte[] rows = new byte[legs.length * 128];
    for (int i = 0; i < legs.length; i++) {
      int at = i * 128;
      TransferRequest.id(rows, at, 0, legs[i].id);
      TransferRequest.debitAccountId(rows, at, legs[i].debit.high(), legs[i].debit.low());
      TransferRequest.creditAccountId(rows, at, legs[i].credit.high(), legs[i].credit.low());
      TransferRequest.amount(rows, at, legs[i].amount);
      TransferRequest.ledger(rows, at, legs[i].debit.low() < 10 ? 978 : 840);
      TransferRequest.code(rows, at, 1);
      TransferRequest.flags(rows, at, i < legs.length - 1 ? TransferFlags.LINKED : 0);
    }
    return new Body(BodyKind.TRANSFERS, legs.length, rows, List.of(), false);
  }

  /** Euros from the vault to the shop against dollars from the reserve to the desk. */
  public static Body exchange(long id, long euros, long dollars) {
    return chain(new Leg(id, VAULT, SHOP, euros), new Leg(id + 1, RESERVE, DESK, dollars));
  }

  /** A single from the vault to the shop. */
  public static Body transfer(long id, long amount) {
    return transfer(VAULT, id, amount);
  }

  /** A single from an account to the shop. */
  public static Body transfer(Id from, long id, long amount) {
    byte[] row = new byte[128];
    TransferRequest.id(row, 0, 0, id);
    TransferRequest.debitAccountId(row, 0, from.high(), from.low());
    TransferRequest.creditAccountId(row, 0, SHOP.high(), SHOP.low());
    TransferRequest.amount(row, 0, amount);
    TransferRequest.ledger(row, 0, 978);
    TransferRequest.code(row, 0, 1);
    return new Body(BodyKind.TRANSFERS, 1, row, List.of(), false);
  }

  /** Lets time pass. */
  public synchronized void pass(long seconds) {
    clock += seconds * 1_000_000_000L;
  }

  public synchronized long now() {
    return clock;
  }

  /** Participants and keys, for all nodes. */
  public MemberDirectory members() {
    return members;
  }

  /** What was debited from the vault. */
  public synchronized long debited() {
    return debited(VAULT);
  }

  /** What was debited from an account. */
  public synchronized long debited(Id account) {
    int slot = ledger.reads().accountSlot(account.high(), account.low());
    return ledger.reads().account(slot).debitsPosted();
  }

  private synchronized Optional<Boolean> guarded(Id account) {
    int slot = ledger.reads().accountSlot(account.high(), account.low());
    return slot == LedgerReads.ABSENT
        ? Optional.empty()
        : Optional.of((ledger.reads().account(slot).flags() & AccountFlags.GUARDED) != 0);
  }

  /** Applies a body as a batch of its own. */
  public synchronized Outcome apply(Body body) {
    long stamp =
        Math.max(clock, ledger.reads().lastTimestamp() + body.rows() + LedgerLimits.EVENTS_MAX);
    clock = stamp;
    ledger.beginBatch(stamp, body.rows(), ledger.reads().nextNumber(), out);
    byte[] b = body.records();
    int key = body.submitter().key();
    switch (body.kind()) {
      case TRANSFERS -> ledger.applyTransfers(b, 0, body.rows(), false, grants(body), key);
      case ACCOUNTS -> ledger.applyAccounts(b, 0, body.rows(), Names.EMPTY, key);
      case LEDGERS -> ledger.applyLedgers(b, 0, body.rows(), key);
      case CLAIMS -> ledger.applyClaims(b, 0, body.rows(), key);
      default -> throw new IllegalArgumentException(body.kind().name());
    }
    ledger.endBatch();
    keep();
    return new Outcome(
        1,
        Arrays.copyOf(out.results(), body.rows()),
        Arrays.copyOf(out.timestamps(), body.rows()),
        null,
        null,
        null);
  }

  private static Grants grants(Body body) {
    return row ->
        body.values().stream()
            .filter(value -> value.row() == row && value.kind() == SideKind.GRANT)
            .mapToLong(value -> LittleEndian.getLong(value.bytes(), 0))
            .findFirst()
            .orElse(0);
  }

  private void keep() {
    for (int i = 0; i < out.recordCount(); i++) {
      int at = i * StoredRecord.BYTES;
      byte[] record = Arrays.copyOfRange(out.records(), at, at + StoredRecord.BYTES);
      int type = StoredRecord.type(record, 0);
      if (type == RecordType.TRANSFER_CREATED || type == RecordType.TRANSFER_REFUSED) {
        long high = TransferRequest.idHigh(record, 0);
        ids.put(
            List.of((long) TRANSFER, high, TransferRequest.idLow(record, 0)),
            (long) records.size());
      }
      records.add(record);
    }
  }

  @Override
  public long find(int kind, long idHigh, long idLow) {
    return ids.getOrDefault(List.of((long) kind, idHigh, idLow), NONE);
  }

  @Override
  public void read(long number, byte[] into, int offset) {
    System.arraycopy(records.get((int) number), 0, into, offset, StoredRecord.BYTES);
  }

  private synchronized Optional<GuardView> guard(Id account) {
    return Optional.ofNullable(ledger.reads().guard(account.high(), account.low()));
  }

  private synchronized AccountEngine.Recent recent(Id account, long from, int most) {
    List<WindowUse.Debits> found = new ArrayList<>();
    for (int i = records.size() - 1; i >= 0 && found.size() < most; i--) {
      byte[] r = records.get(i);
      boolean granted =
          StoredRecord.type(r, 0) == RecordType.TRANSFER_CREATED
              && StoredRecord.incarnation(r, 0) != 0
              && TransferRequest.debitAccountIdLow(r, 0) == account.low();
      if (granted && StoredRecord.timestamp(r, 0) >= from) {
        found.add(
            new WindowUse.Debits(StoredRecord.timestamp(r, 0), StoredRecord.actualAmount(r, 0), 1));
      }
    }
    boolean all = found.size() < most;
    return new AccountEngine.Recent(found, all ? from : found.get(found.size() - 1).timestamp());
  }

  private synchronized long applied() {
    return ledger.reads().lastTimestamp();
  }

  /** One node's way to the ledger. */
  public final class Node implements AccountEngine {
    private final int number;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private boolean paused;
    private boolean losesAnswers;
    private TallystickException refusal;

    public Node() {
      this(1);
    }

    public Node(int number) {
      this.number = number;
    }

    /** From now on what it submits stays on the way. */
    public synchronized void pause() {
      paused = true;
    }

    /** What is on the way arrives. */
    public void resume() {
      List<Runnable> all;
      synchronized (this) {
        paused = false;
        all = new ArrayList<>(held);
        held.clear();
      }
      all.forEach(Runnable::run);
    }

    /** Bodies on the way. */
    public synchronized int held() {
      return held.size();
    }

    /** From now on transfers are applied, and their answers lost. */
    public synchronized void loseAnswers(boolean lose) {
      losesAnswers = lose;
    }

    /** From now on nothing enters; null ends that. */
    public synchronized void refuse(TallystickException why) {
      refusal = why;
    }

    @Override
    public synchronized CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
      CompletableFuture<Outcome> done = new CompletableFuture<>();
      if (refusal != null) {
        done.completeExceptionally(refusal);
        return done;
      }
      boolean lost = losesAnswers && body.kind() == BodyKind.TRANSFERS;
      Runnable arrival =
          () -> {
            Outcome outcome = apply(body);
            if (lost) {
              done.completeExceptionally(
                  TallystickException.of(ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "lost"));
            } else {
              done.complete(outcome);
            }
          };
      if (paused) {
        held.add(arrival);
      } else {
        arrival.run();
      }
      return done;
    }

    @Override
    public CompletionStage<Optional<Boolean>> guarded(Id account) {
      return CompletableFuture.completedFuture(TestLedger.this.guarded(account));
    }

    @Override
    public CompletionStage<Set<Id>> guardedOf(Collection<Id> accounts, Submitter submitter) {
      return CompletableFuture.completedFuture(
          accounts.stream()
              .filter(account -> TestLedger.this.guarded(account).orElse(false))
              .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<Optional<GuardView>> guard(Id account) {
      return CompletableFuture.completedFuture(TestLedger.this.guard(account));
    }

    @Override
    public CompletionStage<Recent> recent(Id account, long fromTimestamp) {
      return CompletableFuture.completedFuture(TestLedger.this.recent(account, fromTimestamp, 5));
    }

    @Override
    public int node() {
      return number;
    }

    @Override
    public long appliedTimestamp() {
      return applied();
    }

    @Override
    public long now() {
      return TestLedger.this.now();
    }

    @Override
    public Optional<MemberDirectory.Holder> key(Id keyId) {
      return members.key(keyId);
    }
  }
}
