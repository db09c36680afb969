package io.tallystick.load.fault;

import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A node is killed under load; copies of its folder are damaged, one file and one way each, and
 * started. Damaged are the newest file of every folder of the store.
 */
final class TornFiles implements FaultCase {
  @Override
  public String name() {
    return "torn-files";
  }

  @Override
  public List<FaultResult> run(FaultBench bench) throws IOException {
    Path folder = bench.newFolder(name());
    Path original = folder.resolve("original");
    Path record = folder.resolve("requests.rec");
    killUnderLoad(bench, original, record);
    List<FaultResult> results = new ArrayList<>();
    for (Path file : StoreFiles.newest(original)) {
      for (FileDamage damage : FileDamage.values()) {
        FaultResult result = tryOne(bench, folder, original, record, file, damage);
        if (result != null) {
          results.add(result);
          bench.say("  " + result.what() + ": " + result.outcome() + ", " + result.detail());
        }
      }
    }
    return results;
  }

  private static void killUnderLoad(FaultBench bench, Path data, Path record) throws IOException {
    try (NodeProcess node = bench.start(data, FaultBench.WITHOUT_CASSANDRA);
        LoadSession session = bench.load(node, record)) {
      FaultBench.pause(bench.options().seconds * 1_000L);
      node.killNode();
    }
  }

  private static FaultResult tryOne(
      FaultBench bench, Path folder, Path original, Path record, Path file, FileDamage damage)
      throws IOException {
    Path copy = folder.resolve("copy");
    FileTree.remove(copy);
    FaultBench.copyTree(original, copy);
    String where = damage.damage(copy.resolve(original.relativize(file)), bench.random());
    if (where == null) {
      return null;
    }
    String what =
        original.relativize(file)
            + ", "
            + damage.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " ("
            + where
            + ")";
    return bench.judge(what, copy, record, FaultBench.WITHOUT_CASSANDRA);
  }
}
