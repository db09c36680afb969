package io.tallystick.ordering;

import io.tallystick.ordering.log.LoadingLogView;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One replica without threads of its own: a single thread owns it and calls every step when it
 * likes. What a step does is what the ordering actor does with the same command; simulations choose
 * the order of steps. An exception out of a step means that the node has to stop.
 */
public final class SteppedReplica implements Ordering {
  private final OrderingSettings settings;
  private final OrderingState state;
  private final LogStore store;
  private final ReplicaDriver driver;

  /**
   * A replica over an open log.
   *
   * @param transport only sends; what arrives is given to {@link #received}
   * @param loader fetches entries from the files, at some later step
   * @param writer makes the store durable; who runs it reports that to {@link #durable}
   * @param random draws times, such as those of elections
   */
  public SteppedReplica(
      OrderingSettings settings,
      LogStore store,
      RaftTransport transport,
      Executor loader,
      LogWriter writer,
      SplittableRandom random) {
    settings.check(transport);
    this.settings = settings;
    this.store = store;
    this.state = new OrderingState(settings.initialMembers());
    state.store = store;
    this.driver =
        new ReplicaDriver(settings, state, store, transport, loader, new Events(), writer, random);
  }

  private final class Events implements ReplicaEvents {
    @Override
    public void durable(long sequence) {
      SteppedReplica.this.durable(sequence);
    }

    @Override
    public void loaded(LoadingLogView.Chunk chunk) {
      driver.loaded(chunk);
    }

    @Override
    public void failed(Throwable cause) {
      state.fail(cause);
    }
  }

  /** Begins to run. */
  public void start(long nowNanos) {
    driver.start(nowNanos);
    state.ready.complete(null);
  }

  /** Time passes; to be called at least twice a heartbeat, with a monotonic clock. */
  public void tick(long nowNanos) {
    driver.tick(nowNanos);
  }

  /** A message of another replica has arrived. */
  public void received(RaftMessage message) {
    driver.received(message);
  }

  /** Everything up to this sequence of the store is durable. */
  public void durable(long sequence) {
    driver.durable(sequence);
  }

  /** The log. */
  public LogStore store() {
    return store;
  }

  @Override
  public CompletionStage<Void> ready() {
    return state.ready.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Proposed> propose(byte[] payload, int offset, int length) {
    if (length > settings.entryBytesMax()) {
      return CompletableFuture.failedFuture(
          OrderingErrors.tooLarge(length, settings.entryBytesMax()));
    }
    CompletableFuture<Proposed> answer = new CompletableFuture<>();
    state.bytesInFlight.addAndGet(length);
    driver.propose(new OrderingCommand.Propose(payload, offset, length, answer));
    return answer;
  }

  @Override
  public long bytesInFlight() {
    return state.bytesInFlight.get();
  }

  /** As {@link Ordering#committed}, for an owner that knows where the log begins and ends. */
  @Override
  public CommittedEntries committed(long afterIndex) {
    if (!state.consumerOpen.compareAndSet(false, true)) {
      throw OrderingErrors.consumerOpen();
    }
    return new CommittedStream(state, store.reader(), afterIndex);
  }

  @Override
  public CompletionStage<Long> readBarrier() {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    driver.readBarrier(answer);
    return answer;
  }

  @Override
  public void listen(LeadershipListener listener) {
    driver.listen(listener);
  }

  @Override
  public Membership membership() {
    return state.membership;
  }

  @Override
  public CompletionStage<Long> change(MembershipChange change) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    driver.change(new OrderingCommand.Change(change, answer));
    return answer;
  }

  @Override
  public CompletionStage<Void> transferLeadership(ReplicaId target) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    driver.transfer(new OrderingCommand.Transfer(target, answer));
    return answer;
  }

  @Override
  public void onBehind(BehindListener listener) {
    driver.listenBehind(listener);
  }

  @Override
  public CompletionStage<LogStart> logStart(long index) {
    CompletableFuture<LogStart> answer = new CompletableFuture<>();
    driver.logStart(new OrderingCommand.AskLogStart(index, answer));
    return answer;
  }

  @Override
  public CompletionStage<Void> installed(LogStart start) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    driver.installed(new OrderingCommand.Installed(start, answer));
    return answer;
  }

  @Override
  public OrderingStatus status() {
    return state.status;
  }

  @Override
  public void cutBefore(long index) {
    driver.cutBefore(index);
  }

  @Override
  public CompletionStage<Void> failure() {
    return state.failure.minimalCompletionStage();
  }

  /** Closes the files; what waits is lost, as in a crash. */
  @Override
  public void close() {
    state.stopped = true;
    store.close();
  }
}
