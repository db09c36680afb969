package io.tallystick.load.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with one request in flight, on a blocking socket. Used by one thread,
 * but {@link #close()} and {@link #closeIfOverdue} may be called by another to end a wait.
 */
public final class HttpConnection implements AutoCloseable {
  private static final int DEFAULT_PORT = 80;
  private static final int READ_BYTES = 64 * 1024;
  private static final long IDLE = Long.MAX_VALUE;

  private final InetSocketAddress address;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final ResponseParser response = new ResponseParser();
  private volatile SocketChannel channel;
  private volatile long sentNanos = IDLE;

  /** A connection to the server, not yet opened. */
  public HttpConnection(URI server) {
    address =
        new InetSocketAddress(
            server.getHost(), server.getPort() < 0 ? DEFAULT_PORT : server.getPort());
  }

  /** Opens the connection unless it is open. A failure here means that nothing was sent. */
  public void connect() throws IOException {
    if (channel != null) {
      return;
    }
    SocketChannel opened = SocketChannel.open();
    try {
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.connect(address);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    in.clear().limit(0);
    channel = opened;
  }

  /**
   * Sends the remaining bytes of {@code request} and reads the whole response, which stays readable
   * until the next exchange. Any failure closes the connection; whether the server got the request
   * is then unknown.
   */
  public ResponseParser exchange(ByteBuffer request) throws IOException {
    connect();
    SocketChannel open = channel;
    if (open == null) {
      throw new EOFException("closed");
    }
    sentNanos = System.nanoTime();
    boolean whole = false;
    try {
      while (request.hasRemaining()) {
        open.write(request);
      }
      response.reset();
      read(open);
      whole = response.keepAlive();
      return response;
    } finally {
      sentNanos = IDLE;
      if (!whole) {
        close();
      }
    }
  }

  private void read(SocketChannel open) throws IOException {
    while (!response.feed(in)) {
      in.clear();
      int count = open.read(in);
      in.flip();
      if (count < 0) {
        if (response.endOfStream()) {
          return;
        }
        throw new EOFException(
            response.untouched()
                ? "the server closed the connection without an answer"
                : "the server closed the connection within its answer");
      }
    }
  }

  /** Closes the connection if a request has waited for its answer for more than {@code limitMs}. */
  public void closeIfOverdue(long nowNanos, long limitMs) {
    long since = sentNanos;
    if (since != IDLE && nowNanos - since > limitMs * 1_000_000L) {
      close();
    }
  }

  /** Closes the socket; the next exchange opens a new one. */
  @Override
  public void close() {
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Nothing is owed to a connection that is given up.
        channel = null;
      }
    }
  }
}
