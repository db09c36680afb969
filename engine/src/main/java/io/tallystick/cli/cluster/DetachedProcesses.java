package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that neither Ctrl-C nor a closed terminal reaches: both go to every process of
 * the terminal, and the order in which a cluster ends is for its starter to decide. The shell
 * ignores the two signals, and what is ignored stays so in the program that takes its place.
 */
public final class DetachedProcesses implements ProcessStarter {
  private static final String DEAF = "trap '' INT HUP; exec \"$@\"";
  private static final File NOTHING = new File("/dev/null");

  @Override
  public ProcessHandle start(List<String> command, Map<String, String> environment, Path log) {
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", DEAF, "sh"));
    all.addAll(command);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectInput(NOTHING)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return builder.start().toHandle();
    } catch (IOException problem) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "process_not_started",
          "The process " + command.get(0) + " cannot be started: " + problem.getMessage(),
          problem);
    }
  }
}
