package io.tallystick.load.compare;

import io.tallystick.load.process.Repetitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs every peer on every workload once in each repetition, one after the other; every other time
 * in the opposite order, so that a machine that gets slower or faster meanwhile favours none.
 */
final class PeerBench {
  /** Starts a peer on new files, puts load on it, checks what it holds, and removes it. */
  interface Measurement {
    /**
     * One run.
     *
     * @throws io.tallystick.base.TallystickException {@link Required#CHECK_FAILED} if what it holds
     *     is not what was answered
     */
    PeerRun measure(Workload workload, int repetition) throws IOException;
  }

  private PeerBench() {}

  /** All runs, in the order in which they were made; each is told once it is over. */
  static List<PeerRun> run(
      Map<Peer, Measurement> peers,
      List<Workload> workloads,
      int repetitions,
      Consumer<PeerRun> told)
      throws IOException {
    List<PeerRun> runs = new ArrayList<>();
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      List<Peer> order = Repetitions.order(List.copyOf(peers.keySet()), repetition);
      for (Workload workload : workloads) {
        for (Peer peer : order) {
          PeerRun run = peers.get(peer).measure(workload, repetition);
          runs.add(run);
          told.accept(run);
        }
      }
    }
    return runs;
  }
}
