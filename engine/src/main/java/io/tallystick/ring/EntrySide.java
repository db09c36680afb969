package io.tallystick.ring;

import io.tallystick.batch.EntryReader;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.SideNames;
import io.tallystick.batch.SideReader;
import io.tallystick.ledger.Grants;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.ValuesBeside;
import io.tallystick.ledger.member.Authority;
import java.util.Arrays;

/**
 * What stands in an entry's side section, by row of the body at hand. Reused from entry to entry.
 */
final class EntrySide implements Names, Grants {
  private final int[] offsets;
  private final int[] lengths;
  private final int[] submitters;
  private final long[] grants;
  private boolean anyGrant;
  private final ValuesBeside values = new ValuesBeside();
  private byte[] bytes;
  private int events;
  private int firstEvent;

  EntrySide(int eventsMax) {
    offsets = new int[eventsMax];
    lengths = new int[eventsMax];
    submitters = new int[eventsMax];
    grants = new long[eventsMax];
  }

  /** Reads the whole side section of an entry. */
  void read(EntryReader entry) {
    Arrays.fill(lengths, 0, events, 0);
    Arrays.fill(submitters, 0, events, Authority.NO_KEY);
    values.clear();
    if (anyGrant) {
      Arrays.fill(grants, 0, events, 0);
      anyGrant = false;
    }
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
        case SideKind.GRANT -> {
          grants[side.index()] = SideNames.grantAt(side);
          anyGrant = true;
        }
        default -> values.add(side.index(), side.kind(), side.value());
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

  /** What the entry's rows were granted, rows counted as {@link #from} says. */
  Grants grants() {
    return anyGrant ? this : Grants.NONE;
  }

  @Override
  public long incarnation(int row) {
    return grants[firstEvent + row];
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
