package io.tallystick.node;

/** Hears what a starting node is waiting for, for people to read. */
@FunctionalInterface
public interface StartProgress {
  /** One short line without its end, such as {@code "waiting for Cassandra on 127.0.0.1:9142"}. */
  void step(String text);
}
