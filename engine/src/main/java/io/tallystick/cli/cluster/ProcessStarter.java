package io.tallystick.cli.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts processes that outlive the one that starts them. */
@FunctionalInterface
public interface ProcessStarter {
  /**
   * Starts one.
   *
   * @param environment over that of this process
   * @param log what it prints is appended here
   */
  ProcessHandle start(List<String> command, Map<String, String> environment, Path log);
}
