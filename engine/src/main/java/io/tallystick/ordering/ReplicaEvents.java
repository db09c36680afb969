package io.tallystick.ordering;

import io.tallystick.ordering.log.LoadingLogView;

/** What happens on other threads of a replica; each call is passed on to the ordering thread. */
interface ReplicaEvents {
  /** Everything up to this sequence is durable. */
  void durable(long sequence);

  void loaded(LoadingLogView.Chunk chunk);

  void failed(Throwable cause);
}
