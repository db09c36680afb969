package io.tallystick.ring;

import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchLimits;
import io.tallystick.batch.Sealer;
import io.tallystick.config.NodeSettings;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.ring.query.BatchSubscribers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The two pipelines of a node and what drives them: bodies to proposals, settled entries to the
 * ledger and into sealed batches.
 */
public final class Pipelines implements AutoCloseable {
  /**
   * How often due empty batches and checkpoints are looked after; a fraction of a journal unit's
   * age.
   */
  private static final long TICK_MS = 20;

  private static final long STOP_WAIT_MS = 5_000;

  private final PipelineParts parts;
  private final FatalFailure failures = new FatalFailure();
  private final BatchSubscribers subscribers = new BatchSubscribers();
  private final LedgerDirectory directory = new LedgerDirectory();
  private final MemberDirectory members = new MemberDirectory();
  private final Milestone appliedIndex;
  private final Milestone sealedIndex;
  private final ReadQueue reads;
  private final Flight flight;
  private final UnitClock unit;
  private final CommitRing commitRing;
  private final CheckpointKeeper checkpoints;
  private final ApplyStage apply;
  private final Batcher batcher;
  private final IngressRing ingress;
  private final CommitFeeder feeder;
  private final Thread feederThread;
  private final ScheduledExecutorService background;
  private final CompletableFuture<Void> leading = new CompletableFuture<>();
  private final DutySwitch duties = new DutySwitch();
  private volatile Runnable unitClosed = () -> {};

  /**
   * Builds and starts both pipelines; bodies are taken once this node leads and has applied what
   * was settled.
   */
  public Pipelines(PipelineParts parts) {
    this.parts = parts;
    NodeSettings settings = parts.settings();
    checkLimits(settings);
    ThreadFactory threads = new RingThreads();
    background = Executors.newScheduledThreadPool(1, named("background"));
    appliedIndex = new Milestone(parts.logIndex());
    sealedIndex = new Milestone(parts.logIndex());
    reads = new ReadQueue(settings.commit().readsWaitingMax(), settings.commit().readsPerSlice());
    flight = new Flight(settings.ingress().proposalsInFlightMax());
    unit = new UnitClock(settings.journal().unitBytes(), settings.journal().unitAgeMaxMs());
    checkpoints =
        new CheckpointKeeper(
            parts.checkpoints(),
            settings.store().checkpointLogBytes(),
            settings.store().checkpointPagesPerSlice(),
            background,
            new LogCutter(parts.ordering(), parts.logIndex())::checkpointDurable,
            failures);
    commitRing = new CommitRing(settings.commit().slots(), wait(settings), threads, failures);
    apply =
        new ApplyStage(
            parts.ledger(),
            parts.chain().head().height(),
            parts.unitOpen(),
            parts.ids().ids(),
            parts.ids().records(),
            flight,
            reads,
            checkpoints,
            appliedIndex,
            directory::replace,
            members,
            commitRing::poke);
    SealStage seal =
        new SealStage(
            new Sealer(
                parts.chain(), new SegmentSubtrees(parts.store().extra(SegmentFamilies.ROOTS))),
            parts.store(),
            parts.termBase(),
            sealedIndex,
            (header, headerBytes, hash) -> {
              subscribers.sealed(headerBytes, hash);
              if (header.closesJournalUnit()) {
                unitClosed.run();
              }
            });
    reads.wakeWith(commitRing::poke);
    commitRing.start(apply, seal);
    batcher =
        new Batcher(
            parts.ordering(),
            flight,
            new StampClock(WallClock::nowNanos, System::nanoTime, settings.clock().jumpMaxMs()),
            unit,
            System::nanoTime,
            () -> apply.gauge().nextExpiry());
    ingress =
        new IngressRing(
            settings.ingress().slots(),
            settings.ingress().queuedBytesMax(),
            parts.admission(),
            wait(settings),
            threads,
            batcher,
            failures);
    feeder = new CommitFeeder(parts.ordering().committed(parts.logIndex()), commitRing, failures);
    feederThread = named("commit-feeder").newThread(feeder);
    feederThread.start();
    failures.failed().exceptionally(this::stopTaking);
    parts.ordering().failure().whenComplete((ignored, problem) -> reportIfAny(problem));
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
                    parts.admission(),
                    duties),
                parts.store()::lastHeight,
                System::nanoTime,
                new TakingOver()));
    background.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private static void checkLimits(NodeSettings settings) {
    long proposed = (long) settings.ingress().proposalsInFlightMax() * BatchLimits.ENTRY_BYTES_MAX;
    if (proposed > settings.ingress().proposedBytesMax()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_invalid",
          "ingress.proposals-in-flight-max times the largest entry is "
              + proposed
              + " bytes, above ingress.proposed-bytes-max = "
              + settings.ingress().proposedBytesMax());
    }
  }

  private static WaitStrategy wait(NodeSettings settings) {
    return settings.commit().spinning() ? new YieldingWaitStrategy() : new ParkingWaitStrategy();
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private void reportIfAny(Throwable problem) {
    if (problem != null) {
      failures.report(problem);
    }
  }

  private Void stopTaking(Throwable problem) {
    parts
        .admission()
        .set(
            Admission.Watcher.RECOVERY,
            TallystickException.retry(
                ErrorKind.UNAVAILABLE, "node_failed", "the node has failed and stops", 5_000));
    flight.failAll("the node failed", true);
    RuntimeException unavailable =
        TallystickException.retry(
            ErrorKind.UNAVAILABLE, "node_failed", "the node has failed and stops", 5_000);
    leading.completeExceptionally(problem);
    appliedIndex.fail(unavailable);
    sealedIndex.fail(unavailable);
    return null;
  }

  private void tick() {
    long expiry = apply.gauge().nextExpiry();
    if (unit.isOpen() || (expiry != 0 && expiry <= WallClock.nowNanos())) {
      ingress.tick();
    }
    if (checkpoints.isCopying()) {
      commitRing.poke();
    }
  }

  /** Tells whoever waits for this node to lead. */
  private final class TakingOver implements Leadership.Result {
    @Override
    public void leads() {
      leading.complete(null);
    }

    /** At a start whoever waits for it is told; nothing was begun that would have to be ended. */
    @Override
    public void refused(TallystickException damage) {
      if (!leading.completeExceptionally(damage)) {
        failures.report(damage);
      }
    }
  }

  /** Where bodies enter. */
  public IngressRing intake() {
    return ingress;
  }

  /** Completes exceptionally when a stage failed: the node must stop. */
  public CompletionStage<Void> failed() {
    return failures.failed();
  }

  /**
   * Completes when this node led for the first time with everything applied, or fails with the
   * first failure.
   */
  public CompletionStage<Void> leading() {
    return leading;
  }

  /** Sets who is told, on the sealing thread, that a journal unit was closed. */
  public void onUnitClosed(Runnable listener) {
    unitClosed = listener;
  }

  /** Gives the node a duty for while it leads. */
  public void whileLeading(Duty duty) {
    duties.give(duty);
  }

  public LedgerGauge gauge() {
    return apply.gauge();
  }

  /** What can be read of the ledger, inside {@link #read} only. */
  public LedgerReads ledgerReads() {
    return parts.ledger().reads();
  }

  public LedgerDirectory directory() {
    return directory;
  }

  /** Participants and keys as last applied here. */
  public MemberDirectory members() {
    return members;
  }

  public BatchSubscribers subscribers() {
    return subscribers;
  }

  /** Runs a short read on the apply thread, between two batches. */
  public <T> CompletionStage<T> read(Supplier<T> read) {
    return reads.submit(read);
  }

  /** Completes when everything settled before the call is applied (linearizable). */
  public CompletionStage<Long> appliedBarrier() {
    return parts.ordering().readBarrier().thenCompose(appliedIndex::reached);
  }

  /** Completes when everything settled before the call is in the local files. */
  public CompletionStage<Long> sealedBarrier() {
    return parts.ordering().readBarrier().thenCompose(sealedIndex::reached);
  }

  /** Completes when everything that is applied now is in the local files. */
  public CompletionStage<Long> sealedThroughApplied() {
    return sealedIndex.reached(appliedIndex.index());
  }

  /** Lets what is under way finish, bounded, then stops both pipelines. */
  @Override
  public void close() {
    parts
        .admission()
        .set(
            Admission.Watcher.RECOVERY,
            TallystickException.retry(
                ErrorKind.UNAVAILABLE, "node_stopping", "the node is stopping", 1_000));
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_WAIT_MS);
    while ((!flight.isEmpty() || ingress.queuedBytes() > 0)
        && System.nanoTime() < until
        && !failures.isFailed()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    ingress.close();
    flight.failAll("the node stopped", true);
    feeder.stop();
    feederThread.interrupt();
    background.shutdownNow();
    commitRing.close();
  }
}
