package io.tallystick.api;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.LedgerResult;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.AccountFilter;
import io.tallystick.ring.query.Consistency;
import io.tallystick.ring.query.HistoryFilter;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.ReadPoint;
import io.tallystick.ring.query.TransferFilter;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.BalanceRow;
import io.tallystick.ring.query.Views.BatchRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.ProofRow;
import io.tallystick.ring.query.Views.StatusRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands in for the engine behind the HTTP server: remembers what it is given and knows a few
 * rules, so that tests of the edge see every kind of answer. Each body is one batch.
 */
class FakeEngine implements Intake, Queries {
  static final long T0 = 1_790_000_000_000_000_000L;

  private final Map<String, LedgerRow> ledgers = new LinkedHashMap<>();
  private final Map<Id, AccountRow> accounts = new LinkedHashMap<>();
  private final Map<Id, TransferRow> transfers = new LinkedHashMap<>();
  private final List<BatchRow> batches = new ArrayList<>();
  private final Map<Long, List<TransferRow>> records = new LinkedHashMap<>();
  private final List<Consumer<BatchRow>> subscribers = new CopyOnWriteArrayList<>();
  private long number;

  /** Participants and keys. */
  final FakeMembers members = new FakeMembers();

  private long clock = T0;

  /** Bodies as they came in. */
  final List<Body> submitted = new CopyOnWriteArrayList<>();

  /** Whether {@link #submitted} is filled. */
  volatile boolean keepBodies = true;

  /** Replaces what {@link #submit} does, unless null. */
  volatile Function<Body, CompletionStage<Outcome>> intake;

  /** Why the engine is not ready, or null. */
  volatile String notReady;

  /** What every query fails with, or null. */
  volatile TallystickException queriesFail;

  /** Whether reads are never answered. */
  volatile boolean readsHang;

  /** Codes that only a look behind the read barrier finds. */
  volatile boolean ledgersHidden;

  volatile HistoryFilter lastHistory;
  volatile TransferFilter lastTransfers;
  volatile AccountFilter lastAccounts;
  volatile long lastAt;

  @Override
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    if (keepBodies) {
      submitted.add(body);
    }
    Function<Body, CompletionStage<Outcome>> own = intake;
    return own != null ? own.apply(body) : CompletableFuture.completedFuture(settle(body));
  }

  /** Applies a body as one batch. */
  synchronized Outcome settle(Body body) {
    int n = body.rows();
    Outcome outcome =
        new Outcome(
            batches.size() + 1L,
            new int[n],
            new long[n],
            new int[n],
            new long[n],
            body.balances() ? new long[n * 8] : null);
    List<TransferRow> rows = new ArrayList<>();
    long first = number;
    for (int row = 0; row < n; row++) {
      int at = row * Body.RECORD_BYTES;
      long timestamp = ++clock;
      outcome.timestamps()[row] = timestamp;
      int result =
          switch (body.kind()) {
            case LEDGERS -> ledger(body.records(), at, timestamp, rows);
            case ACCOUNTS ->
                account(
                    body.records(),
                    at,
                    body.submitter().owner(),
                    body.names().isEmpty() ? null : body.names().get(row),
                    timestamp,
                    rows);
            case TRANSFERS -> transfer(body.records(), at, outcome, row, rows);
            case PARTICIPANTS, KEYS, CLAIMS -> 0;
          };
      outcome.results()[row] = result;
      if (outcome.balances() != null) {
        fillBalances(outcome, row, body.records(), at);
      }
    }
    if (body.kind() == BodyKind.PARTICIPANTS || body.kind() == BodyKind.KEYS) {
      members(body, outcome, rows);
    }
    seal(first, rows);
    return outcome;
  }

  private void members(Body body, Outcome outcome, List<TransferRow> rows) {
    FakeMembers.Applied applied = members.apply(body, clock);
    System.arraycopy(applied.results(), 0, outcome.results(), 0, body.rows());
    for (byte[] stored : applied.records()) {
      rows.add(new TransferRow(stored, number++, batches.size() + 1L, null, null, -1, -1));
    }
  }

  private void fillBalances(Outcome outcome, int row, byte[] b, int at) {
    if (outcome.results()[row] != 0) {
      Arrays.fill(outcome.balances(), row * 8, row * 8 + 8, Outcome.NO_BALANCE);
      return;
    }
    AccountRow debit = accounts.get(debit(b, at));
    AccountRow credit = accounts.get(credit(b, at));
    long[] all = outcome.balances();
    int i = row * 8;
    all[i] = debit.debitsPending();
    all[i + 1] = debit.debitsPosted();
    all[i + 2] = debit.creditsPending();
    all[i + 3] = debit.creditsPosted();
    all[i + 4] = credit.debitsPending();
    all[i + 5] = credit.debitsPosted();
    all[i + 6] = credit.creditsPending();
    all[i + 7] = credit.creditsPosted();
  }

  private int ledger(byte[] b, int at, long timestamp, List<TransferRow> rows) {
    String code = LedgerRequest.code(b, at);
    LedgerRow existing = ledgers.get(code);
    if (existing != null) {
      return existing.scale() == LedgerRequest.scale(b, at)
          ? LedgerResult.EXISTS.number()
          : LedgerResult.EXISTS_WITH_DIFFERENT_SCALE.number();
    }
    if (LedgerRequest.ledger(b, at) == 0) {
      return LedgerResult.ID_MUST_NOT_BE_ZERO.number();
    }
    ledgers.put(
        code,
        new LedgerRow(
            LedgerRequest.ledger(b, at),
            code,
            LedgerRequest.scale(b, at),
            timestamp,
            0,
            "0",
            "0",
            "0",
            "0"));
    rows.add(record(b, at, RecordType.LEDGER_DECLARED, 0, 0, timestamp, null));
    return 0;
  }

  private int account(
      byte[] b, int at, int owner, String name, long timestamp, List<TransferRow> rows) {
    Id id = new Id(AccountRequest.idHigh(b, at), AccountRequest.idLow(b, at));
    AccountRow existing = accounts.get(id);
    if (existing != null) {
      return existing.code() == AccountRequest.code(b, at)
          ? AccountResult.EXISTS.number()
          : AccountResult.EXISTS_WITH_DIFFERENT_CODE.number();
    }
    if (id.equals(Id.ZERO)) {
      return AccountResult.ID_MUST_NOT_BE_ZERO.number();
    }
    accounts.put(
        id,
        new AccountRow(
            batches.size() + 1L,
            owner,
            id.high(),
            id.low(),
            name,
            AccountRequest.ledger(b, at),
            AccountRequest.code(b, at),
            AccountRequest.flags(b, at),
            AccountRequest.userData128High(b, at),
            AccountRequest.userData128Low(b, at),
            AccountRequest.userData64(b, at),
            AccountRequest.userData32(b, at),
            0,
            0,
            0,
            0,
            timestamp));
    rows.add(record(b, at, RecordType.ACCOUNT_CREATED, 0, 0, timestamp, name));
    return 0;
  }

  private int transfer(byte[] b, int at, Outcome outcome, int row, List<TransferRow> rows) {
    long timestamp = outcome.timestamps()[row];
    Id id = new Id(TransferRequest.idHigh(b, at), TransferRequest.idLow(b, at));
    if (id.equals(Id.ZERO)) {
      return TransferResult.ID_MUST_NOT_BE_ZERO.number();
    }
    TransferRow existing = transfers.get(id);
    if (existing != null) {
      long first = StoredRecord.timestamp(existing.record(), 0);
      outcome.timestamps()[row] = first;
      if (StoredRecord.type(existing.record(), 0) == RecordType.TRANSFER_REFUSED) {
        outcome.firstResults()[row] = StoredRecord.result(existing.record(), 0);
        outcome.firstTimestamps()[row] = first;
        return TransferResult.ID_ALREADY_FAILED.number();
      }
      return TransferRequest.amount(existing.record(), 0) == TransferRequest.amount(b, at)
          ? TransferResult.EXISTS.number()
          : TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT.number();
    }
    boolean resolves =
        (TransferRequest.flags(b, at)
                & (TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER))
            != 0;
    AccountRow debit = accounts.get(debit(b, at));
    AccountRow credit = accounts.get(credit(b, at));
    int result = 0;
    if (!resolves && debit == null) {
      result = TransferResult.DEBIT_ACCOUNT_NOT_FOUND.number();
    } else if (!resolves && credit == null) {
      result = TransferResult.CREDIT_ACCOUNT_NOT_FOUND.number();
    }
    long amount = TransferRequest.amount(b, at);
    TransferRow stored =
        record(
            b,
            at,
            result == 0 ? RecordType.TRANSFER_CREATED : RecordType.TRANSFER_REFUSED,
            result,
            result == 0 ? amount : 0,
            timestamp,
            debit == null ? null : debit.name());
    transfers.put(id, stored);
    rows.add(stored);
    if (result == 0 && !resolves) {
      accounts.put(debit(b, at), moved(debit, amount, 0));
      accounts.put(credit(b, at), moved(credit, 0, amount));
    }
    return result;
  }

  private static AccountRow moved(AccountRow a, long debits, long credits) {
    return new AccountRow(
        a.height(),
        a.owner(),
        a.idHigh(),
        a.idLow(),
        a.name(),
        a.ledger(),
        a.code(),
        a.flags(),
        a.userData128High(),
        a.userData128Low(),
        a.userData64(),
        a.userData32(),
        a.debitsPending(),
        a.debitsPosted() + debits,
        a.creditsPending(),
        a.creditsPosted() + credits,
        a.timestamp());
  }

  private static Id debit(byte[] b, int at) {
    return new Id(
        TransferRequest.debitAccountIdHigh(b, at), TransferRequest.debitAccountIdLow(b, at));
  }

  private static Id credit(byte[] b, int at) {
    return new Id(
        TransferRequest.creditAccountIdHigh(b, at), TransferRequest.creditAccountIdLow(b, at));
  }

  private TransferRow record(
      byte[] b, int at, int type, int result, long actual, long timestamp, String name) {
    byte[] stored = new byte[StoredRecord.BYTES];
    System.arraycopy(b, at, stored, 0, Body.RECORD_BYTES);
    TransferRequest.timestamp(stored, 0, timestamp);
    StoredRecord.tail(stored, 0, type, result, actual, -1, -1, 0, -1);
    AccountRow debited = type == RecordType.ACCOUNT_CREATED ? null : accounts.get(debit(b, at));
    AccountRow credited = type == RecordType.ACCOUNT_CREATED ? null : accounts.get(credit(b, at));
    return new TransferRow(
        stored,
        number++,
        batches.size() + 1L,
        name,
        null,
        debited == null ? TransferRow.NO_OWNER : debited.owner(),
        credited == null ? TransferRow.NO_OWNER : credited.owner());
  }

  private void seal(long first, List<TransferRow> rows) {
    BatchRow batch = batch(batches.size() + 1L, first, rows.size(), clock);
    batches.add(batch);
    records.put(batch.height(), rows);
    subscribers.forEach(subscriber -> subscriber.accept(batch));
  }

  private static BatchRow batch(long height, long first, int count, long timestamp) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) height);
    return new BatchRow(
        height, 1, 1, 1, first, count, timestamp, false, hash, hash, hash, hash, hash, hash);
  }

  /** Seals empty batches, as many as wanted. */
  synchronized void sealEmpty(int count) {
    for (int i = 0; i < count; i++) {
      seal(number, List.of());
    }
  }

  int subscriberCount() {
    return subscribers.size();
  }

  private <T> CompletionStage<T> now(T value) {
    TallystickException failure = queriesFail;
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    return CompletableFuture.completedFuture(value);
  }

  /** What the newest read asked for. */
  volatile Consistency lastConsistency;

  @Override
  public synchronized CompletionStage<ReadPoint> at(Consistency consistency) {
    lastConsistency = consistency;
    if (readsHang) {
      return new CompletableFuture<>();
    }
    return now(new ReadPoint(batches.size(), batches.size() - 1L, this));
  }

  @Override
  public synchronized CompletionStage<Optional<MemberRow>> participant(String code) {
    return now(
        members
            .reads()
            .participant(code)
            .map(found -> new MemberRow(found, members.reads().keysOf(found.number()))));
  }

  @Override
  public synchronized CompletionStage<Page<ParticipantView>> participants(
      String cursor, int limit) {
    List<ParticipantView> rows = new ArrayList<>();
    for (int i = 1; i <= Math.min(limit, members.reads().participantCount()); i++) {
      rows.add(members.reads().participant(i));
    }
    return now(new Page<>(rows, null));
  }

  @Override
  public String scope(int owner) {
    return members.directory.scope(owner);
  }

  @Override
  public String participantCode(int participant) {
    return members.directory.code(participant);
  }

  @Override
  public synchronized CompletionStage<List<LedgerRow>> ledgers() {
    return now(List.copyOf(ledgers.values()));
  }

  @Override
  public synchronized CompletionStage<Optional<LedgerRow>> ledgerByCode(String code) {
    return now(Optional.ofNullable(ledgers.get(code)));
  }

  @Override
  public synchronized Optional<LedgerRow> knownLedger(String code) {
    return ledgersHidden ? Optional.empty() : Optional.ofNullable(ledgers.get(code));
  }

  @Override
  public synchronized Optional<LedgerRow> knownLedger(int ledgerNumber) {
    return ledgers.values().stream().filter(row -> row.number() == ledgerNumber).findFirst();
  }

  @Override
  public synchronized CompletionStage<Optional<AccountRow>> account(long idHigh, long idLow) {
    return now(Optional.ofNullable(accounts.get(new Id(idHigh, idLow))));
  }

  @Override
  public CompletionStage<Optional<AccountRow>> accountAt(long idHigh, long idLow, long timestamp) {
    lastAt = timestamp;
    return account(idHigh, idLow);
  }

  @Override
  public synchronized CompletionStage<Page<AccountRow>> accounts(AccountFilter filter) {
    lastAccounts = filter;
    List<AccountRow> rows =
        accounts.values().stream()
            .filter(row -> filter.ledger() == null || filter.ledger() == row.ledger())
            .filter(row -> filter.code() == null || filter.code() == row.code())
            .toList();
    boolean more = rows.size() > filter.limit();
    return now(new Page<>(more ? rows.subList(0, filter.limit()) : rows, more ? "next" : null));
  }

  @Override
  public synchronized CompletionStage<Optional<Page<TransferRow>>> accountTransfers(
      long idHigh, long idLow, HistoryFilter filter) {
    lastHistory = filter;
    Id id = new Id(idHigh, idLow);
    if (!accounts.containsKey(id)) {
      return now(Optional.empty());
    }
    List<TransferRow> rows =
        transfers.values().stream()
            .filter(row -> debit(row.record(), 0).equals(id) || credit(row.record(), 0).equals(id))
            .toList();
    return now(Optional.of(new Page<>(rows, null)));
  }

  @Override
  public synchronized CompletionStage<Optional<Page<BalanceRow>>> accountBalances(
      long idHigh, long idLow, HistoryFilter filter) {
    lastHistory = filter;
    return now(
        Optional.ofNullable(accounts.get(new Id(idHigh, idLow)))
            .map(
                a ->
                    new Page<>(
                        List.of(
                            new BalanceRow(
                                0,
                                a.timestamp(),
                                a.debitsPending(),
                                a.debitsPosted(),
                                a.creditsPending(),
                                a.creditsPosted())),
                        null)));
  }

  @Override
  public synchronized CompletionStage<Optional<TransferRow>> transfer(long idHigh, long idLow) {
    return now(Optional.ofNullable(transfers.get(new Id(idHigh, idLow))));
  }

  @Override
  public synchronized CompletionStage<Page<TransferRow>> transfers(TransferFilter filter) {
    lastTransfers = filter;
    return now(new Page<>(List.copyOf(transfers.values()), null));
  }

  @Override
  public synchronized CompletionStage<Optional<ProofRow>> proof(long idHigh, long idLow) {
    return now(
        Optional.ofNullable(transfers.get(new Id(idHigh, idLow)))
            .map(
                row ->
                    new ProofRow(
                        row.record(),
                        row.number(),
                        row.number() + 1,
                        List.of(new byte[32]),
                        batches.get((int) row.height() - 1))));
  }

  @Override
  public synchronized CompletionStage<List<BatchRow>> batches(long afterHeight, int limit) {
    return now(batches.stream().filter(row -> row.height() > afterHeight).limit(limit).toList());
  }

  @Override
  public synchronized CompletionStage<Optional<BatchRow>> batch(long height) {
    return now(batches.stream().filter(row -> row.height() == height).findFirst());
  }

  @Override
  public synchronized CompletionStage<List<TransferRow>> batchRecords(long height, int limit) {
    return now(records.getOrDefault(height, List.of()).stream().limit(limit).toList());
  }

  @Override
  public AutoCloseable subscribe(Consumer<BatchRow> consumer) {
    subscribers.add(consumer);
    return () -> subscribers.remove(consumer);
  }

  @Override
  public synchronized StatusRow status() {
    long height = batches.size();
    return new StatusRow(
        "node-1",
        "leader",
        1,
        "main",
        1,
        height,
        height,
        height,
        "00",
        height,
        "none",
        0,
        0,
        number,
        accounts.size(),
        0,
        clock,
        0,
        1,
        0,
        "test");
  }

  @Override
  public Optional<String> notReadyBecause() {
    return Optional.ofNullable(notReady);
  }
}
