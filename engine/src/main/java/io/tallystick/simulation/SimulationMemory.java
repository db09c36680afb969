package io.tallystick.simulation;

import io.tallystick.ring.SteppedSlots;
import io.tallystick.simulation.node.Bounds;
import java.util.ArrayList;
import java.util.List;

/** Memory that one run after another uses: the commit rings of all nodes. For one thread. */
public final class SimulationMemory {
  private final List<SteppedSlots> slots = new ArrayList<>();

  List<SteppedSlots> slots(int nodes) {
    while (slots.size() < nodes) {
      slots.add(new SteppedSlots(Bounds.COMMIT_SLOTS));
    }
    return slots;
  }
}
