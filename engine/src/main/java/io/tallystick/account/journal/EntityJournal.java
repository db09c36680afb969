package io.tallystick.account.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps the events of many entities, each in order. Knows bytes only. */
public interface EntityJournal {
  /**
   * Reads an entity's events and makes ready to add to them.
   *
   * @param id 1 … 200 printable ASCII characters
   * @return fails with {@code policy_unavailable} (UNAVAILABLE) while the journal cannot be read
   */
  CompletionStage<Opened> open(String id);

  /** One entity's events. */
  interface Opened {
    /** What was there, oldest first. */
    List<byte[]> events();

    /** Adds an event, durably; one at a time. After a failure the entity has to be opened anew. */
    CompletionStage<Void> append(byte[] event);

    /** Gives it up. */
    void close();
  }
}
