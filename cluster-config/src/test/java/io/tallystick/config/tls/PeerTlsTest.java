package io.tallystick.config.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides between a gateway and a ledger node that asks for certificates. */
final class PeerTlsTest {
  @TempDir Path folder;
  private Path ours;
  private Path theirs;

  @BeforeEach
  void makeCertificates() {
    ours = folder.resolve("ours");
    theirs = folder.resolve("theirs");
    new DevCertificates().make(ours, 2, List.of());
    new DevCertificates().make(theirs, 1, List.of());
  }

  private static NodeSettings.Tls files(Path own) {
    return new NodeSettings.Tls(
        own.resolve("tls.crt"), own.resolve("tls.key"), Optional.of(own.resolve("ca.crt")));
  }

  private SSLEngine node() {
    return new ServerTls(files(ours.resolve("node-1"))).get();
  }

  private static SSLEngine gateway(Path trusted, Path own, String host) {
    return new PeerTls(trusted.resolve("ca.crt"), Optional.of(files(own))).apply(host, 8_443);
  }

  @Test
  void certificatesOfOneCaMeet() throws Exception {
    assertThat(Handshake.of(gateway(ours, ours.resolve("node-2"), "localhost"), node()))
        .isEqualTo(PemFiles.certificates(ours.resolve("node-1/tls.crt")).get(0));
  }

  @Test
  void aServerOfAnotherCaIsNotTrusted() {
    assertThatThrownBy(
            () -> Handshake.of(gateway(theirs, ours.resolve("node-2"), "localhost"), node()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aServerUnderANameThatItsCertificateDoesNotHaveIsNotTrusted() {
    assertThatThrownBy(
            () -> Handshake.of(gateway(ours, ours.resolve("node-2"), "elsewhere"), node()))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void aCallersCertificateIsNoServers() {
    SSLEngine posing = new ServerTls(files(ours.resolve("client"))).get();
    assertThatThrownBy(() -> Handshake.of(gateway(ours, ours.resolve("node-2"), "client"), posing))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aGatewayOfAnotherCaIsNotLetIn() {
    assertThatThrownBy(
            () -> Handshake.of(gateway(ours, theirs.resolve("node-1"), "localhost"), node()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aKeyOfAnotherCertificateIsToldAtOnce() {
    NodeSettings.Tls mixed =
        new NodeSettings.Tls(
            ours.resolve("node-1/tls.crt"), ours.resolve("node-2/tls.key"), Optional.empty());
    assertThatThrownBy(() -> new PeerTls(ours.resolve("ca.crt"), Optional.of(mixed)))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("tls_key_differs"));
  }
}
