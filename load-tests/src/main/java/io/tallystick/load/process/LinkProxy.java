package io.tallystick.load.process;

import io.tallystick.base.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * What stands between one node and another in one direction: a TCP proxy that can keep, break, lose
 * or slow what passes. Remoting opens a connection of its own for each direction, so that a link
 * can be cut one way.
 */
public final class LinkProxy implements AutoCloseable {
  /** What the link does to what passes. */
  public enum Mode {
    /** Passes all at once. */
    OPEN,
    /** Passes nothing and keeps what came, to be delivered late: packets lost, then sent again. */
    HELD,
    /** Ends all connections and every new one. */
    BROKEN,
    /** Ends a connection now and then, with what was on its way in it. */
    LOSSY,
    /** Passes each piece after a pause. */
    SLOW
  }

  private static final int PIECE_BYTES = 64 * 1024;
  private static final int CONNECT_MS_MAX = 1_000;
  private static final long SLOW_MS = 25;

  /** One piece in so many ends its connection while the link is lossy. */
  private static final int LOST_ONE_IN = 40;

  private final ServerSocket listener;
  private final SocketAddress target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final java.util.Set<Socket> open = new java.util.HashSet<>();
  private final RandomGenerator random;
  private Mode mode = Mode.OPEN;
  private boolean closed;

  private LinkProxy(ServerSocket listener, SocketAddress target, long seed) {
    this.listener = listener;
    this.target = target;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Begins to listen.
   *
   * @param at where the one side connects to
   * @param target where the other side listens
   * @param seed decides what is lost
   */
  public static LinkProxy start(InetSocketAddress at, InetSocketAddress target, long seed)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(at);
    LinkProxy proxy = new LinkProxy(listener, target, seed);
    proxy.thread(proxy::accept, "accept");
    return proxy;
  }

  private void thread(Runnable task, String what) {
    Thread thread = new Thread(task, "link-" + listener.getLocalSocketAddress() + "-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  /** Changes what the link does, for connections that are open, too. */
  public void mode(Mode next) {
    lock.lock();
    try {
      mode = next;
      if (next == Mode.BROKEN) {
        endAll();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void endAll() {
    open.forEach(LinkProxy::end);
    open.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket from = listener.accept();
        // Connecting may take its time while the target's machine does not answer.
        thread(() -> connect(from), "connect");
      } catch (IOException e) {
        // Closed, or the other side gave up before it was accepted.
        continue;
      }
    }
  }

  private void connect(Socket from) {
    Socket to = new Socket();
    try {
      if (!enter(from, to)) {
        throw new IOException("the link is broken");
      }
      to.connect(target, CONNECT_MS_MAX);
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      thread(() -> pump(from, to), "there");
      thread(() -> pump(to, from), "back");
    } catch (IOException e) {
      leave(from, to);
    }
  }

  private boolean enter(Socket from, Socket to) {
    lock.lock();
    try {
      if (closed || mode == Mode.BROKEN) {
        return false;
      }
      open.add(from);
      open.add(to);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Socket one, Socket other) {
    lock.lock();
    try {
      open.remove(one);
      open.remove(other);
    } finally {
      lock.unlock();
    }
    end(one);
    end(other);
  }

  private void pump(Socket from, Socket to) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int bytes;
      while ((bytes = in.read(piece)) >= 0 && passes()) {
        out.write(piece, 0, bytes);
      }
    } catch (IOException e) {
      // One side ended it, or the link did: both sides see an end.
      Checks.that(from != to, "two sides");
    } finally {
      leave(from, to);
    }
  }

  /** Waits as long as the link keeps a piece; false if the piece and its connection are lost. */
  private boolean passes() {
    lock.lock();
    try {
      while (mode == Mode.HELD && !closed) {
        changed.awaitUninterruptibly();
      }
      if (mode == Mode.SLOW) {
        changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MS));
      }
      boolean lost = mode == Mode.LOSSY && random.nextInt(LOST_ONE_IN) == 0;
      return !closed && !lost && mode != Mode.BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up in any case.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      endAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.close();
  }
}
