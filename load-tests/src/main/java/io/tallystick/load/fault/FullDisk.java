package io.tallystick.load.fault;

import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The disk fills up under load. The node must stop with an exit code and a message, or refuse with
 * 503; once there is room, everything that was answered must be there.
 */
final class FullDisk implements FaultCase {
  private static final int LARGE_MB = 4_096;
  private static final long FILL_MS_MAX = 180_000;
  private static final long POLL_MS = 200;
  private static final int[] ROOM_MB = {64, 16};

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public List<FaultResult> run(FaultBench bench) throws IOException {
    List<FaultResult> results = new ArrayList<>();
    Path folder = bench.newFolder(name());
    for (int roomMb : ROOM_MB) {
      Path disk = folder.resolve("disk-" + roomMb);
      Mounts mount;
      try {
        mount = Mounts.memory(disk, LARGE_MB);
      } catch (IOException e) {
        results.add(new FaultResult("full disk", FaultResult.SKIPPED, e.getMessage()));
        return results;
      }
      try (mount) {
        results.addAll(fill(bench, mount, disk, folder.resolve("requests-" + roomMb), roomMb));
      }
    }
    return results;
  }

  private static List<FaultResult> fill(
      FaultBench bench, Mounts mount, Path disk, Path record, int roomMb) throws IOException {
    List<FaultResult> results = new ArrayList<>();
    Path data = disk.resolve("data");
    String what = "disk full after " + roomMb + " MB more";
    try (NodeProcess node = bench.start(data, FaultBench.WITHOUT_CASSANDRA);
        LoadSession session = bench.load(node, record)) {
      FaultBench.pause(bench.options().seconds * 1_000L);
      long usedMb = usedMb(disk);
      mount.remount("size=" + (usedMb + roomMb) + "m");
      results.add(awaitTrouble(bench, node, session, data, what));
      session.quiesce(0);
      node.killNode();
    }
    mount.remount("size=" + LARGE_MB + "m");
    results.add(
        bench.judge(
            what + ", started again with room", data, record, FaultBench.WITHOUT_CASSANDRA));
    results.forEach(
        result ->
            bench.say("  " + result.what() + ": " + result.outcome() + ", " + result.detail()));
    return results;
  }

  private static FaultResult awaitTrouble(
      FaultBench bench, NodeProcess node, LoadSession session, Path data, String what)
      throws IOException {
    long endNanos = System.nanoTime() + FILL_MS_MAX * 1_000_000L;
    while (System.nanoTime() - endNanos < 0) {
      if (!node.alive()) {
        return bench.refused(what, node, data);
      }
      if (session.count("http.503") > 0) {
        return new FaultResult(what, FaultResult.REFUSED, "answered 503, the node still runs");
      }
      FaultBench.pause(POLL_MS);
    }
    String wrong = "neither stopped nor refused within " + FILL_MS_MAX + " ms";
    bench.findings().add(what + ": " + wrong);
    return new FaultResult(what, FaultResult.WRONG, wrong);
  }

  private static long usedMb(Path disk) throws IOException {
    var store = java.nio.file.Files.getFileStore(disk);
    return (store.getTotalSpace() - store.getUnallocatedSpace()) / (1024 * 1024) + 1;
  }
}
