package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.agreement.Agreement;
import java.util.Set;

/** Exit codes of a node that stopped by itself; docs/operating.md says what to do about each. */
public final class NodeExit {
  /** Stopped on request. */
  public static final int STOPPED = 0;

  /**
   * Something could not be written or fsynced: a full disk, a failing device, a read-only folder.
   */
  public static final int STORAGE_FAILED = 10;

  /** Stored bytes are not what was written, or applying them again gave something else. */
  public static final int DAMAGED = 11;

  /** A broken invariant of our own. */
  public static final int DEFECT = 12;

  /**
   * The journal in Cassandra holds another history than this node: a rebuild has replaced it, or it
   * is another group's.
   */
  public static final int OTHER_HISTORY = 13;

  /** Replicas hold different batches, and this one's are not those of a majority. */
  public static final int REPLICAS_DIFFER = 14;

  /** The replica was removed from its group. */
  public static final int REMOVED = 15;

  /**
   * The other nodes took this one for lost, and its account actors' places with it. A cluster's
   * node starts again by itself with a new actor system.
   */
  public static final int DOWNED = 16;

  /** Codes of errors that the file system gave, whatever their kind. */
  private static final Set<String> STORAGE_CODES =
      Set.of(
          "disk_full",
          "folder_read_only",
          "write_failed",
          "read_failed",
          "file_missing",
          "store_failed",
          "ordering_log_failed");

  /** Codes after which the journal holds another history than this node: it must not settle on. */
  private static final Set<String> OTHER_HISTORY_CODES =
      Set.of(
          "history_other_group",
          "history_newer_epoch",
          "history_other_restore",
          "journal_differs",
          "journal_ahead");

  private NodeExit() {}

  static boolean isOtherHistory(String code) {
    return OTHER_HISTORY_CODES.contains(code);
  }

  /**
   * With which code a start ends that was refused: where a person has to look first, that of a
   * server that stops for the same.
   *
   * @param otherwise the code of any other failure
   */
  public static int ofRefusedStart(Throwable problem, int otherwise) {
    int code = of(problem);
    return code == DAMAGED || code == OTHER_HISTORY ? code : otherwise;
  }

  static int of(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof TallystickException known) {
        if (isOtherHistory(known.code())) {
          return OTHER_HISTORY;
        }
        if (known.code().equals(Agreement.REPLICAS_DIFFER)) {
          return REPLICAS_DIFFER;
        }
        if (known.kind() == ErrorKind.DAMAGED) {
          return DAMAGED;
        }
        boolean storage =
            STORAGE_CODES.contains(known.code()) || known.kind() != ErrorKind.INTERNAL;
        return storage ? STORAGE_FAILED : DEFECT;
      }
    }
    return DEFECT;
  }
}
