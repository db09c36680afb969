package io.tallystick.gatling.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads the key files that {@code ./tallystick key new} writes: Ed25519 in PKCS#8 PEM. */
final class PemKey {
  private PemKey() {}

  /**
   * @throws IllegalArgumentException if the file holds no such key; nothing of it is told
   */
  static PrivateKey read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      byte[] document = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(document));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote what stands in the file.
      throw new IllegalArgumentException(
          "-Dkey=" + file + ": must be a readable Ed25519 private key in PKCS#8 PEM");
    }
  }
}
