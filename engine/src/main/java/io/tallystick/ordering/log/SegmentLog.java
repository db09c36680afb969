package io.tallystick.ordering.log;

import io.tallystick.base.Checks;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segment files of one log: opened and repaired, written in groups, cut from the front. */
final class SegmentLog {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

  /**
   * The next segment is allocated once this one is filled to one part in so many: early, since the
   * writing of zeros competes with what is being written; not at once, since an idle log needs
   * none.
   */
  private static final int PREPARE_AT_SHARE = 16;

  private final LogFiles files;
  private final LogSettings settings;
  private final LogOwner owner;
  private final SegmentPreparer preparer;
  private final GroupEncoder encoder;
  private final List<Segment> segments = new ArrayList<>();
  private LogState state;

  private SegmentLog(LogFiles files, LogSettings settings, LogOwner owner, Executor background) {
    this.files = files;
    this.settings = settings;
    this.owner = owner;
    this.preparer = new SegmentPreparer(files, settings.segmentBytes(), background);
    this.encoder = new GroupEncoder(settings.groupBytesMax());
  }

  /** Opens the log, made with those members if there is none. */
  static SegmentLog open(
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      Membership initial,
      SettledElsewhere settled,
      Executor background) {
    SegmentLog log = new SegmentLog(files, settings, owner, background);
    try {
      List<Long> numbers = new ArrayList<>();
      for (String name : files.names()) {
        if (Segment.isVoid(name)) {
          files.delete(name);
        } else if (Segment.isSegment(name)) {
          numbers.add(Segment.numberOf(name));
        }
      }
      numbers.sort(null);
      if (numbers.isEmpty()) {
        log.create(LogBeginning.ofNew(initial));
      } else {
        log.scan(numbers, settled);
      }
      return log;
    } catch (IOException e) {
      throw LogErrors.of(e, "open the ordering log", files.describe());
    }
  }

  /** Makes a log in an empty folder. */
  static SegmentLog create(
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      LogBeginning start,
      Executor background) {
    SegmentLog log = new SegmentLog(files, settings, owner, background);
    try {
      Checks.that(
          files.names().stream().noneMatch(Segment::isSegment), "a new log has an empty folder");
      log.create(start);
      return log;
    } catch (IOException e) {
      throw LogErrors.of(e, "make an ordering log", files.describe());
    }
  }

  private void create(LogBeginning start) throws IOException {
    SegmentHeader header =
        new SegmentHeader(
            1,
            owner,
            start.firstIndex(),
            start.previousTerm(),
            0,
            start.hardState(),
            0,
            start.members(),
            settings.segmentBytes(),
            false);
    state = new LogState(header);
    addSegment(header);
  }

  private void addSegment(SegmentHeader header) throws IOException {
    LogFile file = preparer.take();
    file.write(header.encode(), 0);
    file.force();
    file.close();
    String name = Segment.fileName(header.number());
    files.rename(Segment.PREPARED, name);
    segments.add(new Segment(files.open(name), header));
  }

  private void scan(List<Long> numbers, SettledElsewhere settled) throws IOException {
    List<SegmentHeader> headers = openSegments(numbers);
    state = new LogState(headers.get(0));
    SegmentScanner scanner = new SegmentScanner(segments, state, settled);
    List<Segment> all = List.copyOf(segments);
    for (int i = 0; i < all.size(); i++) {
      checkFollows(headers.get(i), all.get(i));
      if (i + 1 < all.size()) {
        scanner.scanFull(all.get(i), headers.get(i + 1).previousEnd());
      } else {
        scanner.scanLast(all.get(i));
      }
    }
    if (scanner.tornBytes() > 0) {
      LOG.warn(
          "cut a torn group of {} bytes after entry {} of the ordering log in {}; nothing of it"
              + " was acknowledged",
          scanner.tornBytes(),
          state.terms.lastIndex(),
          files.describe());
    }
  }

  /** Opens from the newest back to where the log begins; what lies before that is void. */
  private List<SegmentHeader> openSegments(List<Long> numbers) throws IOException {
    List<SegmentHeader> headers = new ArrayList<>();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      SegmentHeader header = openSegment(numbers.get(i));
      headers.add(0, header);
      if (header.beginsLog()) {
        for (long voided : numbers.subList(0, i)) {
          files.delete(Segment.fileName(voided));
        }
        break;
      }
    }
    return headers;
  }

  private SegmentHeader openSegment(long number) throws IOException {
    LogFile file = files.open(Segment.fileName(number));
    ByteBuffer bytes =
        ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int read = file.read(bytes, 0);
    SegmentHeader header = SegmentHeader.decode(bytes.position(0).limit(read), file.name());
    if (!header.owner().equals(owner)) {
      file.close();
      throw LogErrors.ofAnother(files.describe(), header.owner(), owner);
    }
    if (header.number() != number) {
      throw LogErrors.damaged(
          file.name(), 16, header.startIndex(), "it is the file of segment " + header.number());
    }
    if (!segments.isEmpty() && segments.get(0).number - 1 != number) {
      throw LogErrors.damaged(
          segments.get(0).file.name(),
          16,
          segments.get(0).startIndex,
          "a segment before this one is missing");
    }
    if (file.size() != header.fileBytes()) {
      throw LogErrors.damaged(
          file.name(),
          Math.min(file.size(), header.fileBytes()),
          header.startIndex(),
          "the file has " + file.size() + " bytes and was made with " + header.fileBytes());
    }
    segments.add(0, new Segment(file, header));
    return header;
  }

  private void checkFollows(SegmentHeader header, Segment segment) {
    if (header.startIndex() != state.terms.lastIndex() + 1) {
      throw LogErrors.damaged(
          segment.file.name(),
          104,
          header.startIndex(),
          "the segment before ends with entry " + state.terms.lastIndex());
    }
    state.hardState = header.hardState();
  }

  LogState state() {
    return state;
  }

  /**
   * Writes one group; it is durable after {@link #force}. Lists are read, never kept.
   *
   * @param items entries and {@link Long}s, which are truncations
   */
  void write(List<Object> items, HardState hardState) throws IOException {
    encoder.begin();
    int[] starts = new int[items.size()];
    for (int i = 0; i < starts.length; i++) {
      if (items.get(i) instanceof LogEntry entry) {
        starts[i] = encoder.add(entry);
      } else {
        encoder.addTruncation((Long) items.get(i));
      }
    }
    if (current().end + encoder.groupBytes() > current().bytes) {
      roll();
    }
    Segment segment = current();
    long offset = segment.end;
    long number = state.groupNumber + 1;
    segment.file.write(encoder.finish(offset, segment.number, number, hardState), offset);
    long bodyEnd = offset + LogFormat.GROUP_HEADER_BYTES + encoder.bodyBytes();
    synchronized (this) {
      for (int i = 0; i < starts.length; i++) {
        if (items.get(i) instanceof LogEntry entry) {
          state.entry(segment, entry, offset + starts[i], bodyEnd);
        } else {
          state.truncated((Long) items.get(i), segment, segments);
        }
      }
      state.groupNumber = number;
      state.hardState = hardState;
      segment.end += encoder.groupBytes();
    }
    if (segment.end > segment.bytes / PREPARE_AT_SHARE) {
      preparer.prepare();
    }
  }

  void force() throws IOException {
    current().file.force();
  }

  private Segment current() {
    return segments.get(segments.size() - 1);
  }

  private synchronized void roll() throws IOException {
    long startIndex = state.terms.lastIndex() + 1;
    Map.Entry<Long, Membership> members = state.memberships.lastEntry();
    addSegment(
        new SegmentHeader(
            current().number + 1,
            owner,
            startIndex,
            state.terms.term(startIndex - 1),
            current().end,
            state.hardState,
            members.getKey(),
            members.getValue(),
            settings.segmentBytes(),
            false));
  }

  /**
   * Begins the log anew after an index: one segment, durable when this returns. A crash before
   * leaves the old log whole; after it the new segment's header says that older files are void.
   */
  synchronized void resetTo(LogStart start, HardState hardState) throws IOException {
    List<Segment> old = List.copyOf(segments);
    SegmentHeader header =
        new SegmentHeader(
            current().number + 1,
            owner,
            start.index() + 1,
            start.term(),
            0,
            hardState,
            start.index(),
            start.membership(),
            settings.segmentBytes(),
            true);
    addSegment(header);
    state.reset(header);
    segments.removeAll(old);
    old.forEach(segment -> preparer.delete(segment.file));
  }

  /** Deletes segments whose entries all lie below an index; returns the first index then. */
  synchronized long cutBefore(long index) {
    Segment start = segments.get(0);
    for (Segment segment : segments) {
      if (segment.mayStartLog && segment.startIndex <= index) {
        start = segment;
      }
    }
    if (start != segments.get(0)) {
      state.cutBefore(start);
      while (segments.get(0) != start) {
        preparer.delete(segments.remove(0).file);
      }
    }
    return state.terms.firstIndex();
  }

  void close() throws IOException {
    preparer.close();
    for (Segment segment : segments) {
      segment.file.close();
    }
  }
}
