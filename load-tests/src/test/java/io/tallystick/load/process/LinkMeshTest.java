package io.tallystick.load.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class LinkMeshTest {
  private static final int WAIT_MS = 5_000;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLinkIsCutInOneDirectionOnlyAndEachNodeFindsTheOthersThroughItsOwnLinks()
      throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    SplittableRandom random = new SplittableRandom();
    try (ServerSocket one = new ServerSocket(Ports.free(0, random), 5, loopback);
        ServerSocket two = new ServerSocket(Ports.free(0, random), 5, loopback);
        LinkMesh mesh =
            LinkMesh.start(folder, List.of(one.getLocalPort(), two.getLocalPort()), 1)) {
      assertThat(Files.readString(folder.resolve("hosts-1")))
          .contains("127.0.0.1 tallystick-1\n", "127.77.1.2 tallystick-2\n");
      assertThat(Files.readString(folder.resolve("hosts-2")))
          .contains("127.0.0.1 tallystick-2\n", "127.77.2.1 tallystick-1\n");
      mesh.set(1, 2, LinkProxy.Mode.BROKEN);
      assertThat(passes("127.77.1.2", two)).isFalse();
      assertThat(passes("127.77.2.1", one)).isTrue();
      mesh.setAll(LinkProxy.Mode.OPEN);
      assertThat(passes("127.77.1.2", two)).isTrue();
    }
  }

  private static boolean passes(String address, ServerSocket target) throws IOException {
    try (Socket client = new Socket(address, target.getLocalPort())) {
      client.setSoTimeout(WAIT_MS);
      target.setSoTimeout(500);
      try (Socket server = target.accept()) {
        server.getOutputStream().write(1);
        return client.getInputStream().read() == 1;
      } catch (java.net.SocketTimeoutException cut) {
        return false;
      }
    }
  }
}
