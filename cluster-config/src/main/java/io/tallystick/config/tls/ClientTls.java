package io.tallystick.config.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A caller's side of TLS, from a folder as {@code tls dev} makes it: {@code ca.crt} holds the CAs
 * of servers; {@code tls.crt} and {@code tls.key}, where they are, are what the caller shows.
 */
public final class ClientTls {
  private static final char[] NO_PASSWORD = new char[0];

  private ClientTls() {}

  /**
   * Reads it.
   *
   * @throws io.tallystick.base.TallystickException INVALID, {@code tls_file_malformed}
   */
  public static SSLContext of(Path folder) {
    Path authorities = folder.resolve("ca.crt");
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities(authorities));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own(folder), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException problem) {
      throw PemFiles.malformed(authorities, problem.getMessage(), problem);
    }
  }

  /** A key store that trusts every certificate of a file. */
  static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (X509Certificate authority : PemFiles.certificates(file)) {
      trusted.setCertificateEntry("ca-" + number++, authority);
    }
    return trusted;
  }

  private static KeyManager[] own(Path folder) throws IOException, GeneralSecurityException {
    Path certificate = folder.resolve("tls.crt");
    if (!Files.exists(certificate)) {
      return new KeyManager[0];
    }
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    own.setKeyEntry(
        "caller",
        PemFiles.privateKey(folder.resolve("tls.key")),
        NO_PASSWORD,
        PemFiles.certificates(certificate).toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys.getKeyManagers();
  }
}
