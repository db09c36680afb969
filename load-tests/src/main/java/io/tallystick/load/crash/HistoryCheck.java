package io.tallystick.load.crash;

import io.tallystick.load.driver.NodeStatus;
import io.tallystick.load.http.JsonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * All checks of one history: what clients recorded against what a node holds. May be called again
 * as both grow; nothing may be in flight meanwhile.
 */
public final class HistoryCheck {
  private static final int ATTEMPTS_MAX = 40;
  private static final long ATTEMPT_PAUSE_MS = 250;

  private final Path record;
  private final Findings findings;
  private final ClientMemory memory = new ClientMemory();
  private final ReplayCheck replay;
  private final AnswerCheck answers;
  private final OrderCheck order;
  private long walkedHeight;

  /**
   * @param record the clients' record file
   * @param unansweredAllowed whether clients were ended while they still waited for answers
   */
  public HistoryCheck(Path record, Findings findings, boolean unansweredAllowed) {
    this(record, findings, unansweredAllowed, false);
  }

  /** The history of a group, whose nodes look up what a lost leader left unanswered. */
  public static HistoryCheck ofGroup(Path record, Findings findings) {
    return new HistoryCheck(record, findings, false, true);
  }

  private HistoryCheck(
      Path record, Findings findings, boolean unansweredAllowed, boolean lookUpsAllowed) {
    this.record = record;
    this.findings = findings;
    this.replay = new ReplayCheck(memory, findings);
    this.answers = new AnswerCheck(memory, findings, unansweredAllowed, lookUpsAllowed);
    this.order = new OrderCheck(memory, findings);
  }

  /** Checks all that came since the last call, on a node that runs on the given folder. */
  public NodeStatus check(Path data, URI server) throws IOException {
    memory.readOn(record);
    try (JsonClient client = new JsonClient(server)) {
      NodeStatus status = walkAndCompareBalances(data, client);
      answers.check();
      order.check();
      return status;
    }
  }

  /** Holds go on to expire while balances are read, so that it starts again if a batch came. */
  private NodeStatus walkAndCompareBalances(Path data, JsonClient client) throws IOException {
    for (int attempt = 1; ; attempt++) {
      NodeStatus before = status(client);
      walkedHeight = new SegmentOrder(data).read(walkedHeight, replay);
      Findings differences = new Findings();
      if (walkedHeight < before.settledHeight()) {
        differences.add(
            "settled height is " + before.settledHeight() + ", on disk is " + walkedHeight);
      }
      new BalanceCheck(client, differences).check(replay.model(), LoadSession.LEDGER);
      NodeStatus after = status(client);
      boolean still =
          before.settledHeight() == walkedHeight && after.settledHeight() == walkedHeight;
      if (still || attempt == ATTEMPTS_MAX) {
        differences.kept().forEach(findings::add);
        return after;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ATTEMPT_PAUSE_MS));
    }
  }

  private static NodeStatus status(JsonClient client) throws IOException {
    return NodeStatus.of(client.require("/v1/status"));
  }

  ReplayCheck replay() {
    return replay;
  }

  /** The height up to which all is checked. */
  public long walkedHeight() {
    return walkedHeight;
  }

  /** Transfers among the walked records that took effect. */
  public long createdTransfers() {
    return replay.createdTransfers();
  }

  /** Stored records walked so far. */
  public long records() {
    return replay.records();
  }

  /** Answered rows held against them so far. */
  public long rowsChecked() {
    return answers.rowsChecked();
  }
}
