package io.tallystick.persistence.segment;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.Checksum;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Poison;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sealed batches by height: headers, stored records, side sections and extra families, cut together
 * to the same batch.
 *
 * <p>One thread appends and cuts. For a batch it first appends to the extra families ({@link
 * #extra}), then calls {@link #append}, which writes records, side section and, last, the frame
 * that binds them all. Any number of threads read what is published ({@link #lastHeight}); any
 * thread may call {@link #forceAll}.
 *
 * <p>After a failed write or fsync the store takes nothing more ({@code store_failed}).
 */
public final class SealedBatchStore implements AutoCloseable {
  private final BatchFamilies families;
  private final ForcedHeight forced;
  private final HeightSearch heightSearch;
  private final Poison poison;
  private final Object forceLock = new Object();
  private final byte[] frameBytes;
  private final boolean writable;
  private final long uncheckedBefore;

  private volatile Frame last;
  private volatile long forcedHeight;

  private SealedBatchStore(
      BatchFamilies families,
      ForcedHeight forced,
      Poison poison,
      Frame last,
      boolean writable,
      long uncheckedBefore) {
    this.uncheckedBefore = uncheckedBefore;
    this.families = families;
    this.forced = forced;
    this.poison = poison;
    this.last = last;
    this.writable = writable;
    this.forcedHeight = forced.height();
    this.frameBytes = new byte[families.layout.frameBytes()];
    this.heightSearch = new HeightSearch(families);
  }

  /**
   * Opens the store for the one process that owns its folder, and cuts all families to the last
   * whole linked batch.
   *
   * @param checkFrom first height whose batch is read and checked whole (the checkpoint's, or 1 for
   *     all); never above the height recorded as durable
   * @throws TallystickException DAMAGED, with file, byte range and height, if something at or below
   *     the height recorded as durable is not as it was written; the files are left as they are
   */
  public static SealedBatchStore open(
      Path folder,
      BatchStoreSettings settings,
      LinkCheck linkCheck,
      long checkFrom,
      FileAccess files) {
    Poison poison = new Poison("batch store " + folder);
    boolean known = ForcedHeight.exists(folder, files);
    FoldersOfStore.make(folder, files);
    BatchFamilies families = BatchFamilies.open(folder, settings, files, poison);
    if (!known && families.all().stream().anyMatch(family -> family.count() > 0)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "forced_height_missing",
          "The file " + folder.resolve(ForcedHeight.FILE) + " is missing beside batches");
    }
    ForcedHeight forced =
        known ? ForcedHeight.read(folder, files) : ForcedHeight.create(folder, files);
    Frame last =
        new BatchRecovery(families, linkCheck).lastWhole(checkFrom, forced.height(), forced.hash());
    families.cutTo(last);
    long unchecked =
        last == null
            ? 0
            : last.height() < checkFrom
                ? last.endNumber()
                : families.frame(checkFrom).firstNumber();
    return new SealedBatchStore(families, forced, poison, last, true, unchecked);
  }

  /**
   * Opens a store to be read and checked only; changes no file. {@link #lastHeight} is that of the
   * last whole frame; {@link #tailDamage} says whether more should be there.
   */
  public static SealedBatchStore openForReading(
      Path folder, BatchStoreSettings settings, FileAccess files) {
    Poison poison = new Poison("batch store " + folder);
    ForcedHeight forced = ForcedHeight.read(folder, files);
    BatchFamilies families = BatchFamilies.openForReading(folder, settings, files, poison);
    long height = families.frames.count();
    Frame last = null;
    while (height > 0 && last == null) {
      last = families.frameIfWhole(height);
      height--;
    }
    long unchecked = last == null ? 0 : last.endNumber();
    return new SealedBatchStore(families, forced, poison, last, false, unchecked);
  }

  /**
   * Cuts a store that {@link #open} refuses to the end of a batch below the damage, the recorded
   * durable height with it. Whoever calls this has the batches above from elsewhere, and checks
   * them against hashes that it trusts.
   */
  public static void cutBelowDamage(
      Path folder, BatchStoreSettings settings, long height, FileAccess files) {
    Poison poison = new Poison("batch store " + folder);
    try (BatchFamilies families = BatchFamilies.openForReading(folder, settings, files, poison)) {
      Frame last = height == 0 ? null : families.frame(height);
      byte[] hash = last == null ? new byte[FrameLayout.HASH_BYTES] : last.hash();
      try (ForcedHeight mark = ForcedHeight.read(folder, files)) {
        mark.record(Math.min(height, mark.height()), hash);
      }
      families.cutTo(last);
    }
  }

  /**
   * Appends the batch of the next height; readable on return, durable after {@link #forceAll}.
   *
   * @param header header bytes
   * @param hash the header's hash, 32 bytes
   * @param records stored records from {@code recordsOffset} on
   * @param count how many records
   * @param side bytes with the side section
   * @param sideOffset where it begins
   * @param sideBytes its length, in bytes
   * @return number of the batch's first record
   */
  public long append(
      long height,
      byte[] header,
      byte[] hash,
      byte[] records,
      int recordsOffset,
      int count,
      byte[] side,
      int sideOffset,
      int sideBytes) {
    poison.check();
    Checks.that(writable, "the store is open for reading only");
    Checks.equal(height, lastHeight() + 1, "height of the batch to append");
    Checks.equal(header.length, families.layout.headerBytes(), "header bytes");
    Checks.equal(hash.length, FrameLayout.HASH_BYTES, "hash bytes");
    Checks.equal(families.records.count(), recordCount(), "records before the batch");
    int bytes = count * families.records.settings().recordBytes();
    Frame frame =
        new Frame(
            height,
            header.clone(),
            hash.clone(),
            recordCount(),
            count,
            last == null ? 0 : last.sideEnd(),
            sideBytes,
            Checksum.crc32c(records, recordsOffset, bytes),
            Checksum.crc32c(side, sideOffset, sideBytes),
            families.extraCounts(),
            families.takeExtraCrcs());
    families.records.append(records, recordsOffset, count);
    families.sides.append(side, sideOffset, sideBytes);
    families.layout.encode(frame, frameBytes);
    families.frames.append(frameBytes, 0, 1);
    last = frame;
    return frame.firstNumber();
  }

  /** Height of the newest batch; 0 if there is none. */
  public long lastHeight() {
    Frame newest = last;
    return newest == null ? 0 : newest.height();
  }

  /** Hash of the newest batch's header; 32 zero bytes if there is none. */
  public byte[] lastHash() {
    Frame newest = last;
    return newest == null ? new byte[FrameLayout.HASH_BYTES] : newest.hash().clone();
  }

  /**
   * The newest batch's height and hash, of one batch also while others are appended.
   *
   * @param height 0 if there is none
   * @param hash of its header; 32 zero bytes if there is none
   */
  public record Newest(long height, byte[] hash) {}

  /** Height and hash of the newest batch, read at once. */
  public Newest newest() {
    Frame newest = last;
    return newest == null
        ? new Newest(0, new byte[FrameLayout.HASH_BYTES])
        : new Newest(newest.height(), newest.hash().clone());
  }

  /** Number of records in all batches; also the next record's number. */
  public long recordCount() {
    Frame newest = last;
    return newest == null ? 0 : newest.endNumber();
  }

  /**
   * What lies behind the last whole frame of a store opened for reading: a frame that is missing
   * below the height recorded as durable, or bytes of one that is not whole. Above the recorded
   * height that is what a crash leaves; at or below it, damage.
   */
  public Optional<Damage> tailDamage() {
    long next = lastHeight() + 1;
    if (next <= families.frames.count()) {
      return Optional.of(families.damageOfFrame(next, "the frame's checksum does not fit"));
    }
    return next <= forcedHeight
        ? Optional.of(families.damageOfFrame(next, "the frame is missing"))
        : Optional.empty();
  }

  /** The height through which everything is durable. */
  public long forcedHeight() {
    return forcedHeight;
  }

  /** The stored records, for reads of single ones by number. Append through the store only. */
  public FixedSegments records() {
    return families.records;
  }

  /** The stored records, for decisions that rest on single ones. For one thread. */
  public CheckedRecords checkedRecords() {
    return new CheckedRecords(this, families, uncheckedBefore);
  }

  /** An extra family, in the order of the settings; its appends precede those of their batch. */
  public FixedSegments extra(int index) {
    return families.extras.get(index);
  }

  /** How many records of each extra family belong to batches up to this height. */
  public long[] extraCountsAt(long height) {
    return height == 0
        ? new long[families.extras.size()]
        : families.frame(published(height)).extraCounts();
  }

  /** The header bytes of a batch. */
  public byte[] readHeader(long height) {
    return families.frame(published(height)).header();
  }

  /** The header hash of a batch. */
  public byte[] readHash(long height) {
    return families.frame(published(height)).hash();
  }

  /** Number of a batch's first record, and how many it has. */
  public NumberRange numbersOf(long height) {
    Frame frame = families.frame(published(height));
    return new NumberRange(frame.firstNumber(), frame.count());
  }

  /**
   * Reads a batch and verifies its checksums.
   *
   * @throws TallystickException DAMAGED, with file, byte range and height; NOT_FOUND, {@code
   *     batch_not_found}
   */
  public StoredBatch readBatch(long height) {
    published(height);
    try (BatchCursor cursor = cursor(height)) {
      Checks.that(cursor.next(), "a published batch can be read");
      return new StoredBatch(
          height,
          cursor.header(),
          cursor.hash(),
          cursor.firstNumber(),
          cursor.count(),
          Arrays.copyOf(cursor.records(), cursor.recordsBytes()),
          Arrays.copyOf(cursor.side(), cursor.sideBytes()));
    }
  }

  /** Walks batches from {@code height} on; what is appended meanwhile is seen. One thread. */
  public BatchCursor cursor(long height) {
    return new BatchCursor(this, families, height);
  }

  /** The height of the batch that holds a record. */
  public long heightOfNumber(long number) {
    Checks.inRange(number, 0, recordCount() - 1, "record number");
    return heightSearch.heightOf(number, lastHeight());
  }

  /** What is wrong with a batch in place, bytes or link, if anything is. */
  public Optional<Damage> inspect(long height, LinkCheck linkCheck) {
    Frame previous = height == 1 ? null : families.frame(height - 1);
    return families.inspect(previous, height, linkCheck);
  }

  /**
   * Makes every batch published before this call durable, then records the height. Appending goes
   * on meanwhile.
   *
   * @return the height through which everything is durable
   */
  public long forceAll() {
    synchronized (forceLock) {
      poison.check();
      Frame newest = last;
      long height = newest == null ? 0 : newest.height();
      if (height > forcedHeight) {
        families.force();
        record(height, newest.hash());
      }
      return forcedHeight;
    }
  }

  /**
   * Cuts all families to the end of a batch, the recorded durable height with them; used to heal.
   * No thread may read past the cut meanwhile.
   */
  public void truncateTo(long height) {
    poison.check();
    Checks.that(writable, "the store is open for reading only");
    Checks.inRange(height, 0, lastHeight(), "height to keep");
    synchronized (forceLock) {
      Frame newLast = height == 0 ? null : families.frame(height);
      if (height < forcedHeight) {
        record(height, newLast == null ? new byte[FrameLayout.HASH_BYTES] : newLast.hash());
      }
      last = newLast;
      heightSearch.forget();
      families.cutTo(newLast);
    }
  }

  private void record(long height, byte[] hash) {
    try {
      forced.record(height, hash);
    } catch (TallystickException e) {
      throw poison.fail(e);
    }
    forcedHeight = height;
  }

  private long published(long height) {
    if (height < 1 || height > lastHeight()) {
      throw TallystickException.of(
          ErrorKind.NOT_FOUND,
          "batch_not_found",
          "There is no batch " + height + "; the newest is " + lastHeight());
    }
    return height;
  }

  /** The files of all families, for status and tests: records, sides, headers, extras. */
  List<FixedSegments> allFamilies() {
    return families.all();
  }

  /** Closes the files without forcing them. */
  @Override
  public void close() {
    synchronized (forceLock) {
      families.close();
      forced.close();
    }
  }
}
