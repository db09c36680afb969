package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Cassandra child. It ends with this process however this process ends; a child that ends
 * by itself is started again, after 1, 2, 4, … at most 30 s, on the same ports.
 *
 * <p>Errors of {@link #start}, and of {@link #begin} as far as they are seen before the process is
 * launched: {@code cassandra_jars_missing}, {@code java_17_missing}, {@code
 * cassandra_folder_in_use}, {@code cassandra_folder_foreign}, {@code cassandra_folder_version},
 * {@code cassandra_folder_unusable}, {@code cassandra_port_in_use}, {@code cassandra_orphan},
 * {@code disk_full}, {@code out_of_memory}, {@code cassandra_start_failed}.
 */
public final class CassandraChild implements AutoCloseable {
  /** The data centre's name as SimpleSnitch gives it. */
  public static final String DATACENTER = "datacenter1";

  private static final int PORT_TRIES_MAX = 3;
  private static final long RESTART_MS_MIN = 1_000;
  private static final long RESTART_MS_MAX = 30_000;
  private static final Logger LOG = LoggerFactory.getLogger(CassandraChild.class);

  private final CassandraChildSettings settings;
  private final ChildFolder folder;
  private final List<Path> jars;
  private final Path java;
  private final ClassArchive archive;
  private final RandomGenerator random;
  private final ScheduledExecutorService restarts;

  private volatile ChildPorts ports;
  private volatile ChildProcess child;
  private volatile boolean closing;
  private volatile String trouble = "";
  private final CountDownLatch up = new CountDownLatch(1);
  private long restartMs = RESTART_MS_MIN;

  private CassandraChild(CassandraChildSettings settings, ChildFolder folder, List<Path> jars)
      throws IOException {
    this.settings = settings;
    this.folder = folder;
    this.jars = jars;
    this.java = ChildJava.executable();
    this.archive = new ClassArchive(folder, java, jars);
    this.random = new Random();
    this.restarts =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "cassandra-child-restart");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a child, ending an orphan first, and returns once CQL answers. */
  public static CassandraChild start(CassandraChildSettings settings, StartProgress progress) {
    List<Path> jars = CassandraJars.find(settings.jars());
    ChildFolder folder = ChildFolder.open(settings.folder());
    CassandraChild started = null;
    try {
      started = new CassandraChild(settings, folder, jars);
      started.comeUp(progress);
      return started;
    } catch (IOException | RuntimeException | InterruptedException e) {
      if (started == null) {
        folder.close();
      } else {
        started.close();
      }
      throw asFailure(e, folder);
    }
  }

  /**
   * As {@link #start}, but returns at once; the child comes up beside, and is tried again as one
   * that ended by itself. {@link #awaitUp} waits for it, {@link #trouble} says how it is.
   *
   * @param progress called on another thread
   */
  public static CassandraChild begin(CassandraChildSettings settings, StartProgress progress) {
    List<Path> jars = CassandraJars.find(settings.jars());
    ChildFolder folder = ChildFolder.open(settings.folder());
    try {
      CassandraChild begun = new CassandraChild(settings, folder, jars);
      begun.trouble = "is starting";
      begun.restarts.execute(() -> begun.tryToComeUp(progress));
      return begun;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw asFailure(e, folder);
    }
  }

  /** The first launch: an orphan is ended, and ports are looked for until they are free. */
  private void comeUp(StartProgress progress) throws IOException, InterruptedException {
    endOrphan(folder, progress);
    launchOnFreePorts(progress);
    up.countDown();
    restartWhenItEnds();
  }

  private static TallystickException asFailure(Exception e, ChildFolder folder) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return e instanceof TallystickException known
        ? known
        : TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "cassandra_start_failed",
            "The Cassandra child in " + folder.root() + " did not start: " + e,
            e);
  }

  private static void endOrphan(ChildFolder folder, StartProgress progress) {
    Optional<ProcessHandle> orphan =
        OrphanProcess.find(folder.run("child.properties"), folder.root());
    if (orphan.isPresent()) {
      LOG.info("Ending process {}, left by an earlier node", orphan.get().pid());
      progress.at(StartProgress.Phase.ENDING_ORPHAN, 0);
      OrphanProcess.end(orphan.get());
    }
  }

  private void launchOnFreePorts(StartProgress progress) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      ports = ChildPorts.choose(settings, folder.run("ports.properties"), random);
      try {
        launch(progress);
        ports.write(folder.run("ports.properties"));
        return;
      } catch (TallystickException e) {
        if (!e.code().equals(StartFailure.PORT_IN_USE) || attempt == PORT_TRIES_MAX) {
          throw e;
        }
        LOG.info("A port was taken in the meantime, trying others");
        Files.deleteIfExists(folder.log());
      }
    }
  }

  private void launch(StartProgress progress) throws IOException, InterruptedException {
    ChildConfiguration.write(
        folder, settings, ports, jars, archive.option(settings.sharedArchive()));
    child = ChildProcess.launch(folder, ports, java);
    try {
      child.awaitReady(settings.startTimeoutMs(), progress);
      trouble = "";
    } catch (TallystickException | InterruptedException e) {
      child.process().destroyForcibly().waitFor(settings.stopTimeoutMs(), TimeUnit.MILLISECONDS);
      throw e;
    }
  }

  private void restartWhenItEnds() {
    child
        .process()
        .onExit()
        .thenAccept(
            ended -> {
              if (!closing && settings.restartOnExit()) {
                trouble = "ended with status " + ended.exitValue() + ", starting again";
                LOG.warn("The Cassandra child {}", trouble);
                restarts.schedule(this::restart, restartMs, TimeUnit.MILLISECONDS);
              }
            });
  }

  private void restart() {
    tryToComeUp(StartProgress.SILENT);
  }

  /** On the restart thread alone; a failure is tried again later. */
  private void tryToComeUp(StartProgress progress) {
    if (closing) {
      return;
    }
    try {
      if (up.getCount() > 0) {
        comeUp(progress);
        LOG.info("The Cassandra child answers");
      } else {
        folder.checkSpace();
        folder.emptyTemporary();
        launch(progress);
        LOG.info("The Cassandra child answers again");
        restartWhenItEnds();
      }
      restartMs = RESTART_MS_MIN;
    } catch (IOException | RuntimeException e) {
      restartMs = Math.min(2 * restartMs, RESTART_MS_MAX);
      trouble = "does not start: " + e.getMessage();
      if (!closing) {
        LOG.warn("The Cassandra child does not start, next try in {} ms: {}", restartMs, e + "");
        restarts.schedule(this::restart, restartMs, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until it has answered for the first time.
   *
   * @return false if it has not within that time
   */
  public boolean awaitUp(long timeoutMs) throws InterruptedException {
    return up.await(timeoutMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Where CQL answers; it stays so once it has answered for the first time.
   *
   * @throws TallystickException UNAVAILABLE {@code cassandra_unreachable} before that
   */
  public InetSocketAddress contactPoint() {
    if (up.getCount() > 0) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "cassandra_unreachable", "The Cassandra child " + trouble);
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.nativePort());
  }

  /** Process id of the child that runs now. */
  public long pid() {
    return child.process().pid();
  }

  /** Whether the process runs now. */
  public boolean isAlive() {
    return child.process().isAlive();
  }

  /** What is wrong with it in words for the status page; empty when nothing is. */
  public String trouble() {
    return trouble;
  }

  /** The server's log file. */
  public Path log() {
    return folder.log();
  }

  /** Ends the child: SIGTERM, a bounded wait, then SIGKILL. Idempotent. */
  @Override
  public void close() {
    closing = true;
    restarts.shutdownNow();
    boolean interrupted = false;
    try {
      restarts.awaitTermination(settings.stopTimeoutMs(), TimeUnit.MILLISECONDS);
      if (child != null && child.stop(settings.stopTimeoutMs())) {
        archive.keep();
        Files.deleteIfExists(folder.run("child.properties"));
      }
    } catch (InterruptedException e) {
      interrupted = true;
      child.process().destroyForcibly();
    } catch (IOException e) {
      LOG.warn("After the end of the Cassandra child: {}", e.toString());
    }
    folder.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Removes a child's folder with all its data, ending an orphan first. A missing folder is fine;
   * one in use or one that no child wrote is refused like in {@link #start}.
   */
  public static void removeFolder(Path path) {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      return;
    }
    try {
      ChildFolder.removable(root);
      OrphanProcess.find(root.resolve("run/child.properties"), root).ifPresent(OrphanProcess::end);
      ChildFolder.removeTree(root);
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_folder_unusable",
          "The folder " + root + " cannot be removed: " + e,
          e);
    }
  }
}
