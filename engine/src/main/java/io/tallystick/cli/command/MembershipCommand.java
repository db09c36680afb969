package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.cluster.Members;
import io.tallystick.cli.format.ProgressLine;
import java.util.function.Consumer;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** A command that asks a cluster to change, and waits until it has. */
abstract class MembershipCommand extends ClientCommand {
  private static final long LOOK_MS = 250;
  private static final long LOOK_FOR_MS = 10_000;
  private static final int ATTEMPTS_MAX = 5;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "How long to wait until it is done; 0 only asks for it (default: ${DEFAULT-VALUE}).")
  long waitSeconds;

  MembershipCommand(Console console) {
    super(console);
  }

  /**
   * Waits until the members are as wanted and prints them.
   *
   * @param doing what is being waited for, such as {@code "node 4 catches up"}
   */
  final void awaitMembers(ApiClient api, String doing, Predicate<Members> wanted) {
    Retries retries = Retries.of(Math.max(1, waitSeconds) * 1_000);
    long end = System.nanoTime() + waitSeconds * 1_000_000_000L;
    Members members;
    try (ProgressLine progress = new ProgressLine(console(), System::nanoTime)) {
      members = read(api, retries);
      while (waitSeconds > 0 && !wanted.test(members)) {
        if (System.nanoTime() - end > 0) {
          throw TallystickException.of(
              ErrorKind.UNAVAILABLE,
              "change_not_done",
              "After " + waitSeconds + " s it is not done: " + members.words() + ".");
        }
        Members now = members;
        progress.update(() -> doing + ": " + now.words());
        pause();
        members = read(api, retries);
      }
    }
    if (output.json) {
      output.print(console(), members.json());
    } else {
      members.print(console().out());
    }
  }

  /**
   * Sends a change that names the members and leader that it was made for. If these have changed
   * meanwhile it is made for the new ones: what is wanted stays the same.
   */
  static void change(ApiClient api, Consumer<String> change) {
    for (int attempt = 1; ; attempt++) {
      String version = read(api, Retries.of(LOOK_FOR_MS)).version();
      try {
        change.accept(version);
        return;
      } catch (TallystickException refused) {
        if (!refused.code().equals("version_conflict") || attempt == ATTEMPTS_MAX) {
          throw refused;
        }
      }
    }
  }

  static Members read(ApiClient api, Retries retries) {
    JsonNode json = retries.run(() -> api.get("/v1/cluster"), (failure, pauseMs) -> {});
    return new Members(json);
  }

  final void requireWait() {
    if (waitSeconds < 0 || waitSeconds > 86_400) {
      throw usage("--wait " + waitSeconds + ": takes 0 to 86400 seconds");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "Interrupted while waiting.", e);
    }
  }
}
