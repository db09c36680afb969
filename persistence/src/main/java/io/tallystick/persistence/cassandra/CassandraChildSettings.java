package io.tallystick.persistence.cassandra;

import io.tallystick.base.Checks;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be chosen about the Cassandra child.
 *
 * @param folder everything of the child: data, logs, ports, process id. Made if missing
 * @param jars the folder of Cassandra's jars, or empty to look in the usual places ({@link
 *     CassandraJars})
 * @param heapMinMb smallest heap of the child in MiB, 64 … heapMaxMb
 * @param heapMaxMb largest heap of the child in MiB, 256 … 32,768
 * @param nativePort CQL port, or 0 to choose a free one and keep it
 * @param storagePort storage port, or 0 to choose a free one and keep it
 * @param startTimeoutMs how long the start may take until CQL answers, in ms
 * @param stopTimeoutMs how long a clean stop may take before the process is killed, in ms
 * @param restartOnExit whether a child that ends by itself is started again
 * @param sharedArchive whether the first clean stop writes a class archive that speeds up later
 *     starts
 */
public record CassandraChildSettings(
    Path folder,
    Optional<Path> jars,
    int heapMinMb,
    int heapMaxMb,
    int nativePort,
    int storagePort,
    long startTimeoutMs,
    long stopTimeoutMs,
    boolean restartOnExit,
    boolean sharedArchive) {
  /** Default smallest heap of the child, in MiB. */
  public static final int HEAP_MIN_MB = 256;

  /** Default largest heap of the child, in MiB. */
  public static final int HEAP_MAX_MB = 1024;

  /** Default bound on a start, in ms; on two busy cores after a kill -9 it takes up to 20 s. */
  public static final long START_TIMEOUT_MS = 180_000;

  /** Default bound on a clean stop, in ms; writing the class archive is part of it. */
  public static final long STOP_TIMEOUT_MS = 30_000;

  /** The folder is made absolute; ports and heaps are checked. */
  public CassandraChildSettings {
    folder = Objects.requireNonNull(folder, "folder").toAbsolutePath().normalize();
    Objects.requireNonNull(jars, "jars");
    Checks.inRange(heapMaxMb, 256, 32_768, "heapMaxMb");
    Checks.inRange(heapMinMb, 64, heapMaxMb, "heapMinMb");
    Checks.inRange(nativePort, 0, 65_535, "nativePort");
    Checks.inRange(storagePort, 0, 65_535, "storagePort");
    Checks.inRange(startTimeoutMs, 1, Long.MAX_VALUE, "startTimeoutMs");
    Checks.inRange(stopTimeoutMs, 1, Long.MAX_VALUE, "stopTimeoutMs");
  }

  /** The defaults, in the given folder. */
  public static CassandraChildSettings in(Path folder) {
    return new CassandraChildSettings(
        folder,
        Optional.empty(),
        HEAP_MIN_MB,
        HEAP_MAX_MB,
        0,
        0,
        START_TIMEOUT_MS,
        STOP_TIMEOUT_MS,
        true,
        true);
  }

  /** The same with another folder of jars. */
  public CassandraChildSettings withJars(Path folderOfJars) {
    return new CassandraChildSettings(
        folder,
        Optional.of(folderOfJars),
        heapMinMb,
        heapMaxMb,
        nativePort,
        storagePort,
        startTimeoutMs,
        stopTimeoutMs,
        restartOnExit,
        sharedArchive);
  }

  /** The same with another heap, in MiB. */
  public CassandraChildSettings withHeapMb(int minMb, int maxMb) {
    return new CassandraChildSettings(
        folder,
        jars,
        minMb,
        maxMb,
        nativePort,
        storagePort,
        startTimeoutMs,
        stopTimeoutMs,
        restartOnExit,
        sharedArchive);
  }

  /** The same with fixed ports; 0 chooses. */
  public CassandraChildSettings withPorts(int fixedNativePort, int fixedStoragePort) {
    return new CassandraChildSettings(
        folder,
        jars,
        heapMinMb,
        heapMaxMb,
        fixedNativePort,
        fixedStoragePort,
        startTimeoutMs,
        stopTimeoutMs,
        restartOnExit,
        sharedArchive);
  }

  /** The same with or without a new start after an unexpected end. */
  public CassandraChildSettings withRestartOnExit(boolean restart) {
    return new CassandraChildSettings(
        folder,
        jars,
        heapMinMb,
        heapMaxMb,
        nativePort,
        storagePort,
        startTimeoutMs,
        stopTimeoutMs,
        restart,
        sharedArchive);
  }

  /** The same with or without a class archive. */
  public CassandraChildSettings withSharedArchive(boolean archive) {
    return new CassandraChildSettings(
        folder,
        jars,
        heapMinMb,
        heapMaxMb,
        nativePort,
        storagePort,
        startTimeoutMs,
        stopTimeoutMs,
        restartOnExit,
        archive);
  }
}
