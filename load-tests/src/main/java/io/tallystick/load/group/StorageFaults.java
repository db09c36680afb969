package io.tallystick.load.group;

import io.tallystick.load.fault.FileDamage;
import io.tallystick.load.fault.StoreFiles;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.node.NodeExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Disks fill up, lose all or change bytes; one node at a time, as the promise says. */
final class StorageFaults {
  /** Size of the small disk while it is not full. */
  static final int DISK_MB = 3_072;

  private static final int MIB = 1024 * 1024;
  private static final int[] ROOM_MB = {4, 24, 300};
  private static final long FULL_MS_MAX = 20_000;

  private StorageFaults() {}

  /**
   * The disk of one node fills up. A node that cannot write must end by itself, with the exit code
   * for that; one that leads may refuse bodies before.
   */
  static String diskFull(GroupBench bench) throws IOException {
    int node = bench.diskNode();
    int roomMb = ROOM_MB[bench.random().nextInt(ROOM_MB.length)];
    boolean leads = bench.leader() == node;
    bench.note("disk of node " + node + " full after " + roomMb + " MB more");
    bench.disk().remount("size=" + (usedMb(bench.group().plan().data(node)) + roomMb) + "m");
    NodeGroup.await(() -> !bench.group().alive(node), FULL_MS_MAX);
    bench.disk().remount("size=" + DISK_MB + "m");
    String what =
        (leads ? "leader " : "follower ") + node + ", disk full after " + roomMb + " MB more, ";
    if (bench.group().alive(node)) {
      return what + "it went on";
    }
    String end = bench.end(node);
    if (!end.startsWith("exit " + NodeExit.STORAGE_FAILED + ",")) {
      bench.findings().add(what + "it ended with " + end);
    }
    bench.startAndAwait(node);
    return what + end.substring(0, end.indexOf(','));
  }

  private static long usedMb(Path folder) throws IOException {
    var store = Files.getFileStore(folder);
    return (store.getTotalSpace() - store.getUnallocatedSpace()) / MIB + 1;
  }

  /**
   * One bit of a stopped node's file changes. It must be repaired or refused; a node that refuses
   * gets an empty folder, as the operating page says.
   */
  static String bitFlip(GroupBench bench) throws IOException {
    int node = bench.anyNode();
    if (bench.random().nextBoolean()) {
      bench.group().stop(node);
    } else {
      bench.group().kill(node);
    }
    String where = flip(bench, bench.group().plan().data(node));
    bench.note("node " + node + ": " + where);
    bench.startAndAwait(node);
    String what = "node " + node + ", " + where + ": ";
    if (bench.group().alive(node)) {
      bench.taint(node);
      return what + "started";
    }
    String end = bench.end(node);
    if (!end.startsWith("exit " + NodeExit.DAMAGED + ",")) {
      bench.findings().add(what + "it ended with " + end);
    }
    bench.group().wipe(node);
    bench.startAndAwait(node);
    return what + "refused, " + end.substring(0, end.indexOf(',')) + ", fetched its history anew";
  }

  private static String flip(GroupBench bench, Path data) throws IOException {
    FileDamage damage =
        bench.random().nextBoolean() ? FileDamage.BIT_FLIPPED : FileDamage.TAIL_BIT_FLIPPED;
    List<Path> files = StoreFiles.newest(data);
    String where = null;
    Path file = null;
    while (where == null) {
      file = files.get(bench.random().nextInt(files.size()));
      where = damage.damage(file, bench.random());
    }
    return data.relativize(file) + ", " + where;
  }

  /** A node loses all that it stored. */
  static String wiped(GroupBench bench) throws IOException {
    int node = bench.anyNode();
    bench.note("wipe node " + node);
    bench.group().kill(node);
    bench.group().wipe(node);
    bench.startAndAwait(node);
    bench.awaitCaughtUp(node);
    return "node " + node + " killed and wiped";
  }
}
