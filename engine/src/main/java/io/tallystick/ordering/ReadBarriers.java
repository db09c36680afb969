package io.tallystick.ordering;

import io.tallystick.ordering.raft.RaftCore;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReadState;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Read barriers: confirmed by the own core while it leads, else asked of the leader; and those that
 * other replicas ask of this one. Used by the ordering thread alone.
 */
final class ReadBarriers {
  private static final long NANOS_PER_MS = 1_000_000;

  /** Who waits for the core: a reader here, or another replica's request. */
  private record Reader(RemoteReads.Waiting here, RaftMessage.BarrierRequest elsewhere) {}

  private final OrderingSettings settings;
  private final RaftCore core;
  private final RaftTransport transport;
  private final RemoteReads remote;
  private final Map<Long, Reader> inCore = new HashMap<>();
  private long nextContext;

  ReadBarriers(
      OrderingSettings settings, RaftCore core, RaftTransport transport, RandomGenerator random) {
    this.settings = settings;
    this.core = core;
    this.transport = transport;
    this.remote =
        new RemoteReads(
            random.nextLong(1L << 62),
            2L * settings.raft().heartbeatMs() * NANOS_PER_MS,
            settings.raft().waitingReadsMax());
  }

  void ask(CompletableFuture<Long> answer, long nowNanos) {
    long deadline = nowNanos + settings.barrierTimeoutMs() * NANOS_PER_MS;
    take(new RemoteReads.Waiting(answer, deadline));
    advance(nowNanos);
  }

  private void take(RemoteReads.Waiting read) {
    boolean taken =
        core.role() == Role.LEADER ? readInCore(new Reader(read, null)) : remote.add(read);
    if (!taken) {
      read.answer().completeExceptionally(OrderingErrors.readsBusy(settings.raft().heartbeatMs()));
    }
  }

  private boolean readInCore(Reader reader) {
    long context = nextContext++;
    inCore.put(context, reader);
    if (!core.read(context)) {
      inCore.remove(context);
      return false;
    }
    return true;
  }

  void requested(RaftMessage.BarrierRequest request) {
    boolean taken = core.role() == Role.LEADER && readInCore(new Reader(null, request));
    if (!taken) {
      reply(request, RaftMessage.BarrierReply.REFUSED);
    }
  }

  /** A refused request is made again in its time. */
  void replied(RaftMessage.BarrierReply reply, long nowNanos) {
    if (reply.index() != RaftMessage.BarrierReply.REFUSED) {
      remote.confirmed(reply.context(), reply.index());
      advance(nowNanos);
    }
  }

  void confirmed(ReadState read) {
    Reader reader = inCore.remove(read.context());
    if (reader.here() != null) {
      reader.here().answer().complete(read.index());
    } else {
      reply(reader.elsewhere(), read.index());
    }
  }

  /** This replica stopped leading before it could confirm: the next leader will. */
  void failed(long context) {
    Reader reader = inCore.remove(context);
    if (reader.here() != null) {
      take(reader.here());
    } else {
      reply(reader.elsewhere(), RaftMessage.BarrierReply.REFUSED);
    }
  }

  private void reply(RaftMessage.BarrierRequest request, long index) {
    transport.send(
        new RaftMessage.BarrierReply(
            core.self(), request.from(), core.term(), request.context(), index));
  }

  /** Asks the leader if that is due, or the core if this replica leads now. */
  void advance(long nowNanos) {
    if (remote.isEmpty()) {
      return;
    }
    if (core.role() == Role.LEADER) {
      remote.takeAll().forEach(this::take);
      return;
    }
    ReplicaId leader = core.leader();
    if (remote.ask(leader, core.term(), nowNanos)) {
      transport.send(
          new RaftMessage.BarrierRequest(core.self(), leader, core.term(), remote.context()));
    }
    remote
        .takeExpired(nowNanos)
        .forEach(
            read ->
                read.answer()
                    .completeExceptionally(
                        OrderingErrors.readNotConfirmed(settings.raft().electionTimeoutMaxMs())));
  }

  /** Nothing is confirmed any more. */
  void stop() {
    inCore
        .values()
        .forEach(
            reader -> {
              if (reader.here() != null) {
                reader.here().answer().completeExceptionally(OrderingErrors.stopped());
              }
            });
    inCore.clear();
    remote.takeAll().forEach(read -> read.answer().completeExceptionally(OrderingErrors.stopped()));
  }
}
