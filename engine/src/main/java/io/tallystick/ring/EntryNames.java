package io.tallystick.ring;

import io.tallystick.batch.EntryReader;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.SideReader;
import io.tallystick.ledger.Names;
import java.util.Arrays;

/** The names in an entry's side section, by row of the body at hand. Reused from entry to entry. */
final class EntryNames implements Names {
  private final int[] offsets;
  private final int[] lengths;
  private byte[] bytes;
  private int events;
  private int firstEvent;

  EntryNames(int eventsMax) {
    offsets = new int[eventsMax];
    lengths = new int[eventsMax];
  }

  /** Reads all names of an entry. */
  void read(EntryReader entry) {
    Arrays.fill(lengths, 0, events, 0);
    events = entry.eventCount();
    bytes = entry.bytes();
    SideReader side = entry.side();
    while (side.next()) {
      if (side.kind() == SideKind.NAME) {
        offsets[side.index()] = side.valueOffset();
        lengths[side.index()] = side.valueBytes();
      }
    }
  }

  /** Rows count from this event from now on. */
  Names from(int newFirstEvent) {
    firstEvent = newFirstEvent;
    return this;
  }

  @Override
  public int length(int row) {
    return lengths[firstEvent + row];
  }

  @Override
  public void copy(int row, byte[] into, int offset) {
    System.arraycopy(bytes, offsets[firstEvent + row], into, offset, lengths[firstEvent + row]);
  }
}
