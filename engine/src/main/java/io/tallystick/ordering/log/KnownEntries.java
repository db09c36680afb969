package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import java.io.IOException;
import java.util.Optional;

/** What a survey knows of the entries that it has passed so far. */
final class KnownEntries {
  private long lastIndex = DamagedSpot.UNKNOWN;
  private long lastTerm;
  private boolean complete;
  private Newest newest = NONE;

  /** Reads an entry only when it is asked for: most are passed by newer ones. */
  interface Newest {
    Optional<EntryAsFound> read() throws IOException;
  }

  private static final Newest NONE = Optional::empty;

  /** The log begins behind that index. */
  void startAfter(long index, long term) {
    lastIndex = index;
    lastTerm = term;
    complete = true;
  }

  /** The next entry will follow that index, whatever came before. */
  void resumeAfter(long index, long term) {
    lastIndex = index;
    lastTerm = Math.max(lastTerm, term);
  }

  /** Entries that nothing is known of may have followed. */
  void lost() {
    lastIndex = DamagedSpot.UNKNOWN;
    complete = false;
    newest = NONE;
  }

  void passed(Record record, Newest place) {
    passed(record.index(), record.term(), record.kind(), place);
  }

  void passed(EntryAsFound entry) {
    passed(entry.index(), entry.term(), entry.kind().number(), () -> Optional.of(entry));
  }

  private void passed(long index, long term, int kind, Newest place) {
    lastIndex = index;
    lastTerm = term;
    if (kind == EntryKind.PAYLOAD.number()) {
      newest = place;
      complete = true;
    }
  }

  boolean isKnown() {
    return lastIndex != DamagedSpot.UNKNOWN;
  }

  long lastIndex() {
    return lastIndex;
  }

  long lastTerm() {
    return lastTerm;
  }

  /** The index that the next entry must have; 0 if that cannot be told. */
  long nextIndex() {
    return isKnown() ? lastIndex + 1 : 0;
  }

  /** As far as it goes now. */
  EndOfDamage end() throws IOException {
    return new EndOfDamage(
        lastIndex, lastTerm, complete ? newest.read() : Optional.empty(), complete);
  }
}
