package io.tallystick.load.nodes;

import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.SegmentOrder;
import io.tallystick.load.group.LevelCheck;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.GroupVerify;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import java.io.IOException;

/**
 * What is looked at after a group's nodes were killed: all are level, the stored records are what
 * they should be, and each folder and the journal verify.
 */
final class FinalCheck {
  private FinalCheck() {}

  /**
   * Runs it; the nodes are stopped by then.
   *
   * @param records is shown every stored record of the first node
   * @param end follows the last of them
   */
  static void run(
      NodeGroup nodes,
      GroupPlan plan,
      NodeCommand command,
      Findings findings,
      SegmentOrder.Records records,
      Runnable end)
      throws IOException {
    LevelCheck level = new LevelCheck(nodes, findings);
    level.await("at the end");
    new SegmentOrder(plan.data(1)).read(0, records);
    end.run();
    plan.numbers().forEach(node -> nodes.process(node).askToStop());
    plan.numbers().forEach(nodes::stop);
    GroupVerify verify = new GroupVerify(command, plan, level.head());
    for (int node : plan.numbers()) {
      String journal = node == 1 ? nodes.cassandra().orElseThrow().address() : "";
      GroupVerify.Outcome outcome = verify.run(node, journal);
      if (!outcome.intact()) {
        findings.add("verify of node " + node + ": " + outcome.output());
      }
    }
  }
}
