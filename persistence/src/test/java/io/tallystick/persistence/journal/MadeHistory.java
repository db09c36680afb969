package io.tallystick.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A local history made from a seed: every unit holds {@link #BATCHES_PER_UNIT} batches whose header
 * hashes are chained. Units are closed by the test; from a height on it can be another history.
 */
final class MadeHistory implements UnitSource {
  static final int BATCHES_PER_UNIT = 3;

  private final long startHeight;
  private final byte[] startHash;
  private final int batchBytes;
  private final long forkAfterHeight;
  private final ConcurrentHashMap<Long, byte[]> hashes = new ConcurrentHashMap<>();
  private volatile long closedUnits;
  final AtomicInteger calls = new AtomicInteger();

  MadeHistory(HistoryRow history, int batchBytes, long closedUnits) {
    this(history, batchBytes, closedUnits, Long.MAX_VALUE);
  }

  MadeHistory(HistoryRow history, int batchBytes, long closedUnits, long forkAfterHeight) {
    this.startHeight = history.restoredHeight();
    this.startHash = history.restoredHash();
    this.batchBytes = batchBytes;
    this.closedUnits = closedUnits;
    this.forkAfterHeight = forkAfterHeight;
  }

  void closeUnits(long upTo) {
    closedUnits = upTo;
  }

  long lastHeight() {
    return startHeight + closedUnits * BATCHES_PER_UNIT;
  }

  @Override
  public Optional<JournalUnit> unitAfter(long lastHeight, long nextUnitNumber) {
    calls.incrementAndGet();
    return nextUnitNumber > closedUnits ? Optional.empty() : Optional.of(unit(nextUnitNumber));
  }

  JournalUnit unit(long number) {
    JournalUnitBuilder builder = new JournalUnitBuilder(number);
    long first = startHeight + (number - 1) * BATCHES_PER_UNIT + 1;
    for (long height = first; height < first + BATCHES_PER_UNIT; height++) {
      byte[] batch = new byte[batchBytes];
      new Random(height).nextBytes(batch);
      // Half of it compresses, about as records with random ids do.
      java.util.Arrays.fill(batch, 0, batchBytes / 2, (byte) 7);
      builder.add(height, hash(height), ByteBuffer.wrap(batch));
    }
    return builder.build();
  }

  @Override
  public Optional<byte[]> hashAt(long height) {
    return height > lastHeight() ? Optional.empty() : Optional.of(hash(height));
  }

  private byte[] hash(long height) {
    if (height == startHeight) {
      return startHash;
    }
    byte[] known = hashes.get(height);
    if (known != null) {
      return known;
    }
    for (long at = startHeight + 1; at <= height; at++) {
      hashes.computeIfAbsent(at, this::computed);
    }
    return hashes.get(height);
  }

  private byte[] computed(long height) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(height == startHeight + 1 ? startHash : hashes.get(height - 1));
      String seed = height > forkAfterHeight ? "fork" : "made";
      digest.update((seed + height).getBytes(StandardCharsets.UTF_8));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
