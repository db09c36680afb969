package io.tallystick.batch;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A chain of sealed batches as it grows in a test, each kept as its own array. */
public final class TestChain {
  public static final UUID GROUP = UUID.fromString("7a11e57e-0000-4000-8000-00000000cafe");

  private final List<byte[]> batches = new ArrayList<>();
  private final List<Hash> hashes = new ArrayList<>();
  private final MemorySubtreeStore store = new MemorySubtreeStore();
  private final Sealer sealer;

  public TestChain(ChainState start) {
    sealer = new Sealer(start, store);
  }

  public TestChain() {
    this(ChainState.genesis(GROUP, 1));
  }

  /** A chain of batches with random records that keep to all format rules. */
  public static TestChain random(Random random, int heights, int eventsMax) {
    TestChain chain = new TestChain();
    for (int i = 0; i < heights; i++) {
      chain.add(chain.randomDraft(random, eventsMax));
    }
    return chain;
  }

  /** The next batch's draft: releases, then an event's record or none, some named. */
  public BatchDraft randomDraft(Random random, int eventsMax) {
    ChainHead head = sealer.head();
    int events = random.nextInt(eventsMax + 1);
    int releases = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
    long stampNs = BatchStamps.stampMinAfter(head.stampNs(), events) + random.nextInt(1_000_000);
    byte[] records = new byte[(events + releases) * StoredRecord.BYTES];
    SideWriter side = new SideWriter();
    RefusalDigest refusals = new RefusalDigest();
    int count = 0;
    for (int i = 0; i < releases; i++) {
      long timestamp = BatchStamps.ofRelease(stampNs, events, i);
      record(
          random,
          records,
          count,
          head.recordCount() + count,
          RecordType.PENDING_EXPIRED,
          timestamp);
      count++;
    }
    for (int i = 0; i < events; i++) {
      if (random.nextInt(8) == 0) {
        refusals.add(i, 1, 46, new byte[TransferRequest.BYTES], 0);
        continue;
      }
      long timestamp = BatchStamps.ofEvent(stampNs, events, i);
      int type = 1 + random.nextInt(4);
      record(random, records, count, head.recordCount() + count, type, timestamp);
      if (type == RecordType.ACCOUNT_CREATED && random.nextBoolean()) {
        side.addName(count, "customer:" + random.nextInt(1000));
      }
      count++;
    }
    return new BatchDraft()
        .order(head.term() + random.nextInt(2), stampNs, random.nextInt(2), events)
        .records(records, 0, count)
        .side(side.bytes(), 0, side.length())
        .refusals(refusals.finish())
        .balanceCheck(random.nextLong(), random.nextLong());
  }

  private static void record(
      Random random, byte[] records, int position, long number, int type, long timestamp) {
    int at = position * StoredRecord.BYTES;
    byte[] request = new byte[TransferRequest.BYTES];
    random.nextBytes(request);
    System.arraycopy(request, 0, records, at, request.length);
    TransferRequest.timestamp(records, at, timestamp);
    StoredRecord.tail(
        records,
        at,
        type,
        0,
        random.nextInt(1_000_000),
        reference(random, number),
        reference(random, number),
        0,
        reference(random, number));
  }

  private static long reference(Random random, long number) {
    return number == 0 || random.nextBoolean()
        ? StoredRecord.NONE
        : (long) (random.nextDouble() * number);
  }

  /** Seals a draft and keeps the bytes. */
  public BatchHeader add(BatchDraft draft) {
    BatchHeader header = sealer.seal(draft);
    batches.add(SealedBatch.encode(sealer.preamble(), draft));
    hashes.add(sealer.head().hash());
    return header;
  }

  public Sealer sealer() {
    return sealer;
  }

  public MemorySubtreeStore store() {
    return store;
  }

  public List<byte[]> batches() {
    return batches;
  }

  /** The hash of a height, from 1. */
  public Hash hash(long height) {
    return hashes.get((int) height - 1);
  }

  public int heights() {
    return batches.size();
  }

  /** All batches back to back. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    batches.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Makes header hash and side digest right again after a change, as a forger would. */
  public static byte[] rehash(byte[] sealed) {
    int records =
        SealedBatch.lengthAt(sealed, 0) == 0 ? 0 : BatchHeader.decode(sealed, 0).recordCount();
    int sideAt = SealedBatch.lengthOf(records, 0);
    if (sideAt <= sealed.length) {
      Sha256.of(sealed, sideAt, sealed.length - sideAt).copyTo(sealed, BatchHeader.SIDE_DIGEST);
    }
    Sha256.of(sealed, 0, BatchHeader.BYTES).copyTo(sealed, BatchHeader.BYTES);
    return sealed;
  }
}
