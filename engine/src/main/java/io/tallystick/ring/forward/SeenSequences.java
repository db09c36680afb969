package io.tallystick.ring.forward;

import io.tallystick.base.Checks;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a body that comes for the first time from one that comes again. A sender numbers its bodies
 * upwards and the way keeps their order, so whatever is not above the highest number that came from
 * it is taken for a repetition; one overtaken on the way would be, too, which costs an answer and
 * never doubles a body. Bounded: of the senders the one unheard for longest is forgotten.
 */
final class SeenSequences {
  private final Map<Long, Long> highest;

  /**
   * @param sendersMax lives of senders that are remembered
   */
  SeenSequences(int sendersMax) {
    Checks.inRange(sendersMax, 1, Integer.MAX_VALUE, "senders that are remembered");
    highest =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > sendersMax;
          }
        };
  }

  /** Whether the body is new; if so it is no longer. */
  boolean isNew(long sender, long sequence) {
    Long before = highest.get(sender);
    if (before != null && sequence <= before) {
      return false;
    }
    highest.put(sender, sequence);
    return true;
  }
}
