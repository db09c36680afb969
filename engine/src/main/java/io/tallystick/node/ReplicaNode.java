package io.tallystick.node;

import io.tallystick.config.NodeConfiguration;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica of a cluster in this process. When it lacks entries that the leader's log no longer
 * holds, everything above the process is stopped and started again, and the start fetches the
 * history: one path for a fresh, a wiped and a late replica. The same when the others took it for
 * lost: a new actor system may join them again.
 */
final class ReplicaNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaNode.class);

  /** It was started again; no exit code. */
  private static final int RUNS = -2;

  private final NodeConfiguration configuration;
  private final NodeOptions again;
  private LocalNode node;
  private boolean closed;

  private ReplicaNode(NodeOptions options, NodeConfiguration configuration, LocalNode node) {
    this.configuration = configuration;
    this.node = node;
    this.again = options.restartedAt(node.url().getPort());
  }

  static ReplicaNode start(
      NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    return new ReplicaNode(
        options, configuration, LocalNode.start(options, configuration, progress));
  }

  @Override
  public synchronized URI url() {
    return node.url();
  }

  private synchronized LocalNode current() {
    return node;
  }

  @Override
  public int awaitStop() throws InterruptedException {
    int code = current().awaitStop();
    while (code == LocalNode.CATCH_UP || code == NodeExit.DOWNED) {
      int ended = startAgain(code);
      code = ended == RUNS ? current().awaitStop() : ended;
    }
    return code;
  }

  /** Gives {@link #RUNS}, or how the process ends instead. */
  private synchronized int startAgain(int code) {
    if (closed) {
      return NodeExit.STOPPED;
    }
    node.close();
    boolean behind = code == LocalNode.CATCH_UP;
    try {
      node =
          LocalNode.start(
              again, configuration, step -> LOG.info("starting again: {}", step), behind);
      return RUNS;
    } catch (RuntimeException problem) {
      LOG.error("the node cannot be started again in place", problem);
      return behind ? NodeExit.of(problem) : NodeExit.DOWNED;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    node.close();
  }
}
