package io.tallystick.config.tls;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM. Failures are INVALID, {@code tls_file_malformed}. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** PKCS #8 names the algorithm inside, and the JDK asks for it outside. */
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private PemFiles() {}

  /** All certificates of a file, at least one. */
  static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> all = new ArrayList<>();
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        all.add((X509Certificate) one);
      }
      if (all.isEmpty()) {
        throw malformed(file, "it holds no certificate", null);
      }
      return all;
    } catch (IOException | GeneralSecurityException problem) {
      throw malformed(file, "it holds no certificate: " + problem.getMessage(), problem);
    }
  }

  /** The private key of a file. */
  static PrivateKey privateKey(Path file) {
    byte[] encoded = encodedKey(file);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException other) {
        // The key is of another algorithm.
        continue;
      } catch (GeneralSecurityException problem) {
        throw malformed(file, problem.getMessage(), problem);
      }
    }
    throw malformed(file, "its key is of none of the algorithms " + ALGORITHMS, null);
  }

  private static byte[] encodedKey(Path file) {
    try {
      Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      if (key.find()) {
        return Base64.getMimeDecoder().decode(key.group(1));
      }
    } catch (IOException | IllegalArgumentException problem) {
      throw malformed(file, "it cannot be read: " + problem.getMessage(), problem);
    }
    throw malformed(file, "it holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY)", null);
  }

  static TallystickException malformed(Path file, String why, Throwable cause) {
    return TallystickException.of(
        ErrorKind.INVALID, "tls_file_malformed", "The TLS file " + file + ": " + why, cause);
  }
}
