package io.tallystick.node.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.verify.SealedBatchSource;
import io.tallystick.batch.verify.SourcedBatch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The chain as another node has it, pulled chunk by chunk; one chunk is asked for while the one
 * before is worked on, so memory is bounded by two. Nothing is trusted: whoever reads verifies.
 */
public final class PeerBatchSource implements SealedBatchSource {
  /** Bytes that are asked for at once; a single batch may be larger. */
  public static final int CHUNK_BYTES = 1 << 20;

  /** How long a node may take to answer, ms. */
  static final long ANSWER_MS = 10_000;

  /** How often a silent node is asked for the same batches. */
  static final int TRIES_MAX = 6;

  private final MemberLink link;
  private final int self;
  private final int peer;
  private final long lastHeight;
  private long asked;
  private CompletableFuture<MemberMessage.Batches> next;
  private MemberMessage.Batches chunk;
  private int batch;
  private int offset;
  private long bytes;

  /** Batches after {@code afterHeight} up to {@code lastHeight} from node {@code peer}. */
  public PeerBatchSource(MemberLink link, int self, int peer, long afterHeight, long lastHeight) {
    this.link = link;
    this.self = self;
    this.peer = peer;
    this.asked = afterHeight;
    this.lastHeight = lastHeight;
  }

  @Override
  public Optional<SourcedBatch> next() {
    if (chunk == null || batch == chunk.lengths().length) {
      if (asked >= lastHeight) {
        return Optional.empty();
      }
      take();
    }
    int length = chunk.lengths()[batch];
    SourcedBatch sourced = new SourcedBatch(chunk.bytes(), offset, length, place(), offset);
    batch++;
    offset += length;
    bytes += length;
    return Optional.of(sourced);
  }

  private void take() {
    CompletableFuture<MemberMessage.Batches> awaited = next == null ? request() : next;
    for (int tries = 1; ; tries++) {
      try {
        chunk = awaited.get(2 * ANSWER_MS, TimeUnit.MILLISECONDS);
        break;
      } catch (ExecutionException | TimeoutException problem) {
        if (tries == TRIES_MAX) {
          throw TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              "peer_silent",
              "node " + peer + " gave no batch after height " + asked + ": " + problem,
              ANSWER_MS);
        }
        awaited = request();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE, "interrupted", "interrupted while batches were fetched", stop);
      }
    }
    if (chunk.lengths().length == 0 || chunk.firstHeight() != asked + 1) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "peer_batches_missing",
          "node "
              + peer
              + " was asked for the batches after height "
              + asked
              + " and gave "
              + chunk.lengths().length
              + " from height "
              + chunk.firstHeight(),
          ANSWER_MS);
    }
    batch = 0;
    offset = 0;
    asked += chunk.lengths().length;
    next = asked < lastHeight ? request() : null;
  }

  private CompletableFuture<MemberMessage.Batches> request() {
    long after = asked;
    return link.ask(
            peer,
            MemberMessage.Batches.class,
            number -> new MemberMessage.WantBatches(self, number, after, CHUNK_BYTES),
            ANSWER_MS)
        .toCompletableFuture();
  }

  @Override
  public String place() {
    return "node " + peer;
  }

  @Override
  public long placeOffset() {
    return offset;
  }

  /** Bytes received so far. */
  public long bytes() {
    return bytes;
  }
}
