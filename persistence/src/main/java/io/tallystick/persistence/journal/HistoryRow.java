package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One history: an epoch of a ledger group.
 *
 * @param groupName the group's name, letters, digits, {@code . _ -}
 * @param epoch from 1; a rebuild starts the next one
 * @param groupId random, given when the group was created and kept through all its epochs
 * @param restoredHeight height that this epoch was restored to, 0 for a group's first
 * @param restoredHash header hash at that height, 32 bytes; zeros at height 0
 */
public record HistoryRow(
    String groupName, long epoch, UUID groupId, long restoredHeight, byte[] restoredHash) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Checks the ranges. */
  public HistoryRow {
    Checks.that(NAME.matcher(groupName).matches(), "group name " + groupName);
    Checks.inRange(epoch, 1, Long.MAX_VALUE, "epoch");
    Objects.requireNonNull(groupId, "groupId");
    Checks.inRange(restoredHeight, 0, Long.MAX_VALUE, "restored height");
    Checks.equal(restoredHash.length, JournalUnit.HASH_BYTES, "length of a header hash");
  }

  /** The first epoch of a new group. */
  public static HistoryRow first(String groupName, UUID groupId) {
    return new HistoryRow(groupName, 1, groupId, 0, new byte[JournalUnit.HASH_BYTES]);
  }

  /** Persistence id of this epoch's journal. */
  public String persistenceId() {
    return "settlement-batches|" + groupName + "|" + epoch;
  }

  /** Where this epoch's journal begins. */
  public JournalPosition start() {
    return JournalPosition.start(restoredHeight, restoredHash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HistoryRow row
        && groupName.equals(row.groupName)
        && epoch == row.epoch
        && groupId.equals(row.groupId)
        && restoredHeight == row.restoredHeight
        && Arrays.equals(restoredHash, row.restoredHash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(groupName, epoch, groupId, restoredHeight);
  }

  @Override
  public String toString() {
    return "group "
        + groupName
        + " ("
        + groupId
        + "), epoch "
        + epoch
        + ", restored to height "
        + restoredHeight;
  }
}
