package io.tallystick.persistence.index.column;

import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Records on the heap, read as the store would read them from segments, and a naive filter. */
final class ColumnRecords implements RecordSource, ColumnHost {
  static final int RECORD_BYTES = 48;
  static final int STRETCH = 700;
  static final List<ColumnField> FIELDS =
      List.of(
          new ColumnField("user-data-128", 0, 16, true),
          new ColumnField("user-data-64", 16, 8, true),
          new ColumnField("ledger", 24, 4, false),
          new ColumnField("code", 28, 2, false));
  static final ColumnSettings SETTINGS =
      new ColumnSettings(
          RECORD_BYTES, FIELDS, 40, (bytes, offset) -> bytes[offset + 32] != 1, STRETCH, 100, 2, 2);

  final List<TallystickException> failures = new CopyOnWriteArrayList<>();
  final AtomicLong read = new AtomicLong();
  final AtomicLong forcedThrough = new AtomicLong(-1);
  volatile boolean room = true;
  private final List<byte[]> all = new ArrayList<>();
  private final long timesFrom;

  ColumnRecords() {
    this(1_000);
  }

  ColumnRecords(long timesFrom) {
    this.timesFrom = timesFrom;
  }

  synchronized ColumnRecords add(int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[RECORD_BYTES];
      LittleEndian.putLong(record, 0, random.nextInt(40));
      LittleEndian.putLong(record, 8, random.nextInt(2));
      LittleEndian.putLong(record, 16, random.nextInt(3) == 0 ? -1L - random.nextInt(3) : 0);
      LittleEndian.putInt(record, 24, random.nextInt(3) - 1);
      record[28] = (byte) random.nextInt(4);
      record[29] = (byte) random.nextInt(2);
      record[32] = (byte) random.nextInt(5);
      LittleEndian.putLong(record, 40, timesFrom + all.size() * 3L);
      all.add(record);
    }
    return this;
  }

  synchronized void cutTo(int count) {
    all.subList(count, all.size()).clear();
  }

  @Override
  public synchronized long recordCount() {
    return all.size();
  }

  @Override
  public synchronized void read(long number, int records, byte[] target, int offset) {
    read.addAndGet(records);
    for (int i = 0; i < records; i++) {
      System.arraycopy(
          all.get((int) number + i), 0, target, offset + i * RECORD_BYTES, RECORD_BYTES);
    }
  }

  @Override
  public void forceThrough(long number) {
    forcedThrough.set(number);
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public void failed(TallystickException failure) {
    failures.add(failure);
  }

  /** Numbers of the records that a query asks for, by looking at every one. */
  synchronized List<Long> naive(ColumnQuery query) {
    List<Long> numbers = new ArrayList<>();
    for (long number = query.belowNumber() - 1; number >= query.fromNumber(); number--) {
      byte[] record = all.get((int) number);
      boolean wanted = record[32] != 1;
      for (ColumnMatch match : query.matches()) {
        ColumnField field = FIELDS.get(match.field());
        wanted &= field.high(record, 0) == match.high() && field.low(record, 0) == match.low();
      }
      if (wanted) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Any conditions, mostly such that some record meets, over any numbers, with any bounds. */
  synchronized ColumnQuery randomQuery(SplittableRandom random) {
    byte[] like = all.get(random.nextInt(all.size()));
    List<ColumnMatch> matches = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      ColumnField field = FIELDS.get(i);
      if (random.nextInt(5) < 2) {
        long off = random.nextInt(12) == 0 ? 1 : 0;
        matches.add(new ColumnMatch(i, field.high(like, 0), field.low(like, 0) + off));
      }
    }
    long from = random.nextInt(all.size() + 1);
    long below = from + random.nextInt(all.size() + 1 - (int) from);
    return new ColumnQuery(
        matches,
        random.nextBoolean() ? 0 : from,
        random.nextBoolean() ? all.size() : below,
        1 + random.nextInt(30),
        1 + random.nextInt(20));
  }
}
