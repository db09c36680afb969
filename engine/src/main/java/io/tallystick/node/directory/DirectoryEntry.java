package io.tallystick.node.directory;

import akka.actor.Address;

/**
 * A node as this one knows it.
 *
 * @param address its actor system's
 * @param seenNanos {@link System#nanoTime()} when it was last heard of
 */
public record DirectoryEntry(NodeCard card, Address address, long seenNanos) {
  /** How long nothing was heard of it, ms. */
  public long silentMs(long nowNanos) {
    return Math.max(0, (nowNanos - seenNanos) / 1_000_000);
  }
}
