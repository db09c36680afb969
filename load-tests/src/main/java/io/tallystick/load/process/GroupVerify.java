package io.tallystick.load.process;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./tallystick verify} over the folders of a group whose nodes have stopped. */
public final class GroupVerify {
  /** Whether it ended with 0, and what it printed. */
  public record Outcome(boolean intact, String output) {}

  private static final long VERIFY_MS_MAX = 600_000;

  private final NodeCommand command;
  private final GroupPlan plan;
  private final String head;

  /**
   * @param head {@code HEIGHT:HASH} that must be in the chain; empty if none is known
   */
  public GroupVerify(NodeCommand command, GroupPlan plan, String head) {
    this.command = command;
    this.plan = plan;
    this.head = head;
  }

  /**
   * Verifies a node's folder.
   *
   * @param cassandra the journal to compare with; empty for the local store alone
   */
  public Outcome run(int node, String cassandra) throws IOException {
    List<String> words = new ArrayList<>(List.of("verify", "--data", plan.data(node).toString()));
    words.addAll(
        cassandra.isEmpty() ? List.of("--without-cassandra") : List.of("--cassandra", cassandra));
    if (!head.isEmpty()) {
      words.addAll(List.of("--expect", head));
    }
    Path output = plan.folder().resolve("verify-" + node + ".log");
    Process process = command.process(output, words.toArray(new String[0])).start();
    try {
      if (!process.waitFor(VERIFY_MS_MAX, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Outcome(false, "not ended after " + VERIFY_MS_MAX + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(ErrorKind.UNAVAILABLE, "interrupted", "interrupted", e);
    }
    return new Outcome(process.exitValue() == 0, Files.readString(output).strip());
  }
}
