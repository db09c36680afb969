package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.cluster.Founding;
import io.tallystick.node.cluster.MemberMessage;
import io.tallystick.node.cluster.MemberService;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.Pipelines;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Answers other nodes, with as much as this node's start has reached. */
final class ReplicaService implements MemberService, AutoCloseable {
  /** Reads of batches that may wait; past it a node asks again. */
  private static final int READS_WAITING_MAX = 16;

  /** How long a node counts as present after it announced itself, ms. */
  static final long PRESENT_MS = 3_000;

  private final ReplicaId replica;
  private final Map<Integer, Heard> heard = new ConcurrentHashMap<>();
  private final Consumer<MemberMessage.Hello> onHello;
  private final Runnable onRemoved;
  private final ThreadPoolExecutor reads;
  private volatile Optional<Founding> founding = Optional.empty();
  private volatile Ordering ordering;
  private volatile Opened opened;
  private volatile Acts acts;
  private volatile String ownUrl = "";

  /** Changes the members, on the leader. */
  interface Acts {
    CompletionStage<Void> act(MemberMessage.Act act, int node, String address);
  }

  private record Heard(MemberMessage.Hello hello, long atNanos) {}

  private record Opened(Pipelines pipelines, SealedBatchStore store) {}

  ReplicaService(ReplicaId replica, Consumer<MemberMessage.Hello> onHello, Runnable onRemoved) {
    this.replica = replica;
    this.onHello = onHello;
    this.onRemoved = onRemoved;
    this.reads =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(READS_WAITING_MAX),
            work -> {
              Thread thread = new Thread(work, "batches-for-peers");
              thread.setDaemon(true);
              return thread;
            });
  }

  void founded(Founding newFounding) {
    founding = Optional.of(newFounding);
  }

  void ordered(Ordering newOrdering) {
    ordering = newOrdering;
  }

  void opened(Pipelines pipelines, SealedBatchStore store) {
    opened = new Opened(pipelines, store);
  }

  /** Nodes that announced themselves lately. */
  List<MemberMessage.Hello> present() {
    long now = System.nanoTime();
    return heard.values().stream()
        .filter(one -> now - one.atNanos < TimeUnit.MILLISECONDS.toNanos(PRESENT_MS))
        .map(Heard::hello)
        .toList();
  }

  @Override
  public MemberMessage.IAm whoAmI(long request) {
    OrderingStatus status = ordering == null ? OrderingStatus.OPENING : ordering.status();
    boolean open = opened != null;
    return new MemberMessage.IAm(
        replica.node(),
        request,
        replica,
        founding,
        open ? status.firstIndex() : 0,
        open && status.role() == Role.LEADER);
  }

  @Override
  public CompletionStage<MemberMessage.StartAt> start(long request) {
    Opened now = opened;
    if (now == null) {
      return CompletableFuture.failedFuture(starting());
    }
    return now.pipelines
        .sealedThroughApplied()
        .thenCompose(
            index -> {
              long height = now.store.lastHeight();
              return ordering
                  .logStart(index)
                  .thenApply(
                      start -> new MemberMessage.StartAt(replica.node(), request, start, height));
            });
  }

  @Override
  public CompletionStage<MemberMessage.Batches> batches(MemberMessage.WantBatches wanted) {
    Opened now = opened;
    if (now == null) {
      return CompletableFuture.failedFuture(starting());
    }
    try {
      return CompletableFuture.supplyAsync(() -> read(now.store, wanted), reads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE, "peer_busy", "too many reads of batches wait", PRESENT_MS));
    }
  }

  private MemberMessage.Batches read(SealedBatchStore store, MemberMessage.WantBatches wanted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Integer> lengths = new ArrayList<>();
    long first = wanted.afterHeight() + 1;
    if (first >= 1 && first <= store.lastHeight()) {
      try (BatchCursor cursor = store.cursor(first)) {
        while (cursor.next()) {
          ByteBuffer sealed = SegmentUnits.sealedBatch(cursor);
          if (!lengths.isEmpty() && bytes.size() + sealed.remaining() > wanted.bytesMax()) {
            break;
          }
          lengths.add(sealed.remaining());
          bytes.write(sealed.array(), sealed.position(), sealed.remaining());
        }
      }
    }
    return new MemberMessage.Batches(
        replica.node(),
        wanted.request(),
        first,
        lengths.stream().mapToInt(Integer::intValue).toArray(),
        bytes.toByteArray());
  }

  private static TallystickException starting() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE, "peer_starting", "its history is not open yet", PRESENT_MS);
  }

  /** Whether a replica announced itself lately. */
  boolean isPresent(ReplicaId other) {
    return present().stream().anyMatch(hello -> hello.replica().equals(other));
  }

  /** Where a node's HTTP is, by its own word; empty while not known. */
  String urlOf(int node) {
    if (node == replica.node()) {
      return ownUrl;
    }
    Heard last = heard.get(node);
    return last == null ? "" : last.hello().url();
  }

  void serves(String url) {
    ownUrl = url;
  }

  void actsWith(Acts newActs) {
    acts = newActs;
  }

  @Override
  public CompletionStage<Void> ordered(MemberMessage.Ordered order) {
    Acts now = acts;
    return now == null
        ? CompletableFuture.failedFuture(starting())
        : now.act(order.act(), order.node(), order.address());
  }

  @Override
  public void removed(MemberMessage.Removed removed) {
    if (removed.replica().equals(replica)) {
      onRemoved.run();
    }
  }

  @Override
  public void hello(MemberMessage.Hello hello) {
    heard.put(hello.from(), new Heard(hello, System.nanoTime()));
    onHello.accept(hello);
  }

  @Override
  public void close() {
    reads.shutdownNow();
  }
}
