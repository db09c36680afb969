package io.tallystick.node;

import java.util.Objects;

/**
 * A place in the chain that a verifier holds.
 *
 * @param height 1 or more
 * @param hash the batch's header hash, 64 lower-case hex digits
 */
public record ChainHead(long height, String hash) {
  /** Hex digits of a header hash. */
  public static final int HASH_DIGITS = 64;

  public ChainHead {
    Objects.requireNonNull(hash, "hash");
  }
}
