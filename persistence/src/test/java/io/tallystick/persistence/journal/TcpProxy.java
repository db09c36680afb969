package io.tallystick.persistence.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server and can refuse, cut, or swallow the server's answers. */
final class TcpProxy implements AutoCloseable {
  private final InetSocketAddress target;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile ServerSocket listening;
  private volatile boolean swallowAnswers;

  TcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    try (ServerSocket chosen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = chosen.getLocalPort();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  void listen() throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(address());
    listening = server;
    daemon(
        () -> {
          while (!server.isClosed()) {
            Socket client = server.accept();
            Socket upstream = new Socket(target.getAddress(), target.getPort());
            sockets.add(client);
            sockets.add(upstream);
            daemon(() -> pump(client, upstream, false));
            daemon(() -> pump(upstream, client, true));
          }
        });
  }

  void swallowAnswers(boolean swallow) {
    swallowAnswers = swallow;
  }

  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void pump(Socket from, Socket to, boolean answers) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!answers || !swallowAnswers) {
          out.write(buffer, 0, n);
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // A cut connection is what this class is for.
              }
            },
            "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    if (listening != null) {
      listening.close();
    }
    cut();
  }
}
