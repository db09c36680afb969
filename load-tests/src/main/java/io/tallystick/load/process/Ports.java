package io.tallystick.load.process;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Finds TCP ports that nobody listens on, so that programs can run beside each other. */
public final class Ports {
  /** Below the range that Linux gives to outgoing connections, which could take one any time. */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;
  private static final int ATTEMPTS_MAX = 100;

  private Ports() {}

  /** The port asked for if it is free, or a free one if 0 is asked for. */
  public static int free(int asked, RandomGenerator random) {
    for (int i = 0; asked == 0 && i < ATTEMPTS_MAX; i++) {
      int port = random.nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    if (asked == 0 || !isFree(asked)) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "port_in_use", "somebody listens on port " + asked + " already");
    }
    return asked;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
