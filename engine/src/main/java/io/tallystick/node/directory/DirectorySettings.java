package io.tallystick.node.directory;

/**
 * How nodes tell each other what they are.
 *
 * @param group name of the ledger group; part of the actor's name
 * @param beatMs how often a node looks whether it has to tell something new, ms
 * @param repeatMs how often it says the same again, ms
 * @param silentMsMax after how long without a word a node counts as unreachable, ms; several
 *     repeats
 */
public record DirectorySettings(String group, long beatMs, long repeatMs, long silentMsMax) {
  /** Every 100 ms, again every second, unreachable after three seconds. */
  public static DirectorySettings defaults(String group) {
    return new DirectorySettings(group, 100, 1_000, 3_000);
  }

  String actorName() {
    return "directory-" + group;
  }
}
