package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a log that cannot be opened is damaged, and what it still holds. It says nothing of what to
 * do: that depends on what the damaged entries can be had from.
 */
public final class SurveyedLog implements AutoCloseable {
  private final List<LogFile> files;
  private final List<DamagedSpot> spots;
  private final List<WholePart> whole;
  private final EndOfDamage endOfDamage;
  private final long firstWhole;
  private final HardState hardState;
  private final List<Membership> memberships;
  private final boolean truncated;

  SurveyedLog(
      List<LogFile> files,
      List<DamagedSpot> spots,
      List<WholePart> whole,
      EndOfDamage endOfDamage,
      long firstWhole,
      HardState hardState,
      List<Membership> memberships,
      boolean truncated) {
    this.files = files;
    this.spots = List.copyOf(spots);
    this.whole = List.copyOf(whole);
    this.endOfDamage = endOfDamage;
    this.firstWhole = firstWhole;
    this.hardState = hardState;
    this.memberships = List.copyOf(memberships);
    this.truncated = truncated;
  }

  /**
   * Walks all files, read only.
   *
   * @param settled as for {@link LogStore#open}
   * @throws io.tallystick.base.TallystickException UNPROCESSABLE if it is another replica's log;
   *     DAMAGED if what is whole does not fit together or is of an unknown version
   */
  public static SurveyedLog of(LogFiles files, LogOwner owner, SettledElsewhere settled) {
    try {
      return new LogSurvey(files, owner, settled).run();
    } catch (IOException e) {
      throw LogErrors.of(e, "survey the ordering log", files.describe());
    }
  }

  /** Every damaged place, in the log's order; empty if the log is whole. */
  public List<DamagedSpot> spots() {
    return spots;
  }

  /** What is known of the entries up to the end of the last damaged place; null without one. */
  public EndOfDamage endOfDamage() {
    return endOfDamage;
  }

  /**
   * Index of the first entry behind the last damaged place; {@link DamagedSpot#UNKNOWN} if there is
   * none.
   */
  public long firstWhole() {
    return firstWhole;
  }

  /** The newest hard state that is whole. */
  public HardState hardState() {
    return hardState;
  }

  /** Every membership that is whole, in heads and entries. */
  public List<Membership> memberships() {
    return memberships;
  }

  /** Whether entries were cut off and replaced somewhere; never in a group of one. */
  public boolean truncated() {
    return truncated;
  }

  /** All entries behind the last damaged place, in their order; each with a payload of its own. */
  public void forEachWhole(Consumer<LogEntry> visitor) {
    try {
      for (WholePart part : whole) {
        part.forEach(visitor);
      }
    } catch (IOException e) {
      throw LogErrors.of(e, "read the ordering log", "the files surveyed");
    }
  }

  @Override
  public void close() {
    try {
      for (LogFile file : files) {
        file.close();
      }
    } catch (IOException e) {
      throw LogErrors.of(e, "close the ordering log", "the files surveyed");
    }
  }
}
