package io.tallystick.account.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps the events of many entities, each in order. Knows bytes only. */
public interface EntityJournal {
  /**
   * Reads an entity's newest snapshot and the events after it, and makes ready to add to them.
   *
   * @param id 1 … 200 printable ASCII characters
   * @return fails with {@code policy_unavailable} (UNAVAILABLE) while the journal cannot be read
   */
  CompletionStage<Opened> open(String id);

  /**
   * One entity's events. A snapshot spares the reading of those before it, which are kept all the
   * same: they are the history, and the proof of who approved what.
   */
  interface Opened {
    /** The newest snapshot, as it was given; empty if there is none. */
    Optional<byte[]> snapshot();

    /** What came after the snapshot, oldest first. */
    List<byte[]> events();

    /** How many events there are by now after the newest snapshot that is known to be durable. */
    int sinceSnapshot();

    /**
     * Adds an event, durably; one at a time. After a failure the entity has to be opened anew.
     *
     * @param snapshot what all events up to and with this one come to; empty for none. That it
     *     could not be kept is no failure: {@link #sinceSnapshot} tells
     */
    CompletionStage<Void> append(byte[] event, Optional<byte[]> snapshot);

    /** Gives it up. */
    void close();
  }
}
