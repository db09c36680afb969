package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.config.NodeSettings;
import io.tallystick.config.tls.ClientTls;
import io.tallystick.config.tls.DevCertificates;
import io.tallystick.config.tls.ServerTls;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP over TLS, with certificates for development, as the command line and a node use them. */
final class TlsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() {
    new DevCertificates().make(folder.resolve("tls"), 1, List.of());
    new DevCertificates().make(folder.resolve("other"), 1, List.of());
  }

  private static ServerUnderTest server(boolean askClients) {
    Path own = folder.resolve("tls/node-1");
    ServerTls tls =
        new ServerTls(
            new NodeSettings.Tls(
                own.resolve("tls.crt"),
                own.resolve("tls.key"),
                askClients ? Optional.of(own.resolve("ca.crt")) : Optional.empty()));
    return new ServerUnderTest(
        ApiSettings.development(0)
            .withBinding(
                ApiSettings.Binding.at("127.0.0.1", 0, Set.of("127.0.0.1"), Optional.of(tls))));
  }

  private static ApiClient client(ServerUnderTest server, Path trust) {
    return new ApiClient(URI.create("https://127.0.0.1:" + server.port), ClientTls.of(trust), null);
  }

  @Test
  void aCallerThatTrustsTheCaIsServed() throws Exception {
    Path trustOnly = Files.createDirectories(folder.resolve("trust"));
    Files.copy(folder.resolve("tls/ca.crt"), trustOnly.resolve("ca.crt"));
    try (ServerUnderTest server = server(false)) {
      assertThat(client(server, trustOnly).get("/health/live").path("status").asText())
          .isEqualTo("live");
      assertThatThrownBy(() -> client(server, folder.resolve("other/client")).get("/v1/status"))
          .isInstanceOfSatisfying(
              TallystickException.class,
              refused -> assertThat(refused.code()).isEqualTo("tls_not_trusted"));
    }
  }

  @Test
  void whereCallersMustShowACertificateOthersAreNotServed() throws Exception {
    Path stranger = Files.createDirectories(folder.resolve("stranger"));
    Files.copy(folder.resolve("tls/ca.crt"), stranger.resolve("ca.crt"));
    try (ServerUnderTest server = server(true)) {
      assertThat(
              client(server, folder.resolve("tls/client"))
                  .get("/health/live")
                  .path("status")
                  .asText())
          .isEqualTo("live");
      assertThatThrownBy(() -> client(server, stranger).get("/v1/status"))
          .isInstanceOf(TallystickException.class);
    }
  }

  @Test
  void plainHttpIsNotAnsweredOnAPortOfTls() throws Exception {
    try (ServerUnderTest server = server(false);
        Socket socket = new Socket("127.0.0.1", server.port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP/1.1");
    }
  }
}
