package io.tallystick.batch.verify;

/** Hears how far a verification is. Called after every batch, on the verifying thread. */
@FunctionalInterface
public interface VerifyListener {
  /** Hears nothing. */
  VerifyListener NONE = (height, records) -> {};

  /** The chain is right up to this height, which holds so many records in all. */
  void verified(long height, long records);
}
