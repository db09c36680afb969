package io.tallystick.ring;

import io.tallystick.batch.EntryReader;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.SideNames;
import io.tallystick.batch.SideReader;
import io.tallystick.batch.SideValues;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.member.Authority;
import java.util.Arrays;

/**
 * What stands in an entry's side section, by row of the body at hand. Reused from entry to entry.
 */
final class EntryNames implements Names {
  private final int[] offsets;
  private final int[] lengths;
  private final int[] submitters;
  private final SideValues values = new SideValues();
  private byte[] bytes;
  private int events;
  private int firstEvent;

  EntryNames(int eventsMax) {
    offsets = new int[eventsMax];
    lengths = new int[eventsMax];
    submitters = new int[eventsMax];
  }

  /** Reads the whole side section of an entry. */
  void read(EntryReader entry) {
    Arrays.fill(lengths, 0, events, 0);
    Arrays.fill(submitters, 0, events, Authority.NO_KEY);
    values.clear();
    events = entry.eventCount();
    bytes = entry.bytes();
    SideReader side = entry.side();
    while (side.next()) {
      switch (side.kind()) {
        case SideKind.NAME -> {
          offsets[side.index()] = side.valueOffset();
          lengths[side.index()] = side.valueBytes();
        }
        case SideKind.SUBMITTER -> submitters[side.index()] = SideNames.submitterAt(side);
        default -> values.keep(side.index(), side);
      }
    }
  }

  /** Number of the key that signed the body whose first event this is. */
  int submitter(int bodyFirstEvent) {
    return submitters[bodyFirstEvent];
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

  @Override
  public byte[] value(int row, int kind) {
    return values.get(firstEvent + row, kind);
  }
}
