package io.tallystick.ring;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.Sealer;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.participant.MemberDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The two pipelines of a node without rings and threads: the handlers of {@link Pipelines}, each
 * called when the owner takes its step. One thread owns it all; simulations choose the order. An
 * exception out of a step, or {@link #failed}, means that the node has to stop.
 */
public final class SteppedPipelines {
  private final SteppedParts parts;
  private final FatalFailure failures = new FatalFailure();
  private final Admission admission = new Admission();
  private final Deque<IngressSlot> waiting = new ArrayDeque<>();
  private final Flight flight;
  private final UnitClock unit;
  private final CheckpointKeeper checkpoints;
  private final ReadQueue reads;
  private final Milestone appliedIndex;
  private final Milestone sealedIndex;
  private final ApplyStage apply;
  private final SealStage seal;
  private final Batcher batcher;
  private final CommittedEntries entries;
  private long applied;
  private long sealed;
  private boolean tickDue;
  private boolean leads;

  /** Builds both pipelines; they lead when the order says so. */
  public SteppedPipelines(SteppedParts parts) {
    this.parts = parts;
    SteppedSettings settings = parts.settings();
    flight = new Flight(settings.proposalsInFlightMax());
    unit = new UnitClock(settings.unitBytes(), settings.unitAgeMaxMs());
    reads = new ReadQueue(1, 1);
    appliedIndex = new Milestone(parts.logIndex());
    sealedIndex = new Milestone(parts.logIndex());
    checkpoints =
        new CheckpointKeeper(
            parts.checkpoints(),
            settings.checkpointLogBytes(),
            settings.checkpointPagesPerSlice(),
            parts.background(),
            new LogCutter(parts.ordering(), parts.logIndex())::checkpointDurable,
            failures);
    apply =
        new ApplyStage(
            parts.ledger(),
            parts.chain().head().height(),
            parts.unitOpen(),
            parts.past().ids(),
            parts.past().records(),
            flight,
            reads,
            checkpoints,
            appliedIndex,
            ledgers -> {},
            new MemberDirectory(),
            () -> {});
    seal =
        new SealStage(
            new Sealer(
                parts.chain(), new SegmentSubtrees(parts.store().extra(SegmentFamilies.ROOTS))),
            parts.store(),
            0,
            sealedIndex,
            (header, headerBytes, hash) -> parts.watcher().sealed(header, hash));
    batcher =
        new Batcher(
            parts.ordering(),
            flight,
            new StampClock(parts.wallNanos(), parts.nanoTime(), settings.clockJumpMaxMs()),
            unit,
            parts.nanoTime(),
            () -> apply.gauge().nextExpiry());
    entries = parts.ordering().committed(parts.logIndex());
    admission.set(
        Admission.Watcher.LEADERSHIP,
        TallystickException.retry(
            ErrorKind.UNAVAILABLE, "starting", "the node is starting", 1_000));
    parts
        .ordering()
        .listen(
            new Leadership(
                new Leadership.Parts(
                    appliedIndex,
                    sealedIndex,
                    apply,
                    unit,
                    batcher,
                    flight,
                    admission,
                    new DutySwitch()),
                parts.store()::lastHeight,
                parts.nanoTime(),
                new TakingOver()));
  }

  private final class TakingOver implements Leadership.Result {
    @Override
    public void leads() {
      leads = true;
    }

    @Override
    public void refused(TallystickException damage) {
      failures.report(damage);
    }
  }

  /** As {@link Intake#submit}. */
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    CompletableFuture<Outcome> reply = new CompletableFuture<>();
    TallystickException refusal = admission.refusal();
    if (refusal == null && waiting.size() >= parts.settings().bodiesWaitingMax()) {
      refusal =
          TallystickException.retry(
              ErrorKind.TOO_MANY, "queue_full", "too many bodies wait to be batched", 1_000);
    }
    if (refusal != null) {
      reply.completeExceptionally(refusal);
      return reply;
    }
    IngressSlot slot = new IngressSlot();
    slot.set(body, reply, deadlineNanos);
    waiting.add(slot);
    return reply;
  }

  /** Looks whether an empty batch is due. */
  public void tick() {
    long expiry = apply.gauge().nextExpiry();
    tickDue = unit.isOpen() || (expiry != 0 && expiry <= parts.wallNanos().getAsLong());
  }

  /** Whether {@link #batch} has something to do and would not wait. */
  public boolean canBatch() {
    return (tickDue || !waiting.isEmpty()) && flight.hasRoom();
  }

  /** The batcher takes what waits, up to the bound, and proposes it. */
  public void batch() {
    Checks.that(canBatch(), "the batcher has something to do");
    int bodies = Math.min(waiting.size(), parts.settings().bodiesPerBatchMax());
    try {
      if (tickDue) {
        tickDue = false;
        batcher.onEvent(new IngressSlot(), 0, bodies == 0);
      }
      for (int left = bodies; left > 0; left--) {
        batcher.onEvent(waiting.poll(), 0, left == 1);
      }
    } catch (InterruptedException e) {
      throw TallystickException.of(ErrorKind.INTERNAL, "interrupted", "a step never waits", e);
    }
  }

  /** Whether a settled entry waits and has a slot, or a checkpoint's pages wait to be copied. */
  public boolean canApply() {
    return (entries.hasNext() && applied - sealed < parts.slots().count())
        || checkpoints.isCopying();
  }

  /** Takes the next settled entry through the apply stage, or copies a slice of a checkpoint. */
  public void apply() {
    boolean next = entries.hasNext() && applied - sealed < parts.slots().count();
    CommitSlot slot = parts.slots().slot(applied);
    if (!next) {
      checkpoints.copySlice();
      return;
    }
    try {
      slot.set(entries.take(0));
    } catch (InterruptedException e) {
      throw TallystickException.of(ErrorKind.INTERNAL, "interrupted", "a step never waits", e);
    }
    apply.onEvent(slot, applied, true);
    applied++;
    parts.watcher().applied(slot.entry, slot.height, slot.output);
  }

  /** Whether something applied waits to be sealed. */
  public boolean canSeal() {
    return sealed < applied;
  }

  /** Seals the oldest applied entry. */
  public void seal() {
    seal.onEvent(parts.slots().slot(sealed), sealed, true);
    sealed++;
  }

  /** Whether it has led with everything applied. */
  public boolean hasLed() {
    return leads;
  }

  /** Completes when everything up to that log index is applied. */
  public CompletionStage<Long> applied(long index) {
    return appliedIndex.reached(index);
  }

  /** Log index up to which everything is applied. */
  public long appliedIndex() {
    return appliedIndex.index();
  }

  public LedgerGauge gauge() {
    return apply.gauge();
  }

  /** Completes exceptionally when something failed behind a step: the node must stop. */
  public CompletionStage<Void> failed() {
    return failures.failed();
  }
}
