package io.tallystick.account;

import io.tallystick.account.policy.WindowUse;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.WallClock;
import io.tallystick.ring.query.HistoryFilter;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The engine of a node, as account actors see it. */
public final class RingAccountEngine implements AccountEngine {
  /** Debits that are read one by one at a claim; older ones count by their days' sums. */
  private static final int RECENT_MAX = 1_000;

  private final int node;
  private final Intake intake;
  private final Pipelines pipelines;
  private final Queries queries;

  /**
   * An engine.
   *
   * @param node number of this node
   * @param intake takes bodies on any node
   */
  public RingAccountEngine(int node, Intake intake, Pipelines pipelines, Queries queries) {
    this.node = node;
    this.intake = intake;
    this.pipelines = pipelines;
    this.queries = queries;
  }

  @Override
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    return intake.submit(body, deadlineNanos);
  }

  @Override
  public CompletionStage<Optional<Boolean>> guarded(Id account) {
    return pipelines.read(
        () -> {
          LedgerReads ledger = pipelines.ledgerReads();
          int slot = ledger.accountSlot(account.high(), account.low());
          return slot == LedgerReads.ABSENT
              ? Optional.empty()
              : Optional.of((ledger.account(slot).flags() & AccountFlags.GUARDED) != 0);
        });
  }

  @Override
  public CompletionStage<Set<Id>> guardedOf(Collection<Id> accounts, Submitter submitter) {
    return pipelines.read(
        () -> {
          LedgerReads ledger = pipelines.ledgerReads();
          Set<Id> guarded = new LinkedHashSet<>();
          for (Id account : accounts) {
            int slot = ledger.accountSlot(account.high(), account.low());
            if (slot != LedgerReads.ABSENT && isGuarded(ledger.account(slot), submitter)) {
              guarded.add(account);
            }
          }
          return guarded;
        });
  }

  private static boolean isGuarded(AccountView account, Submitter submitter) {
    return (account.flags() & AccountFlags.GUARDED) != 0
        && (submitter.isOperator() || account.owner() == submitter.owner());
  }

  @Override
  public CompletionStage<Optional<GuardView>> guard(Id account) {
    return pipelines
        .appliedBarrier()
        .thenCompose(
            reached ->
                pipelines.read(
                    () ->
                        Optional.ofNullable(
                            pipelines.ledgerReads().guard(account.high(), account.low()))));
  }

  @Override
  public CompletionStage<Recent> recent(Id account, long fromTimestamp) {
    HistoryFilter debits =
        new HistoryFilter(fromTimestamp, Long.MAX_VALUE, true, false, null, RECENT_MAX);
    return queries
        .accountTransfers(account.high(), account.low(), debits)
        .handle(
            (found, problem) ->
                problem == null && found.isPresent()
                    ? recent(found.get(), fromTimestamp)
                    // Too much else happened on the account to look for its debits: sums remain.
                    : new Recent(List.of(), Long.MAX_VALUE));
  }

  private static Recent recent(Page<TransferRow> page, long fromTimestamp) {
    List<WindowUse.Debits> debits = new ArrayList<>();
    long oldest = Long.MAX_VALUE;
    for (TransferRow row : page.rows()) {
      byte[] record = row.record();
      oldest = StoredRecord.timestamp(record, 0);
      boolean granted =
          StoredRecord.type(record, 0) == RecordType.TRANSFER_CREATED
              && StoredRecord.incarnation(record, 0) != 0;
      if (granted) {
        debits.add(new WindowUse.Debits(oldest, StoredRecord.actualAmount(record, 0), 1));
      }
    }
    return new Recent(debits, page.cursor() == null ? fromTimestamp : oldest);
  }

  @Override
  public int node() {
    return node;
  }

  @Override
  public long appliedTimestamp() {
    return pipelines.gauge().lastTimestamp();
  }

  @Override
  public long now() {
    return WallClock.nowNanos();
  }

  @Override
  public Optional<MemberDirectory.Holder> key(Id keyId) {
    return pipelines.members().key(keyId);
  }
}
