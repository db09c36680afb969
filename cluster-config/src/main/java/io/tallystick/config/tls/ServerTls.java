package io.tallystick.config.tls;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, an engine for each connection. Files that change are read again, so
 * that a renewed certificate needs no restart; while the new ones cannot be used the old ones stay.
 * Thread-safe.
 */
public final class ServerTls implements Supplier<SSLEngine> {
  /** How often the files are looked at. */
  static final long LOOK_NANOS = 30_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final char[] NO_PASSWORD = new char[0];

  private final NodeSettings.Tls files;
  private final LongSupplier nanoTime;
  private SSLContext context;
  private List<FileTime> times;
  private long lookedNanos;

  /**
   * Reads the files.
   *
   * @throws TallystickException INVALID: {@code tls_file_malformed}, {@code tls_key_differs}
   */
  public ServerTls(NodeSettings.Tls files) {
    this(files, System::nanoTime);
  }

  ServerTls(NodeSettings.Tls files, LongSupplier nanoTime) {
    this.files = files;
    this.nanoTime = nanoTime;
    this.times = modified();
    this.context = read(files);
    this.lookedNanos = nanoTime.getAsLong();
  }

  @Override
  public SSLEngine get() {
    SSLEngine engine = current().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(files.clientCa().isPresent());
    return engine;
  }

  private synchronized SSLContext current() {
    long now = nanoTime.getAsLong();
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      readAgain();
    }
    return context;
  }

  private void readAgain() {
    List<FileTime> found = modified();
    if (found.equals(times)) {
      return;
    }
    try {
      context = read(files);
      times = found;
      LOG.info("The certificate {} was read again", files.certificate());
    } catch (TallystickException problem) {
      // A half-written pair is whole at the next look.
      LOG.warn("The changed TLS files are not used: {}", problem.getMessage());
    }
  }

  private List<FileTime> modified() {
    List<FileTime> found = new ArrayList<>();
    for (Path file : List.of(files.certificate(), files.key(), clientCaOrKey())) {
      try {
        found.add(Files.getLastModifiedTime(file));
      } catch (IOException gone) {
        found.add(FileTime.fromMillis(0));
      }
    }
    return found;
  }

  private Path clientCaOrKey() {
    return files.clientCa().orElse(files.key());
  }

  private static SSLContext read(NodeSettings.Tls files) {
    List<X509Certificate> chain = PemFiles.certificates(files.certificate());
    PrivateKey key = PemFiles.privateKey(files.key());
    requirePair(files, chain.get(0), key);
    try {
      KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
      own.load(null, null);
      own.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.getKeyManagers(),
          files.clientCa().isPresent() ? trust(files.clientCa().get()) : new TrustManager[0],
          null);
      return context;
    } catch (IOException | GeneralSecurityException problem) {
      throw PemFiles.malformed(files.certificate(), problem.getMessage(), problem);
    }
  }

  private static TrustManager[] trust(Path authorities)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(ClientTls.authorities(authorities));
    return factory.getTrustManagers();
  }

  /** A key of another certificate would fail every handshake, and only then. */
  private static void requirePair(
      NodeSettings.Tls files, X509Certificate certificate, PrivateKey key) {
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
      throw differs(files, problem);
    }
    throw differs(files, null);
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "EdDSA";
    };
  }

  private static TallystickException differs(NodeSettings.Tls files, Throwable cause) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "tls_key_differs",
        "The key " + files.key() + " does not belong to the certificate " + files.certificate(),
        cause);
  }
}
