package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.config.tls.ClientTls;
import io.tallystick.config.tls.DevCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node started with an operator's file. */
final class ConfiguredNodeTest {
  @TempDir Path folder;
  private Path tls;

  @BeforeEach
  void makeCertificates() {
    tls = folder.resolve("tls");
    new DevCertificates().make(tls, 1, List.of());
  }

  private NodeOptions options(String hocon) throws IOException {
    String file =
        "include classpath(\"tallystick-tls.conf\")\ntallystick-tls.folder = \""
            + tls.resolve("node-1")
            + "\"\n"
            + hocon;
    return new NodeOptions(
        folder.resolve("data"),
        NodeOptions.DEFAULT_HOST,
        0,
        CassandraChoice.none(),
        false,
        NodeOptions.Place.SINGLE,
        Optional.of(Files.writeString(folder.resolve("node.conf"), file)));
  }

  private String refusal(String hocon) throws IOException {
    NodeOptions options = options(hocon);
    try (RunningNode node = new EmbeddedLauncher().start(options, step -> {})) {
      return "started at " + node.url();
    } catch (TallystickException refused) {
      return refused.code() + ": " + refused.getMessage();
    }
  }

  @Test
  void itServesHttpsUnderTheFilesSettings() throws IOException {
    NodeOptions options =
        options(
            "tallystick { group.name = other, http.tls.client-ca = \""
                + tls.resolve("ca.crt")
                + "\" }");
    try (RunningNode node = new EmbeddedLauncher().start(options, step -> {})) {
      assertThat(node.url().getScheme()).isEqualTo("https");
      ApiClient api = new ApiClient(node.url(), ClientTls.of(tls.resolve("client")), null);
      assertThat(api.get("/v1/status").path("group").asText()).isEqualTo("other");
      assertThatThrownBy(() -> new ApiClient(node.url()).get("/v1/status"))
          .isInstanceOf(TallystickException.class);
    }
  }

  @Test
  void otherMachinesAreLetInOnlyWithCredentials() throws IOException {
    assertThat(refusal("tallystick.http.host = \"0.0.0.0\""))
        .startsWith("http_without_credentials: http.host = \"0.0.0.0\"");
    assertThat(refusal("tallystick.http { host = \"0.0.0.0\", tls.enabled = off }"))
        .startsWith("configuration_invalid")
        .contains("http.tls.enabled must be on");
  }

  private String gatewayRefusal(NodePeers peers, String hocon) throws IOException {
    NodeOptions ledger = options(hocon);
    NodeOptions gateway =
        new NodeOptions(
            ledger.data(),
            ledger.host(),
            0,
            CassandraChoice.none(),
            false,
            new NodeOptions.Place(101, NodeRole.GATEWAY, peers, false, null),
            ledger.config());
    try (RunningNode node = new EmbeddedLauncher().start(gateway, step -> {})) {
      return "started at " + node.url();
    } catch (TallystickException refused) {
      return refused.code() + ": " + refused.getMessage();
    }
  }

  @Test
  void aGatewayIsToldWhatItLacks() throws IOException {
    NodePeers peers = new NodePeers(new TreeMap<>(Map.of(1, new NodeAddress("127.0.0.1", 1))));
    String urls = "tallystick.gateway.ledger-urls = [\"https://localhost:1\"]";
    assertThat(gatewayRefusal(peers, "tallystick.security.mode = signed"))
        .startsWith("gateway_urls_missing")
        .contains("--ledger");
    assertThat(gatewayRefusal(peers, urls)).startsWith("gateway_peers_unused");
    assertThat(gatewayRefusal(NodePeers.NONE, "")).startsWith("peers_missing").contains("--ledger");
    assertThat(gatewayRefusal(peers, "tallystick.gateway.ca = \"\""))
        .startsWith("gateway_ca_missing")
        .contains("tallystick-tls.conf");
    assertThat(gatewayRefusal(peers, "tallystick.http.host = \"0.0.0.0\""))
        .startsWith("http_without_credentials");
  }

  @Test
  void everyWrongValueOfTheFileIsToldBeforeAnythingIsWritten() throws IOException {
    assertThat(refusal("tallystick { ingress.slots = 3, grupp.name = a }"))
        .startsWith("configuration_invalid")
        .contains("ingress.slots = 3")
        .contains("did you mean group.name?");
    assertThat(Files.exists(folder.resolve("data"))).isFalse();
  }
}
