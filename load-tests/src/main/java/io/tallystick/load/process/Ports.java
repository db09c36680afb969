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

  /**
   * The first of ports that follow each other and are all free.
   *
   * @param asked the first one, or 0 to choose
   */
  public static int freeRange(int asked, int count, RandomGenerator random) {
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      int first = asked == 0 ? random.nextInt(FIRST, LAST - count) : asked;
      if (java.util.stream.IntStream.range(first, first + count).allMatch(Ports::isFree)) {
        return first;
      }
    }
    throw TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "port_in_use",
        "no " + count + " free ports" + (asked == 0 ? "" : " from " + asked));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
