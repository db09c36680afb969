package io.tallystick.load.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LinkProxyTest {
  private static final int WAIT_MS = 5_000;
  private static final int SILENT_MS = 150;

  private ServerSocket target;
  private LinkProxy proxy;
  private InetSocketAddress at;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    int port = Ports.free(0, new SplittableRandom());
    at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    proxy = LinkProxy.start(at, (InetSocketAddress) target.getLocalSocketAddress(), 1);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    target.close();
  }

  private record Pair(Socket client, Socket server) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  private Pair connect() throws IOException {
    Socket client = new Socket();
    client.connect(at, WAIT_MS);
    Socket server = target.accept();
    server.setSoTimeout(WAIT_MS);
    client.setSoTimeout(WAIT_MS);
    return new Pair(client, server);
  }

  @Test
  void openPassesBothWays() throws IOException {
    try (Pair pair = connect()) {
      pair.client.getOutputStream().write(7);
      assertThat(pair.server.getInputStream().read()).isEqualTo(7);
      pair.server.getOutputStream().write(9);
      assertThat(pair.client.getInputStream().read()).isEqualTo(9);
    }
  }

  @Test
  void heldKeepsWhatCameAndDeliversItInOrderOnceItIsOpen() throws IOException {
    try (Pair pair = connect()) {
      proxy.mode(LinkProxy.Mode.HELD);
      pair.client.getOutputStream().write(new byte[] {1, 2});
      pair.client.getOutputStream().write(3);
      pair.server.setSoTimeout(SILENT_MS);
      assertThatThrownBy(() -> pair.server.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.mode(LinkProxy.Mode.OPEN);
      pair.server.setSoTimeout(WAIT_MS);
      assertThat(pair.server.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void brokenEndsOpenConnectionsAndNewOnesUntilItIsOpen() throws IOException {
    try (Pair pair = connect()) {
      proxy.mode(LinkProxy.Mode.BROKEN);
      assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
      assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
      try (Socket refused = new Socket()) {
        refused.connect(at, WAIT_MS);
        refused.setSoTimeout(WAIT_MS);
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
      proxy.mode(LinkProxy.Mode.OPEN);
      try (Pair again = connect()) {
        again.client.getOutputStream().write(5);
        assertThat(again.server.getInputStream().read()).isEqualTo(5);
      }
    }
  }

  @Test
  void lossyEndsConnectionsInTheEnd() throws IOException {
    try (Pair pair = connect()) {
      proxy.mode(LinkProxy.Mode.LOSSY);
      await()
          .until(
              () -> {
                try {
                  pair.client.getOutputStream().write(1);
                  return pair.server.getInputStream().read() < 0;
                } catch (IOException ended) {
                  return true;
                }
              });
    }
  }
}
