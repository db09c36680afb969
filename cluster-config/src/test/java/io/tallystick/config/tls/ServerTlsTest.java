package io.tallystick.config.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTlsTest {
  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void makeCertificates() {
    out = folder.resolve("tls");
    new DevCertificates().make(out, 2, List.of());
  }

  private NodeSettings.Tls files(String node, boolean clientCa) {
    Path own = out.resolve(node);
    return new NodeSettings.Tls(
        own.resolve("tls.crt"),
        own.resolve("tls.key"),
        clientCa ? Optional.of(own.resolve("ca.crt")) : Optional.empty());
  }

  /** The client's side, trusting the CA, with a certificate of its own or none. */
  private SSLEngine client(Path trusted, Optional<Path> own) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("ca", PemFiles.certificates(trusted).get(0));
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
    trusts.init(trust);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    if (own.isPresent()) {
      keys.setKeyEntry(
          "own",
          PemFiles.privateKey(own.get().resolve("tls.key")),
          new char[0],
          PemFiles.certificates(own.get().resolve("tls.crt")).toArray(X509Certificate[]::new));
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trusts.getTrustManagers(), null);
    SSLEngine engine = context.createSSLEngine("localhost", 1);
    var parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    engine.setUseClientMode(true);
    return engine;
  }

  @Test
  void aCallerThatTrustsTheCaIsServedUnderTheNamesOfTheCertificate() throws Exception {
    X509Certificate seen =
        Handshake.of(
            client(out.resolve("ca.crt"), Optional.empty()),
            new ServerTls(files("node-1", false)).get());
    assertThat(seen).isEqualTo(PemFiles.certificates(out.resolve("node-1/tls.crt")).get(0));
  }

  @Test
  void aCallerMustShowACertificateWhereOneIsAskedFor() throws Exception {
    ServerTls tls = new ServerTls(files("node-1", true));
    Handshake.of(client(out.resolve("ca.crt"), Optional.of(out.resolve("client"))), tls.get());
    assertThatThrownBy(
            () -> Handshake.of(client(out.resolve("ca.crt"), Optional.empty()), tls.get()))
        .isInstanceOf(SSLException.class);
    Path other = folder.resolve("other");
    new DevCertificates().make(other, 1, List.of());
    assertThatThrownBy(
            () ->
                Handshake.of(
                    client(out.resolve("ca.crt"), Optional.of(other.resolve("client"))), tls.get()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aRenewedCertificateIsTakenWithoutARestartAndABrokenOneIsNot() throws Exception {
    AtomicLong nanos = new AtomicLong();
    ServerTls tls = new ServerTls(files("node-1", false), nanos::get);
    X509Certificate second = PemFiles.certificates(out.resolve("node-2/tls.crt")).get(0);
    replace("tls.crt", 1_000);
    nanos.addAndGet(RenewedContext.LOOK_NANOS);
    assertThat(serial(tls))
        .as("a certificate without its key")
        .isNotEqualTo(second.getSerialNumber());
    replace("tls.key", 2_000);
    nanos.addAndGet(RenewedContext.LOOK_NANOS - 1);
    assertThat(serial(tls)).isNotEqualTo(second.getSerialNumber());
    nanos.addAndGet(1);
    assertThat(serial(tls)).isEqualTo(second.getSerialNumber());
  }

  private Object serial(ServerTls tls) throws Exception {
    return Handshake.of(client(out.resolve("ca.crt"), Optional.empty()), tls.get())
        .getSerialNumber();
  }

  private void replace(String file, long modifiedMs) throws Exception {
    Path target = out.resolve("node-1").resolve(file);
    Files.copy(out.resolve("node-2").resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(target, FileTime.fromMillis(modifiedMs));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedAtTheStart() {
    NodeSettings.Tls mixed =
        new NodeSettings.Tls(
            out.resolve("node-1/tls.crt"), out.resolve("node-2/tls.key"), Optional.empty());
    assertThatThrownBy(() -> new ServerTls(mixed))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("tls_key_differs"));
  }

  @Test
  void filesThatHoldSomethingElseAreRefusedByName() {
    Path certificate = out.resolve("node-1/tls.crt");
    Path key = out.resolve("node-1/tls.key");
    for (NodeSettings.Tls swapped :
        List.of(
            new NodeSettings.Tls(certificate, certificate, Optional.empty()),
            new NodeSettings.Tls(key, key, Optional.empty()),
            new NodeSettings.Tls(certificate, key, Optional.of(key)))) {
      assertThatThrownBy(() -> new ServerTls(swapped))
          .isInstanceOfSatisfying(
              TallystickException.class,
              refused -> assertThat(refused.code()).isEqualTo("tls_file_malformed"));
    }
  }
}
