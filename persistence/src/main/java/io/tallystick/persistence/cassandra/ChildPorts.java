package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * The child's two ports. They are kept for the next start, so that a client's address stays good
 * through a restart, and chosen anew when something else listens there by then.
 *
 * @param nativePort CQL
 * @param storagePort the storage port, unused by a ring of one but opened all the same
 */
record ChildPorts(int nativePort, int storagePort) {
  /** Chosen ports lie below the range that systems give to outgoing connections. */
  private static final int LOW = 20_000;

  private static final int HIGH = 30_000;
  private static final int TRIES_MAX = 1_000;

  /** Kept ports that are free, else free ones; fixed ports are only checked. */
  static ChildPorts choose(CassandraChildSettings settings, Path kept, RandomGenerator random) {
    ChildPorts earlier = read(kept);
    int nativePort = one(settings.nativePort(), earlier.nativePort, 0, random, "CQL");
    int storagePort =
        one(settings.storagePort(), earlier.storagePort, nativePort, random, "storage");
    return new ChildPorts(nativePort, storagePort);
  }

  private static int one(int fixed, int earlier, int taken, RandomGenerator random, String what) {
    if (fixed != 0) {
      if (!free(fixed)) {
        throw inUse(fixed, what);
      }
      return fixed;
    }
    if (earlier != 0 && earlier != taken && free(earlier)) {
      return earlier;
    }
    for (int i = 0; i < TRIES_MAX; i++) {
      int port = random.nextInt(LOW, HIGH);
      if (port != taken && free(port)) {
        return port;
      }
    }
    throw inUse(LOW, what);
  }

  private static TallystickException inUse(int port, String what) {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "cassandra_port_in_use",
        "The " + what + " port " + port + " of the Cassandra child is in use by another process");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static ChildPorts read(Path file) {
    if (!Files.isRegularFile(file)) {
      return new ChildPorts(0, 0);
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      return new ChildPorts(
          Integer.parseInt(properties.getProperty("native", "0")),
          Integer.parseInt(properties.getProperty("storage", "0")));
    } catch (IOException | IllegalArgumentException e) {
      // A file that cannot be read only costs the old port numbers.
      return new ChildPorts(0, 0);
    }
  }

  /** Keeps the ports for the next start. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("native", Integer.toString(nativePort));
    properties.setProperty("storage", Integer.toString(storagePort));
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, "ports of the Cassandra child");
    }
  }
}
