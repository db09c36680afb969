package io.tallystick.persistence.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Finds the child that another process runs on a folder. */
public final class RunningChild {
  private RunningChild() {}

  /** Where CQL answers, if a child lives that was started on this folder. */
  public static Optional<InetSocketAddress> contactPoint(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path ports = root.resolve("run/ports.properties");
    try {
      if (!Files.isRegularFile(ports)
          || OrphanProcess.find(root.resolve("run/child.properties"), root).isEmpty()) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(ports)) {
        properties.load(in);
      }
      int port = Integer.parseInt(properties.getProperty("native", "0"));
      return port == 0
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
