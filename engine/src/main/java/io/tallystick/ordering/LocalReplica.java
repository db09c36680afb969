package io.tallystick.ordering;

import akka.actor.typed.ActorRef;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replica of this node, seen by its other rooms. */
final class LocalReplica implements Ordering {
  private static final Logger LOG = LoggerFactory.getLogger(LocalReplica.class);

  /** When to try again after a refusal for bytes in flight, ms: some fsyncs later. */
  private static final long BUSY_RETRY_MS = 50;

  private final OrderingSettings settings;
  private final OrderingState state;
  private final ActorRef<OrderingCommand> actor;
  private final RaftTransport transport;
  private final ExecutorService background;
  private final AtomicBoolean closed = new AtomicBoolean();

  LocalReplica(
      OrderingSettings settings,
      OrderingState state,
      ActorRef<OrderingCommand> actor,
      RaftTransport transport,
      ExecutorService background) {
    this.settings = settings;
    this.state = state;
    this.actor = actor;
    this.transport = transport;
    this.background = background;
  }

  @Override
  public CompletionStage<Void> ready() {
    return state.ready.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Proposed> propose(byte[] payload, int offset, int length) {
    if (state.stopped) {
      return CompletableFuture.failedFuture(OrderingErrors.stopped());
    }
    if (length > settings.entryBytesMax()) {
      return CompletableFuture.failedFuture(
          OrderingErrors.tooLarge(length, settings.entryBytesMax()));
    }
    long bytes = state.bytesInFlight.addAndGet(length);
    if (bytes > settings.inFlightBytesMax() && bytes > length) {
      state.bytesInFlight.addAndGet(-length);
      return CompletableFuture.failedFuture(OrderingErrors.busy(BUSY_RETRY_MS));
    }
    CompletableFuture<Proposed> answer = new CompletableFuture<>();
    actor.tell(new OrderingCommand.Propose(payload, offset, length, answer));
    return answer;
  }

  @Override
  public long bytesInFlight() {
    return state.bytesInFlight.get();
  }

  @Override
  public CommittedEntries committed(long afterIndex) {
    LogStore store = state.store;
    if (store == null) {
      throw OrderingErrors.notReady(settings.raft().electionTimeoutMaxMs());
    }
    if (afterIndex < store.firstIndex() - 1 || afterIndex > store.lastIndex()) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "ordering_log_does_not_follow",
          "applied up to entry "
              + afterIndex
              + ", but the ordering log holds entries "
              + store.firstIndex()
              + " … "
              + store.lastIndex()
              + ": its files were removed or replaced");
    }
    if (!state.consumerOpen.compareAndSet(false, true)) {
      throw OrderingErrors.consumerOpen();
    }
    return new CommittedStream(state, store.reader(), afterIndex);
  }

  @Override
  public CompletionStage<Long> readBarrier() {
    return ask(OrderingCommand.Barrier::new);
  }

  private <T> CompletionStage<T> ask(Function<CompletableFuture<T>, OrderingCommand> command) {
    if (state.stopped) {
      return CompletableFuture.failedFuture(OrderingErrors.stopped());
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    actor.tell(command.apply(answer));
    return answer;
  }

  @Override
  public Membership membership() {
    return state.membership;
  }

  @Override
  public CompletionStage<Long> change(MembershipChange change) {
    return ask(answer -> new OrderingCommand.Change(change, answer));
  }

  @Override
  public CompletionStage<Void> transferLeadership(ReplicaId target) {
    return ask(answer -> new OrderingCommand.Transfer(target, answer));
  }

  @Override
  public void onBehind(BehindListener listener) {
    actor.tell(new OrderingCommand.ListenBehind(listener));
  }

  @Override
  public CompletionStage<LogStart> logStart(long index) {
    return ask(answer -> new OrderingCommand.AskLogStart(index, answer));
  }

  @Override
  public CompletionStage<Void> installed(LogStart start) {
    return ask(answer -> new OrderingCommand.Installed(start, answer));
  }

  @Override
  public void listen(LeadershipListener listener) {
    actor.tell(new OrderingCommand.Listen(listener));
  }

  @Override
  public OrderingStatus status() {
    return state.status;
  }

  @Override
  public void cutBefore(long index) {
    actor.tell(new OrderingCommand.CutBefore(index));
  }

  @Override
  public CompletionStage<Void> failure() {
    return state.failure.minimalCompletionStage();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    actor.tell(new OrderingCommand.Stop(stopped));
    boolean interrupted = Thread.interrupted();
    try {
      CompletableFuture.anyOf(stopped, state.actorEnded)
          .get(settings.closeTimeoutMs(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the ordering actor did not stop in time", e);
    }
    state.stopped = true;
    try {
      closeFiles();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    state.gate.stop();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeFiles() throws InterruptedException {
    if (state.committer != null && !state.committer.close(settings.closeTimeoutMs())) {
      LOG.warn("the last fsync of the ordering log did not end in time");
    }
    transport.close();
    if (state.store != null) {
      state.store.close();
    }
    background.shutdown();
    if (!background.awaitTermination(settings.closeTimeoutMs(), TimeUnit.MILLISECONDS)) {
      LOG.warn("background work on the ordering log did not end in time");
    }
  }
}
