package io.tallystick.config.tls;

import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * The server's side of TLS, an engine for each connection. Files that change are read again, so
 * that a renewed certificate needs no restart; while the new ones cannot be used the old ones stay.
 * Thread-safe.
 */
public final class ServerTls implements Supplier<SSLEngine> {
  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final NodeSettings.Tls files;
  private final RenewedContext context;

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
    List<Path> read =
        List.of(files.certificate(), files.key(), files.clientCa().orElse(files.key()));
    this.context = new RenewedContext(read, () -> read(files), nanoTime);
  }

  @Override
  public SSLEngine get() {
    SSLEngine engine = context.current().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setNeedClientAuth(files.clientCa().isPresent());
    return engine;
  }

  private static SSLContext read(NodeSettings.Tls files) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          OwnPair.of(files.certificate(), files.key()),
          files.clientCa().isPresent()
              ? ClientTls.trust(files.clientCa().get())
              : new TrustManager[0],
          null);
      return context;
    } catch (IOException | GeneralSecurityException problem) {
      throw PemFiles.malformed(files.certificate(), problem.getMessage(), problem);
    }
  }
}
