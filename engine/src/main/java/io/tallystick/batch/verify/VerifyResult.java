package io.tallystick.batch.verify;

import io.tallystick.batch.ChainState;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param heights batches found right
 * @param state the end of the right part: its head's height and hash are what {@code --expect}
 *     takes
 * @param failure the first thing that is wrong; empty if nothing is
 */
public record VerifyResult(long heights, ChainState state, Optional<ChainFailure> failure) {
  /** Whether the whole chain is right. */
  public boolean right() {
    return failure.isEmpty();
  }
}
