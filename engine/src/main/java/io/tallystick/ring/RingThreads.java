package io.tallystick.ring;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the rings' threads, so that a profile or a thread dump can be read. */
final class RingThreads implements ThreadFactory {
  private final AtomicInteger next = new AtomicInteger();

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "ring-" + next.getAndIncrement());
    thread.setDaemon(true);
    return thread;
  }
}
