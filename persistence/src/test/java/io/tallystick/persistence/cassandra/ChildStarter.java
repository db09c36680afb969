package io.tallystick.persistence.cassandra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/**
 * A parent to be killed: starts a child in the folder given and writes its process id to a file.
 */
final class ChildStarter {
  private ChildStarter() {}

  public static void main(String[] args) throws Exception {
    CassandraChild child =
        CassandraChild.start(CassandraExtension.settings(Path.of(args[0])), StartProgress.SILENT);
    Path unfinished = Path.of(args[1] + ".unfinished");
    Files.writeString(unfinished, Long.toString(child.pid()));
    Files.move(unfinished, Path.of(args[1]), StandardCopyOption.ATOMIC_MOVE);
    new CountDownLatch(1).await();
  }
}
