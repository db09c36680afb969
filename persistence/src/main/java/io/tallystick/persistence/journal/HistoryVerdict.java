package io.tallystick.persistence.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.List;
import java.util.Optional;

/** What the history table says to a node that holds a history of its own. Pure. */
public enum HistoryVerdict {
  /** No row of this epoch and nothing against it: insert it and journal from the first unit. */
  ABSENT,
  /** The row is there and is the same. */
  OURS,
  /** The name belongs to a group with another id: another history. */
  OTHER_GROUP,
  /** A rebuild started a newer epoch: this node's history has ended. */
  NEWER_EPOCH,
  /** The same epoch was restored from another height or hash. */
  OTHER_RESTORE;

  /** Judges the rows of the group's name, in any order. */
  public static HistoryVerdict of(List<HistoryRow> rows, HistoryRow own) {
    if (rows.stream().anyMatch(row -> !row.groupId().equals(own.groupId()))) {
      return OTHER_GROUP;
    }
    if (rows.stream().anyMatch(row -> row.epoch() > own.epoch())) {
      return NEWER_EPOCH;
    }
    Optional<HistoryRow> same = rows.stream().filter(row -> row.epoch() == own.epoch()).findAny();
    if (same.isEmpty()) {
      return ABSENT;
    }
    return same.get().equals(own) ? OURS : OTHER_RESTORE;
  }

  /** Fails unless this node may go on: {@code history_…}. */
  public void check(List<HistoryRow> rows, HistoryRow own) {
    String what = "Cassandra holds " + rows + ", this node has " + own + ": ";
    switch (this) {
      case ABSENT, OURS -> {}
      case OTHER_GROUP ->
          throw refused(
              "history_other_group",
              what + "another group of the same name; use another name, keyspace or data folder");
      case NEWER_EPOCH ->
          throw refused(
              "history_newer_epoch",
              what + "a rebuild has replaced this node's history; start it with an empty folder");
      case OTHER_RESTORE ->
          throw refused(
              "history_other_restore", what + "two rebuilds of one epoch; only one may live");
    }
  }

  private static TallystickException refused(String code, String message) {
    return TallystickException.of(ErrorKind.DAMAGED, code, message);
  }
}
