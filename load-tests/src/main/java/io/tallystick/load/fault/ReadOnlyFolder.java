package io.tallystick.load.fault;

import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data folder cannot be written: a new one, and one that holds what was answered before. */
final class ReadOnlyFolder implements FaultCase {
  private static final int SIZE_MB = 4_096;
  private static final long EXIT_MS_MAX = 60_000;

  @Override
  public String name() {
    return "read-only";
  }

  @Override
  public List<FaultResult> run(FaultBench bench) throws IOException {
    Path folder = bench.newFolder(name());
    Path disk = folder.resolve("disk");
    List<FaultResult> results = new ArrayList<>();
    Mounts mount;
    try {
      mount = Mounts.memory(disk, SIZE_MB);
    } catch (IOException e) {
      results.add(new FaultResult("read-only folder", FaultResult.SKIPPED, e.getMessage()));
      return results;
    }
    try (mount) {
      tryAll(bench, mount, folder, disk, results);
    }
    results.forEach(
        result ->
            bench.say("  " + result.what() + ": " + result.outcome() + ", " + result.detail()));
    return results;
  }

  private static void tryAll(
      FaultBench bench, Mounts mount, Path folder, Path disk, List<FaultResult> results)
      throws IOException {
    // The output stands outside, where it can be written.
    Path link = folder.resolve("data");
    java.nio.file.Files.createSymbolicLink(link, disk);
    Path record = folder.resolve("requests.rec");
    mount.remount("ro");
    results.add(startRefused(bench, "new folder on a read-only disk", link));
    mount.remount("rw");
    try (NodeProcess node = bench.start(link, FaultBench.WITHOUT_CASSANDRA);
        LoadSession session = bench.load(node, record)) {
      FaultBench.pause(bench.options().seconds * 1_000L);
      node.killNode();
      session.quiesce(0);
    }
    mount.remount("ro");
    results.add(startRefused(bench, "used folder on a read-only disk", link));
    mount.remount("rw");
    results.add(bench.judge("writable again", link, record, FaultBench.WITHOUT_CASSANDRA));
  }

  private static FaultResult startRefused(FaultBench bench, String what, Path data)
      throws IOException {
    java.nio.file.Files.deleteIfExists(FaultBench.output(data));
    try (NodeProcess node = bench.launch(data, FaultBench.WITHOUT_CASSANDRA)) {
      if (node.awaitReady(EXIT_MS_MAX)) {
        bench.findings().add(what + ": the node got ready");
        return new FaultResult(what, FaultResult.WRONG, "ready");
      }
      return bench.refused(what, node, data);
    }
  }
}
