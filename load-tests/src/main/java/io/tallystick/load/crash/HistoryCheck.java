package io.tallystick.load.crash;

import io.tallystick.load.driver.NodeStatus;
import io.tallystick.load.http.JsonClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * All checks of one history: what clients recorded against what a node holds. May be called again
 * as both grow; nothing may be in flight meanwhile.
 */
public final class HistoryCheck {
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
    this.record = record;
    this.findings = findings;
    this.replay = new ReplayCheck(memory, findings);
    this.answers = new AnswerCheck(memory, findings, unansweredAllowed);
    this.order = new OrderCheck(memory, findings);
  }

  /** Checks all that came since the last call, on a node that runs on the given folder. */
  public NodeStatus check(Path data, URI server) throws IOException {
    memory.readOn(record);
    try (JsonClient client = new JsonClient(server)) {
      NodeStatus status = NodeStatus.of(client.require("/v1/status"));
      walkedHeight = new SegmentOrder(data).read(walkedHeight, replay);
      if (walkedHeight != status.settledHeight()) {
        findings.add(
            "settled height is " + status.settledHeight() + ", on disk is " + walkedHeight);
      }
      answers.check();
      order.check();
      new BalanceCheck(client, findings).check(replay.model(), LoadSession.LEDGER);
      return status;
    }
  }

  ReplayCheck replay() {
    return replay;
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
