package io.tallystick.load.crash;

import java.net.URI;
import java.util.List;

/**
 * Where clients send, and at what pace.
 *
 * @param servers one or more nodes; client N begins with the Nth and goes on to the next when a
 *     node does not take a body
 * @param open whether bodies fall due on a fixed schedule, whatever became of those before; else a
 *     client's next body falls due after the answer
 * @param answerMsMax an answer that takes longer is given up, its outcome unknown
 */
public record LoadPlan(List<URI> servers, boolean open, long answerMsMax) {
  private static final long SINGLE_ANSWER_MS_MAX = 45_000;
  private static final long GROUP_ANSWER_MS_MAX = 5_000;

  public LoadPlan {
    servers = List.copyOf(servers);
  }

  /** One node, which is waited for. */
  static LoadPlan single(URI server) {
    return new LoadPlan(List.of(server), false, SINGLE_ANSWER_MS_MAX);
  }

  /** The nodes of a group; one that does not answer is left for another. */
  public static LoadPlan group(List<URI> servers) {
    return new LoadPlan(servers, true, GROUP_ANSWER_MS_MAX);
  }
}
