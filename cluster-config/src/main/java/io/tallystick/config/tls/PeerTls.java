package io.tallystick.config.tls;

import io.tallystick.config.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The side of TLS of a node that asks another node over HTTPS: an engine for each connection to a
 * host and port, whose certificate must be of a trusted CA and name that host. Files that change
 * are read again, see {@link ServerTls}. Thread-safe.
 */
public final class PeerTls implements BiFunction<String, Integer, SSLEngine> {
  private final RenewedContext context;

  /**
   * Reads the files.
   *
   * @param authorities CAs of the other nodes' certificates
   * @param own what this node shows where it is asked for a certificate; empty: nothing
   * @throws io.tallystick.base.TallystickException INVALID: {@code tls_file_malformed}, {@code
   *     tls_key_differs}
   */
  public PeerTls(Path authorities, Optional<NodeSettings.Tls> own) {
    this(authorities, own, System::nanoTime);
  }

  PeerTls(Path authorities, Optional<NodeSettings.Tls> own, LongSupplier nanoTime) {
    List<Path> files = new ArrayList<>(List.of(authorities));
    own.ifPresent(pair -> files.addAll(List.of(pair.certificate(), pair.key())));
    this.context = new RenewedContext(files, () -> read(authorities, own), nanoTime);
  }

  @Override
  public SSLEngine apply(String host, Integer port) {
    SSLEngine engine = context.current().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(ServerTls.PROTOCOLS);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLContext read(Path authorities, Optional<NodeSettings.Tls> own) {
    try {
      KeyManager[] keys =
          own.isPresent()
              ? OwnPair.of(own.get().certificate(), own.get().key())
              : new KeyManager[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, ClientTls.trust(authorities), null);
      return context;
    } catch (IOException | GeneralSecurityException problem) {
      throw PemFiles.malformed(authorities, problem.getMessage(), problem);
    }
  }
}
