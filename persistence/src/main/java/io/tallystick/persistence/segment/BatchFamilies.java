package io.tallystick.persistence.segment;

import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.Poison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The families of a batch store, and the checks that one batch lies in them whole. */
final class BatchFamilies implements AutoCloseable {
  private static final int CHECK_BYTES = 1 << 16;
  private static final String RECORDS_DIFFER = "the records' checksum does not fit";

  final FrameLayout layout;
  final FixedSegments frames;
  final FixedSegments records;
  final FixedSegments sides;
  final List<FixedSegments> extras = new ArrayList<>();

  private interface Opener {
    FixedSegments open(Path parent, FamilySettings settings, FileAccess files, Poison poison);
  }

  private BatchFamilies(
      Path folder, BatchStoreSettings settings, FileAccess files, Poison poison, Opener opener) {
    layout = new FrameLayout(settings.headerBytes(), settings.extras().size());
    FamilySettings frameSettings =
        FamilySettings.frames(layout.frameBytes(), settings.framesPerFile());
    frames = opener.open(folder, frameSettings, files, poison);
    records = opener.open(folder, settings.records(), files, poison);
    sides = opener.open(folder, settings.sides(), files, poison);
    for (FamilySettings extra : settings.extras()) {
      extras.add(opener.open(folder, extra, files, poison).checksummed());
    }
  }

  static BatchFamilies open(
      Path folder, BatchStoreSettings settings, FileAccess files, Poison poison) {
    return new BatchFamilies(folder, settings, files, poison, FixedSegments::open);
  }

  static BatchFamilies openForReading(
      Path folder, BatchStoreSettings settings, FileAccess files, Poison poison) {
    return new BatchFamilies(folder, settings, files, poison, FixedSegments::openForReading);
  }

  /** The frame of a height that the frame family holds; fails with its damage. */
  Frame frame(long height) {
    byte[] bytes = new byte[layout.frameBytes()];
    frames.read(height - 1, bytes, 0);
    if (!layout.whole(bytes)) {
      throw damageOfFrame(height, "the frame's checksum does not fit").exception();
    }
    Frame frame = layout.decode(bytes);
    if (frame.height() != height) {
      throw damageOfFrame(height, "the frame is that of height " + frame.height()).exception();
    }
    return frame;
  }

  /** The frame of a height, or null if its bytes are not whole. */
  Frame frameIfWhole(long height) {
    byte[] bytes = new byte[layout.frameBytes()];
    frames.read(height - 1, bytes, 0);
    return layout.whole(bytes) ? layout.decode(bytes) : null;
  }

  List<FixedSegments> all() {
    List<FixedSegments> all = new ArrayList<>(List.of(records, sides, frames));
    all.addAll(extras);
    return all;
  }

  /** What is wrong with the batch of this height, if anything is; reads all of its bytes. */
  Optional<Damage> inspect(Frame previous, long height, LinkCheck linkCheck) {
    if (height > frames.count()) {
      return Optional.of(damageOfFrame(height, "the frame is missing"));
    }
    byte[] bytes = new byte[layout.frameBytes()];
    frames.read(height - 1, bytes, 0);
    if (!layout.whole(bytes)) {
      return Optional.of(damageOfFrame(height, "the frame's checksum does not fit"));
    }
    Frame frame = layout.decode(bytes);
    Optional<Damage> damage = inspectPlace(previous, height, frame);
    if (damage.isPresent()) {
      return damage;
    }
    damage = inspectExtras(previous, frame);
    if (damage.isPresent()) {
      return damage;
    }
    damage = inspectParts(frame);
    if (damage.isPresent()) {
      return damage;
    }
    byte[] previousHash = previous == null ? new byte[FrameLayout.HASH_BYTES] : previous.hash();
    if (!linkCheck.linked(previousHash, frame.header(), frame.hash())) {
      return Optional.of(damageOfFrame(height, "the header does not follow the batch before"));
    }
    return Optional.empty();
  }

  private Optional<Damage> inspectPlace(Frame previous, long height, Frame frame) {
    long firstNumber = previous == null ? 0 : previous.endNumber();
    long sideOffset = previous == null ? 0 : previous.sideEnd();
    boolean inPlace =
        frame.height() == height
            && frame.firstNumber() == firstNumber
            && frame.sideOffset() == sideOffset
            && frame.count() >= 0
            && frame.sideBytes() >= 0;
    for (int i = 0; i < extras.size(); i++) {
      long before = previous == null ? 0 : previous.extraCounts()[i];
      inPlace &= frame.extraCounts()[i] >= before;
    }
    return inPlace
        ? Optional.empty()
        : Optional.of(damageOfFrame(height, "the frame does not follow the frame before"));
  }

  private Optional<Damage> inspectExtras(Frame previous, Frame frame) {
    for (int i = 0; i < extras.size(); i++) {
      FixedSegments extra = extras.get(i);
      long end = frame.extraCounts()[i];
      if (extra.count() < end) {
        long missing = extra.count();
        return Optional.of(
            damage(frame.height(), extra, missing, end - missing, "entries are missing"));
      }
      long before = previous == null ? 0 : previous.extraCounts()[i];
      if (crc(extra, before, end - before) != frame.extraCrcs()[i]) {
        return Optional.of(
            damage(
                frame.height(), extra, before, end - before, "the entries' checksum does not fit"));
      }
    }
    return Optional.empty();
  }

  private Optional<Damage> inspectParts(Frame frame) {
    if (records.count() < frame.endNumber()) {
      return Optional.of(damageOfRecords(frame, "records are missing"));
    }
    if (sides.count() < frame.sideEnd()) {
      return Optional.of(damageOfSide(frame, "bytes of the side section are missing"));
    }
    if (!recordsFit(frame)) {
      return Optional.of(damageOfRecords(frame, RECORDS_DIFFER));
    }
    if (crc(sides, frame.sideOffset(), frame.sideBytes()) != frame.sideCrc()) {
      return Optional.of(damageOfSide(frame, "the side section's checksum does not fit"));
    }
    return Optional.empty();
  }

  private boolean recordsFit(Frame frame) {
    return crc(records, frame.firstNumber(), frame.count()) == frame.recordsCrc();
  }

  /** Fails with the damage if a batch's records are not those written. */
  void requireRecords(Frame frame) {
    if (!recordsFit(frame)) {
      throw damageOfRecords(frame, RECORDS_DIFFER).exception();
    }
  }

  private static int crc(FixedSegments family, long first, long count) {
    CRC32C crc = new CRC32C();
    int recordBytes = family.settings().recordBytes();
    int most = Math.max(1, CHECK_BYTES / recordBytes);
    byte[] buffer = new byte[(int) Math.min(most, Math.max(1, count)) * recordBytes];
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(most, count - done);
      family.read(first + done, part, buffer, 0);
      crc.update(buffer, 0, part * recordBytes);
      done += part;
    }
    return (int) crc.getValue();
  }

  Damage damageOfFrame(long height, String what) {
    return damage(height, frames, height - 1, 1, what);
  }

  Damage damageOfRecords(Frame frame, String what) {
    return damage(frame.height(), records, frame.firstNumber(), frame.count(), what);
  }

  Damage damageOfSide(Frame frame, String what) {
    return damage(frame.height(), sides, frame.sideOffset(), frame.sideBytes(), what);
  }

  private static Damage damage(
      long height, FixedSegments family, long first, long count, String what) {
    return new Damage(
        height,
        family.fileOf(first),
        family.positionOf(first),
        count * family.settings().recordBytes(),
        what);
  }

  /** Cuts every family to the end of this batch; null cuts all. Frames go first. */
  void cutTo(Frame last) {
    // Frames first: a crash in between leaves parts without a frame, never the reverse.
    frames.truncateTo(last == null ? 0 : last.height());
    records.truncateTo(last == null ? 0 : last.endNumber());
    sides.truncateTo(last == null ? 0 : last.sideEnd());
    for (int i = 0; i < extras.size(); i++) {
      extras.get(i).truncateTo(last == null ? 0 : last.extraCounts()[i]);
    }
  }

  /** Makes all that was appended before this call durable; frames last. */
  void force() {
    records.force();
    sides.force();
    extras.forEach(FixedSegments::force);
    frames.force();
  }

  int[] takeExtraCrcs() {
    return extras.stream().mapToInt(FixedSegments::takeChecksum).toArray();
  }

  long[] extraCounts() {
    return extras.stream().mapToLong(FixedSegments::count).toArray();
  }

  @Override
  public void close() {
    frames.close();
    records.close();
    sides.close();
    extras.forEach(FixedSegments::close);
  }
}
