package io.tallystick.config.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevCertificatesTest {
  @TempDir Path folder;

  private Path made() {
    Path out = folder.resolve("a/tls");
    new DevCertificates().make(out, 2, List.of("db.example.org", "10.0.0.7"));
    return out;
  }

  @Test
  void everyNodeHasACertificateOfTheCaForItsNames() throws Exception {
    Path out = made();
    X509Certificate ca = PemFiles.certificates(out.resolve("ca.crt")).get(0);
    ca.verify(ca.getPublicKey());
    assertThat(ca.getBasicConstraints()).isZero();
    for (int node = 1; node <= 2; node++) {
      X509Certificate own = PemFiles.certificates(out.resolve("node-" + node + "/tls.crt")).get(0);
      own.verify(ca.getPublicKey());
      own.checkValidity();
      assertThat(own.getBasicConstraints()).isEqualTo(-1);
      assertThat(own.getNotAfter().toInstant())
          .isBetween(
              Instant.now().plus(DevCertificates.VALID).minusSeconds(600),
              Instant.now().plus(DevCertificates.VALID));
      assertThat(
              own.getSubjectAlternativeNames().stream().map(name -> name.toArray()[1].toString()))
          .contains("localhost", "127.0.0.1", "node-" + node, "tallystick")
          .contains("tallystick-" + (node - 1) + ".tallystick", "db.example.org", "10.0.0.7");
      assertThat(Files.readString(out.resolve("node-" + node + "/ca.crt")))
          .isEqualTo(Files.readString(out.resolve("ca.crt")));
    }
  }

  @Test
  void aCallersCertificateIsNotANodes() throws Exception {
    X509Certificate client = PemFiles.certificates(made().resolve("client/tls.crt")).get(0);
    assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    Collection<List<?>> names = client.getSubjectAlternativeNames();
    assertThat(names.stream().map(name -> name.get(1).toString())).doesNotContain("tallystick");
  }

  @Test
  void keysAreTheOwnersAlone() throws Exception {
    Path out = made();
    for (String key : List.of("ca.key", "node-1/tls.key", "node-2/tls.key", "client/tls.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve(key))))
          .as(key)
          .isEqualTo("rw-------");
    }
    for (String inner : List.of(".", "node-1", "client")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(out.resolve(inner).normalize())))
          .as(inner)
          .isEqualTo("rwx------");
    }
  }

  @Test
  void anExistingCaIsNeverReplaced() throws Exception {
    Path out = made();
    String before = Files.readString(out.resolve("ca.key"));
    assertThatThrownBy(() -> new DevCertificates().make(out, 1, List.of()))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("tls_exists"));
    assertThat(Files.readString(out.resolve("ca.key"))).isEqualTo(before);
  }

  @Test
  void serialNumbersAndKeysDiffer() {
    Path out = made();
    X509Certificate one = PemFiles.certificates(out.resolve("node-1/tls.crt")).get(0);
    X509Certificate other = PemFiles.certificates(out.resolve("node-2/tls.crt")).get(0);
    assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(other.getSerialNumber());
    assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
  }
}
