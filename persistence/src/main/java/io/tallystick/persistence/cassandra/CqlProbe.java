package io.tallystick.persistence.cassandra;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a CQL port whether a server answers there: one OPTIONS message of the native protocol
 * version 4 (section 4.1.3 of its specification), answered by SUPPORTED.
 */
public final class CqlProbe {
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};
  private static final int ANSWER_HEADER_BYTES = 9;
  private static final int OPCODE_AT = 4;
  private static final int SUPPORTED = 6;
  private static final int TIMEOUT_MS = 2_000;

  private CqlProbe() {}

  /** Whether the loopback port answers. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[ANSWER_HEADER_BYTES];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[OPCODE_AT] == SUPPORTED;
    } catch (IOException e) {
      return false;
    }
  }
}
