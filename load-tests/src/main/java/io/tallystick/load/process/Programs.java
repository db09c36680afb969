package io.tallystick.load.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs programs of the system and waits for them. */
public final class Programs {
  private Programs() {}

  /** Runs one; its output if it ended with 0, else fails with it. */
  public static String run(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", words) + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output;
  }

  /** Stops a process where it stands (SIGSTOP): it keeps its sockets and answers nothing. */
  public static void freeze(long pid) throws IOException {
    run("kill", "-STOP", Long.toString(pid));
  }

  /** Lets a frozen process go on (SIGCONT). */
  public static void thaw(long pid) throws IOException {
    run("kill", "-CONT", Long.toString(pid));
  }
}
