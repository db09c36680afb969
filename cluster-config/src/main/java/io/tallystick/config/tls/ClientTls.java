package io.tallystick.config.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A caller's side of TLS, from a folder as {@code tls dev} makes it: {@code ca.crt} holds the CAs
 * of servers; {@code tls.crt} and {@code tls.key}, where they are, are what the caller shows.
 */
public final class ClientTls {
  private ClientTls() {}

  /**
   * Reads it.
   *
   * @throws io.tallystick.base.TallystickException INVALID: {@code tls_file_malformed}, {@code
   *     tls_key_differs}
   */
  public static SSLContext of(Path folder) {
    Path authorities = folder.resolve("ca.crt");
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own(folder), trust(authorities), null);
      return context;
    } catch (IOException | GeneralSecurityException problem) {
      throw PemFiles.malformed(authorities, problem.getMessage(), problem);
    }
  }

  /** Trusts whatever a certificate of a file vouches for. */
  static TrustManager[] trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (X509Certificate authority : PemFiles.certificates(file)) {
      trusted.setCertificateEntry("ca-" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static KeyManager[] own(Path folder) throws IOException, GeneralSecurityException {
    Path certificate = folder.resolve("tls.crt");
    if (!Files.exists(certificate)) {
      return new KeyManager[0];
    }
    return OwnPair.of(certificate, folder.resolve("tls.key"));
  }
}
