package io.tallystick.ring.query;

import io.tallystick.batch.merkle.InclusionProof;
import io.tallystick.batch.merkle.MerkleProver;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.LedgerView;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.segment.NumberRange;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.SegmentFamilies;
import io.tallystick.ring.SegmentSubtrees;
import io.tallystick.ring.SettledIds;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.BalanceRow;
import io.tallystick.ring.query.Views.BatchRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.ProofRow;
import io.tallystick.ring.query.Views.StatusRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Answers queries from the ledger (on its apply thread) and from the local files (on a few read
 * threads), behind a read barrier.
 */
public final class EngineQueries implements Queries, AutoCloseable {
  private final Pipelines pipelines;
  private final LedgerReads ledger;
  private final IdIndex index;
  private final SealedBatchStore store;
  private final BatchReader batches;
  private final SettledRecords records;
  private final HistoryPages history;
  private final TransferPages transferPages;
  private final AccountPages accountPages;
  private final Supplier<StatusRow> status;
  private final Supplier<Optional<String>> notReady;
  private final ReadThreads threads;
  private final boolean behindBarrier;
  private final EngineQueries unguarded;

  public EngineQueries(
      Pipelines pipelines,
      LedgerReads ledger,
      IdIndex index,
      SealedBatchStore store,
      TransferColumns columns,
      Supplier<StatusRow> status,
      Supplier<Optional<String>> notReady) {
    this.pipelines = pipelines;
    this.ledger = ledger;
    this.index = index;
    this.store = store;
    this.batches = new BatchReader(store);
    this.records = new SettledRecords(store.records());
    this.history = new HistoryPages(records, store.extra(SegmentFamilies.BALANCE_ENTRIES));
    this.transferPages = new TransferPages(columns, records, store::recordCount);
    this.accountPages = new AccountPages(pipelines, ledger);
    this.status = status;
    this.notReady = notReady;
    this.threads = new ReadThreads();
    this.behindBarrier = true;
    this.unguarded = new EngineQueries(this);
  }

  /** The same without barriers, for a request that waited for its own. */
  private EngineQueries(EngineQueries guarded) {
    this.pipelines = guarded.pipelines;
    this.ledger = guarded.ledger;
    this.index = guarded.index;
    this.store = guarded.store;
    this.batches = guarded.batches;
    this.records = guarded.records;
    this.history = guarded.history;
    this.transferPages = guarded.transferPages;
    this.accountPages = guarded.accountPages;
    this.status = guarded.status;
    this.notReady = guarded.notReady;
    this.threads = guarded.threads;
    this.behindBarrier = false;
    this.unguarded = this;
  }

  @Override
  public CompletionStage<ReadPoint> at(Consistency consistency) {
    return consistency == Consistency.LOCAL
        ? CompletableFuture.completedFuture(here())
        : pipelines.appliedBarrier().thenApply(index -> here());
  }

  /** Sealed first: it must not be ahead of what is said to be applied. */
  private ReadPoint here() {
    long sealed = store.lastHeight();
    return new ReadPoint(pipelines.gauge().height(), sealed, unguarded);
  }

  @Override
  public CompletionStage<List<LedgerRow>> ledgers() {
    return onApplyThread(() -> ledger.ledgers().stream().map(EngineQueries::row).toList());
  }

  @Override
  public CompletionStage<Optional<LedgerRow>> ledgerByCode(String code) {
    Optional<LedgerRow> known = knownLedger(code);
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : applied().thenApply(index -> knownLedger(code));
  }

  @Override
  public Optional<LedgerRow> knownLedger(String code) {
    return Optional.ofNullable(pipelines.directory().byCode(code)).map(EngineQueries::row);
  }

  @Override
  public Optional<LedgerRow> knownLedger(int number) {
    return Optional.ofNullable(pipelines.directory().byNumber(number)).map(EngineQueries::row);
  }

  private static LedgerRow row(LedgerView view) {
    return new LedgerRow(
        view.number(),
        view.code(),
        view.scale(),
        view.timestamp(),
        view.accounts(),
        view.debitsPending().toString(),
        view.debitsPosted().toString(),
        view.creditsPending().toString(),
        view.creditsPosted().toString());
  }

  @Override
  public CompletionStage<Optional<MemberRow>> participant(String code) {
    return onApplyThread(() -> MemberPages.participant(ledger.members(), code));
  }

  @Override
  public CompletionStage<Page<ParticipantView>> participants(String cursor, int limit) {
    int after = MemberPages.after(cursor);
    return onApplyThread(() -> MemberPages.participants(ledger.members(), after, limit));
  }

  @Override
  public String scope(int owner) {
    return pipelines.members().scope(owner);
  }

  @Override
  public String participantCode(int number) {
    return pipelines.members().code(number);
  }

  @Override
  public CompletionStage<Optional<AccountRow>> account(long idHigh, long idLow) {
    return onApplyThread(() -> Optional.ofNullable(accountPages.row(idHigh, idLow)));
  }

  @Override
  public CompletionStage<Page<AccountRow>> accounts(AccountFilter filter) {
    return applied().thenCompose(ignored -> accountPages.page(filter));
  }

  @Override
  public CompletionStage<Optional<AccountRow>> accountAt(long idHigh, long idLow, long timestamp) {
    return ofAccount(
        idHigh,
        idLow,
        known -> {
          AccountRow now = known.row();
          if (now.timestamp() > timestamp) {
            return null;
          }
          long[] then = history.balancesAt(known.view(), timestamp);
          return AccountPages.withBalances(now, then);
        });
  }

  @Override
  public CompletionStage<Optional<Page<TransferRow>>> accountTransfers(
      long idHigh, long idLow, HistoryFilter filter) {
    CompletionStage<Optional<HistoryWalk.Found>> found =
        ofAccount(idHigh, idLow, known -> history.transfers(known.view(), filter));
    return found.thenCompose(
        page ->
            page.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : named(page.get().steps())
                    .thenApply(
                        rows -> Optional.of(new Page<>(rows, HistoryPages.cursor(page.get())))));
  }

  @Override
  public CompletionStage<Optional<Page<BalanceRow>>> accountBalances(
      long idHigh, long idLow, HistoryFilter filter) {
    return ofAccount(idHigh, idLow, known -> history.balances(known.view(), filter));
  }

  @Override
  public CompletionStage<Optional<TransferRow>> transfer(long idHigh, long idLow) {
    return onReadThread(() -> find(idHigh, idLow))
        .thenCompose(
            number ->
                number == StoredRecord.NONE
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : named(List.of(new HistoryWalk.Step(number, records.effective(number))))
                        .thenApply(rows -> Optional.of(rows.get(0))));
  }

  @Override
  public CompletionStage<Page<TransferRow>> transfers(TransferFilter filter) {
    return onReadThread(() -> transferPages.find(filter))
        .thenCompose(
            found ->
                named(found.steps())
                    .thenApply(rows -> new Page<>(rows, TransferPages.cursor(found))));
  }

  @Override
  public CompletionStage<Optional<ProofRow>> proof(long idHigh, long idLow) {
    return onReadThread(
        () -> {
          long number = find(idHigh, idLow);
          return number == StoredRecord.NONE ? Optional.empty() : Optional.of(prove(number));
        });
  }

  private ProofRow prove(long number) {
    BatchRow newest = batches.at(store.lastHeight()).orElseThrow();
    long treeSize = newest.firstNumber() + newest.count();
    MerkleProver prover =
        new MerkleProver(
            new SegmentSubtrees(store.extra(SegmentFamilies.ROOTS)),
            (first, count, into, offset) -> store.records().read(first, count, into, offset));
    InclusionProof proof = prover.inclusion(number, treeSize);
    return new ProofRow(
        records.raw(number),
        number,
        treeSize,
        proof.path().stream().map(hash -> hash.toBytes()).toList(),
        newest);
  }

  @Override
  public CompletionStage<List<BatchRow>> batches(long afterHeight, int limit) {
    return local(() -> batches.after(afterHeight, limit));
  }

  @Override
  public CompletionStage<Optional<BatchRow>> batch(long height) {
    return local(() -> batches.at(height));
  }

  @Override
  public CompletionStage<List<TransferRow>> batchRecords(long height, int limit) {
    return local(
            () -> {
              NumberRange range = batches.numbersOf(height);
              return range == null
                  ? List.<HistoryWalk.Step>of()
                  : LongStream.range(range.first(), range.first() + Math.min(range.count(), limit))
                      .mapToObj(number -> new HistoryWalk.Step(number, records.effective(number)))
                      .toList();
            })
        .thenCompose(this::named);
  }

  @Override
  public AutoCloseable subscribe(Consumer<BatchRow> consumer) {
    return pipelines.subscribers().add(consumer);
  }

  @Override
  public StatusRow status() {
    return status.get();
  }

  @Override
  public Optional<String> notReadyBecause() {
    return notReady.get();
  }

  /**
   * The number of a transfer's record (created, or refused with a burnt id), or NONE. Read threads.
   */
  private long find(long idHigh, long idLow) {
    byte[] record = new byte[StoredRecord.BYTES];
    return index.find(
        TransferLookup.TRANSFER,
        idHigh,
        idLow,
        store.recordCount(),
        (kind, number, high, low) -> {
          store.records().read(number, record, 0);
          return SettledIds.holds(record, 0, kind, high, low);
        });
  }

  /** An account as read on the apply thread. */
  private record Known(AccountView view, AccountRow row) {}

  /** What a read on a read thread makes of an account. */
  private interface OfAccount<T> {
    T read(Known known);
  }

  /**
   * Looks the account up behind the barrier, waits until all of its records are in the files, then
   * reads them.
   */
  private <T> CompletionStage<Optional<T>> ofAccount(long idHigh, long idLow, OfAccount<T> read) {
    CompletionStage<Known> known =
        onApplyThread(
            () -> {
              int slot = ledger.accountSlot(idHigh, idLow);
              return slot == LedgerReads.ABSENT
                  ? null
                  : new Known(ledger.account(slot), accountPages.row(slot));
            });
    return known.thenCompose(
        account ->
            account == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : pipelines
                    .sealedThroughApplied()
                    .thenCompose(ignored -> local(() -> Optional.ofNullable(read.read(account)))));
  }

  private <T> CompletionStage<T> onApplyThread(Supplier<T> read) {
    return applied().thenCompose(ignored -> pipelines.read(read));
  }

  private <T> CompletionStage<T> onReadThread(Supplier<T> read) {
    CompletionStage<Long> sealed =
        behindBarrier ? pipelines.sealedBarrier() : pipelines.sealedThroughApplied();
    return sealed.thenCompose(ignored -> local(read));
  }

  private CompletionStage<Long> applied() {
    return behindBarrier ? pipelines.appliedBarrier() : CompletableFuture.completedFuture(0L);
  }

  private <T> CompletionStage<T> local(Supplier<T> read) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              reply.complete(read.get());
            } catch (RuntimeException problem) {
              reply.completeExceptionally(problem);
            }
          });
    } catch (RuntimeException full) {
      reply.completeExceptionally(full);
    }
    return reply;
  }

  /** Adds heights and account names, which the ledger knows. */
  private CompletionStage<List<TransferRow>> named(List<HistoryWalk.Step> steps) {
    return pipelines.read(() -> steps.stream().map(step -> named(step)).toList());
  }

  private TransferRow named(HistoryWalk.Step step) {
    return accountPages.named(step.record(), step.number(), store.heightOfNumber(step.number()));
  }

  @Override
  public void close() {
    threads.close();
  }
}
