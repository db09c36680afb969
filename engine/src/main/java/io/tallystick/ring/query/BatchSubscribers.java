package io.tallystick.ring.query;

import io.tallystick.ring.query.Views.BatchRow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who hear of every sealed batch, on the sealing thread; they must not block it. One that
 * throws hears no more: no subscriber may end a node.
 */
public final class BatchSubscribers {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSubscribers.class);

  private final List<Consumer<BatchRow>> consumers = new CopyOnWriteArrayList<>();

  AutoCloseable add(Consumer<BatchRow> consumer) {
    // A wrapper of its own, so that one consumer subscribed twice is taken off once at a time.
    Consumer<BatchRow> entry = consumer::accept;
    consumers.add(entry);
    return () -> consumers.remove(entry);
  }

  /** Tells all; decodes the header only if anyone listens. */
  public void sealed(byte[] header, byte[] hash) {
    if (consumers.isEmpty()) {
      return;
    }
    BatchRow row = BatchReader.row(header.clone(), hash.clone());
    for (Consumer<BatchRow> consumer : consumers) {
      try {
        consumer.accept(row);
      } catch (RuntimeException e) {
        consumers.remove(consumer);
        LOG.warn(
            "a subscriber to batches failed at height {} and is told no more", row.height(), e);
      }
    }
  }
}
