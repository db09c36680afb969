package io.tallystick.api.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.StreamTcpException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Which failures show that a request never arrived; any other may hide that it took effect. */
final class PassedRequestTest {
  @Test
  void whatFailedBeforeAConnectionStoodNeverArrived() {
    assertThat(PassedRequest.neverArrived(new ConnectException("Connection refused"))).isTrue();
    assertThat(
            PassedRequest.neverArrived(
                new CompletionException(new ConnectException("Connection refused"))))
        .isTrue();
    assertThat(
            PassedRequest.neverArrived(
                new StreamTcpException(
                    "Tcp command [Connect(10.0.0.1:8443,None,List(),Some(1 second),true)] failed"
                        + " because of akka.io.TcpOutgoingConnection$$anon$2: Connect timeout")))
        .isTrue();
    assertThat(PassedRequest.neverArrived(new SSLHandshakeException("bad_certificate"))).isTrue();
  }

  @Test
  void whatBrokeAConnectionMayHaveArrived() {
    for (Throwable failure :
        new Throwable[] {
          new IOException("Connection reset by peer"),
          new StreamTcpException("The connection was aborted"),
          new SSLException("closing inbound before receiving peer's close_notify"),
          new RuntimeException("The http server closed the connection unexpectedly"),
          new RuntimeException((String) null)
        }) {
      assertThat(PassedRequest.neverArrived(failure)).as(failure.toString()).isFalse();
    }
  }
}
