package io.tallystick.ring.query;

import io.tallystick.ring.query.Views.StatusRow;
import java.util.Optional;

/** What a node says of itself: from memory, at once. */
public interface NodeState {
  StatusRow status();

  /** Whether transfers can be settled through the node now; the text says why not. */
  Optional<String> notReadyBecause();
}
