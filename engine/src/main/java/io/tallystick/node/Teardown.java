package io.tallystick.node;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be stopped, in the reverse order of its start; one failure does not keep the rest from
 * stopping.
 */
final class Teardown {
  private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

  private record Step(String name, AutoCloseable close) {}

  private final ArrayDeque<Step> steps = new ArrayDeque<>();

  synchronized void add(String name, AutoCloseable close) {
    steps.push(new Step(name, close));
  }

  /** Stops everything that is left; a second call does nothing. */
  synchronized void run() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.close.close();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      } catch (Exception problem) {
        LOG.warn("{} did not stop cleanly", step.name, problem);
      }
    }
  }
}
