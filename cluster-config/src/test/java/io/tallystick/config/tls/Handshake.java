package io.tallystick.config.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A handshake between two engines in memory. */
final class Handshake {
  private static final int STEPS_MAX = 100;

  private Handshake() {}

  /** Lets both sides talk until neither has more to say; the server's certificate as seen. */
  static X509Certificate of(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    client.beginHandshake();
    server.beginHandshake();
    for (int step = 0; step < STEPS_MAX; step++) {
      turn(client, toServer, toClient);
      turn(server, toClient, toServer);
      boolean done =
          client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
              && server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
      if (done && toServer.position() == 0 && toClient.position() == 0) {
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
      }
    }
    throw new SSLException("no handshake");
  }

  private static void turn(SSLEngine self, ByteBuffer out, ByteBuffer in) throws SSLException {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    ByteBuffer plain = ByteBuffer.allocate(1 << 16);
    if (in.position() > 0) {
      in.flip();
      self.unwrap(in, plain);
      in.compact();
    }
    Runnable task = self.getDelegatedTask();
    while (task != null) {
      task.run();
      task = self.getDelegatedTask();
    }
    if (self.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      self.wrap(nothing, out);
    }
  }
}
