package io.tallystick.config.tls;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate and its private key, which one side of a connection shows the other. */
final class OwnPair {
  private static final char[] NO_PASSWORD = new char[0];

  private OwnPair() {}

  /**
   * Reads both.
   *
   * @throws TallystickException INVALID: {@code tls_file_malformed}, {@code tls_key_differs}
   */
  static KeyManager[] of(Path certificate, Path keyFile)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = PemFiles.certificates(certificate);
    PrivateKey key = PemFiles.privateKey(keyFile);
    requirePair(certificate, keyFile, chain.get(0), key);
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, null);
    own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  /** A key of another certificate would fail every handshake, and only then. */
  private static void requirePair(
      Path file, Path keyFile, X509Certificate certificate, PrivateKey key) {
    try {
      Signature sign = Signature.getInstance(signature(key.getAlgorithm()));
      byte[] text = certificate.getEncoded();
      sign.initSign(key);
      sign.update(text);
      byte[] signed = sign.sign();
      sign.initVerify(certificate.getPublicKey());
      sign.update(text);
      if (sign.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException problem) {
      throw differs(file, keyFile, problem);
    }
    throw differs(file, keyFile, null);
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "EdDSA";
    };
  }

  private static TallystickException differs(Path file, Path keyFile, Throwable cause) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "tls_key_differs",
        "The key " + keyFile + " does not belong to the certificate " + file,
        cause);
  }
}
