package io.tallystick.persistence.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an entity when it has been read: its newest snapshot and the events after it.
 * Kept as a snapshot it holds no events.
 */
final class EntityState {
  private final byte[] snapshot;
  private final List<byte[]> events = new ArrayList<>();

  /**
   * @param snapshot null for none
   */
  EntityState(byte[] snapshot) {
    this.snapshot = snapshot;
  }

  Optional<byte[]> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  List<byte[]> events() {
    return List.copyOf(events);
  }

  void add(byte[] event) {
    events.add(event);
  }

  void forgetEvents() {
    events.clear();
  }
}
