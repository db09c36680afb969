package io.tallystick.persistence.index;

/** Makes records durable before the index relies on them. */
@FunctionalInterface
public interface DurableRecords {
  /** Returns once every record up to and with {@code number} is durable; called in background. */
  void forceThrough(long number);
}
