package io.tallystick.ring.query;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Poison;
import io.tallystick.persistence.index.column.ColumnHost;
import io.tallystick.persistence.segment.FamilySettings;
import io.tallystick.persistence.segment.FixedSegments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stored records of every kind in real segments, with values from so few that filters meet, and
 * beside each what it says to a reader: its own values, or those of the transfer that it resolves.
 */
final class SettledByChance implements ColumnHost, AutoCloseable {
  /** What a record says; null instead of one that no filter finds. */
  private record Said(
      long number, long time, long data128, long data64, int data32, int code, int ledger) {
    boolean isWanted(TransferFilter filter) {
      return time >= filter.fromTimestamp()
          && time <= filter.toTimestamp()
          && (filter.userData128() == null
              || (filter.userData128()[0] == data128 && filter.userData128()[1] == data128))
          && (filter.userData64() == null || filter.userData64() == data64)
          && (filter.userData32() == null || filter.userData32() == data32)
          && (filter.code() == null || filter.code() == code)
          && (filter.ledger() == null || filter.ledger() == ledger);
    }
  }

  private static final long[] DATA_64 = {0, 1, 255, 256, -1, Long.MIN_VALUE};
  private static final int[] DATA_32 = {0, 1, 20_270_115, -1};
  private static final int[] CODES = {1, 2, 256, 65_535};
  private static final int[] LEDGERS = {1, 2, -7};
  private static final long START = 1_790_000_000_000_000_000L;

  final List<TallystickException> failures = new CopyOnWriteArrayList<>();
  private final SplittableRandom random;
  private final FixedSegments records;
  private final List<Said> said = new ArrayList<>();
  private final List<Said> pendings = new ArrayList<>();
  private long time = START;

  SettledByChance(Path folder, SplittableRandom random) {
    this.random = random;
    this.records =
        FixedSegments.open(
            folder, FamilySettings.records(), FileAccess.standard(), new Poison("records"));
  }

  FixedSegments records() {
    return records;
  }

  void add(int count) {
    for (int i = 0; i < count; i++) {
      time += 1 + random.nextInt(3);
      byte[] record = new byte[StoredRecord.BYTES];
      said.add(random.nextInt(8) == 0 ? other(record) : transfer(record));
      records.append(record, 0, 1);
    }
  }

  private Said transfer(byte[] record) {
    boolean resolves = !pendings.isEmpty() && random.nextInt(3) == 0;
    Said pending = resolves ? pendings.get(random.nextInt(pendings.size())) : null;
    boolean holds = !resolves && random.nextInt(3) == 0;
    Said own =
        new Said(
            said.size(),
            time,
            random.nextInt(3),
            DATA_64[random.nextInt(DATA_64.length)],
            DATA_32[random.nextInt(DATA_32.length)],
            resolves && random.nextBoolean() ? 0 : CODES[random.nextInt(CODES.length)],
            resolves && random.nextBoolean() ? 0 : LEDGERS[random.nextInt(LEDGERS.length)]);
    int flags = holds ? TransferFlags.PENDING : 0;
    if (resolves) {
      flags =
          random.nextBoolean()
              ? TransferFlags.POST_PENDING_TRANSFER
              : TransferFlags.VOID_PENDING_TRANSFER;
    }
    write(record, own, flags, RecordType.TRANSFER_CREATED, pending);
    Said shown = resolves ? inheriting(own, pending) : own;
    if (holds) {
      pendings.add(shown);
    }
    return shown;
  }

  private static Said inheriting(Said own, Said pending) {
    return new Said(
        own.number,
        own.time,
        own.data128 != 0 ? own.data128 : pending.data128,
        own.data64 != 0 ? own.data64 : pending.data64,
        own.data32 != 0 ? own.data32 : pending.data32,
        own.code != 0 ? own.code : pending.code,
        own.ledger != 0 ? own.ledger : pending.ledger);
  }

  /** A record that lists of transfers do not hold, though its bytes look alike. */
  private Said other(byte[] record) {
    int[] types = {
      RecordType.TRANSFER_REFUSED,
      RecordType.PENDING_EXPIRED,
      RecordType.ACCOUNT_CREATED,
      RecordType.LEDGER_DECLARED
    };
    int type = types[random.nextInt(types.length)];
    boolean expired = type == RecordType.PENDING_EXPIRED && !pendings.isEmpty();
    Said like = new Said(said.size(), time, 1, 1, 1, CODES[0], LEDGERS[0]);
    write(record, like, 0, type, expired ? pendings.get(0) : null);
    return null;
  }

  private static void write(byte[] record, Said of, int flags, int type, Said related) {
    TransferRequest.userData128(record, 0, of.data128, of.data128);
    TransferRequest.userData64(record, 0, of.data64);
    TransferRequest.userData32(record, 0, of.data32);
    TransferRequest.code(record, 0, of.code);
    TransferRequest.ledger(record, 0, of.ledger);
    TransferRequest.flags(record, 0, flags);
    TransferRequest.timestamp(record, 0, of.time);
    long number = related == null ? StoredRecord.NONE : related.number;
    StoredRecord.tail(record, 0, type, 0, 0, StoredRecord.NONE, StoredRecord.NONE, 0, number);
  }

  /** Any filter without a cursor; mostly one that some record meets. */
  TransferFilter filter() {
    long from = START + random.nextLong(time - START + 3) - 1;
    long to = random.nextInt(10) == 0 ? -5 : from + random.nextLong(time - from + 3);
    long data128 = random.nextInt(4);
    return new TransferFilter(
        random.nextBoolean() ? null : DATA_64[random.nextInt(DATA_64.length)],
        random.nextBoolean() ? null : DATA_32[random.nextInt(DATA_32.length)],
        random.nextBoolean() ? null : new long[] {data128, data128},
        random.nextBoolean() ? null : CODES[random.nextInt(CODES.length)],
        random.nextBoolean() ? null : LEDGERS[random.nextInt(LEDGERS.length)],
        random.nextBoolean() ? 0 : from,
        random.nextBoolean() ? Long.MAX_VALUE : to,
        null,
        1 + random.nextInt(20));
  }

  /** Numbers of the transfers that a filter wants, newest first. */
  List<Long> naive(TransferFilter filter) {
    List<Long> numbers = new ArrayList<>();
    for (int i = said.size() - 1; i >= 0; i--) {
      if (said.get(i) != null && said.get(i).isWanted(filter)) {
        numbers.add((long) i);
      }
    }
    return numbers;
  }

  /** Whether the bytes say what the record of this number says. */
  boolean says(long number, byte[] record) {
    Said shown = said.get((int) number);
    return TransferRequest.userData128High(record, 0) == shown.data128
        && TransferRequest.userData128Low(record, 0) == shown.data128
        && TransferRequest.userData64(record, 0) == shown.data64
        && TransferRequest.userData32(record, 0) == shown.data32
        && TransferRequest.code(record, 0) == shown.code
        && TransferRequest.ledger(record, 0) == shown.ledger
        && TransferRequest.timestamp(record, 0) == shown.time;
  }

  @Override
  public long recordCount() {
    return records.count();
  }

  @Override
  public void forceThrough(long number) {
    records.force();
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void failed(TallystickException failure) {
    failures.add(failure);
  }

  @Override
  public void close() {
    records.close();
  }
}
