package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A node without Cassandra on a folder, with small files; what it holds, and copies of it. */
final class NodeFixture {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private NodeFixture() {}

  /** Log files of 9 MiB, no empty batches, a checkpoint after so many MiB of log. */
  static NodeSettings settings(int checkpointMib) {
    return NodeSettings.of(
        ConfigFactory.parseString(
                """
                tallystick {
                  log.segment-bytes = 9 MiB
                  store { index-entries-max = 262144, checkpoint-log-bytes = %d MiB }
                  journal.unit-age-max = 60s
                }
                """
                    .formatted(checkpointMib))
            .withFallback(ConfigFactory.load("tallystick")));
  }

  static LocalNode start(Path data, NodeSettings settings) {
    return LocalNode.start(
        NodeOptions.single(data, "127.0.0.1", 0, CassandraChoice.none(), false),
        NodeConfiguration.of(settings),
        step -> {});
  }

  /** What a node holds, as far as callers and verifiers can tell; the hash is of one height. */
  record Holdings(String hash, String alice, String bob) {}

  /** Starts and stops a node on the folder, then verifies that. */
  static Holdings holdings(Path data, NodeSettings settings, long height) throws Exception {
    String alice;
    String bob;
    try (LocalNode node = start(data, settings)) {
      alice = account(node.url(), "alice");
      bob = account(node.url(), "bob");
    }
    VerifyReport report = verify(data, null);
    assertThat(report.damages()).isEmpty();
    try (SealedBatchStore store =
        SealedBatchStore.openForReading(
            new NodeFolder(data).segments(), BatchLinks.settings(), FileAccess.standard())) {
      return new Holdings(HexFormat.of().formatHex(store.readHash(height)), alice, bob);
    }
  }

  /** Without the height at which it was read: a start may close a journal unit. */
  private static String account(URI url, String name) throws Exception {
    return get(url, "/v1/accounts/" + name).replaceAll(",\"height\":\\d+", "");
  }

  static VerifyReport verify(Path data, ChainHead expected) {
    return new EmbeddedLauncher()
        .verify(
            new VerifyOptions(data, expected, CassandraChoice.none()),
            (stage, height, last, records) -> {});
  }

  /** Declares EUR and two accounts: heights 1 and 2. */
  static void begin(URI url) throws Exception {
    assertThat(post(url, "/v1/ledgers", "{\"code\":\"EUR\",\"scale\":2}")).contains("created");
    assertThat(
            post(
                url,
                "/v1/accounts",
                "[{\"id\":\"alice\",\"ledger\":\"EUR\",\"code\":1},"
                    + "{\"id\":\"bob\",\"ledger\":\"EUR\",\"code\":1}]"))
        .contains("created");
  }

  /** One batch of transfers of 1 each, with ids from {@code first} on. */
  static String transfers(URI url, int first, int rows) throws Exception {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < rows; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"id\":\"t-")
          .append(first + i)
          .append(
              "\",\"debit_account_id\":\"alice\",\"credit_account_id\":\"bob\",\"amount\":\"1\","
                  + "\"ledger\":\"EUR\",\"code\":1}");
    }
    String answer = post(url, "/v1/transfers", body.append(']').toString());
    assertThat(answer).contains("\"result\":");
    return answer;
  }

  static String get(URI url, String path) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(url.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String post(URI url, String path, String json) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Takes the newest sealed batches away, as a loss of power does to what was not yet forced. */
  static void cutSegments(Path data, long height) {
    try (SealedBatchStore store =
        SealedBatchStore.open(
            new NodeFolder(data).segments(),
            BatchLinks.settings(),
            BatchLinks.CHECK,
            1,
            FileAccess.standard())) {
      store.truncateTo(height);
    }
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  /** Every log file in a folder with its bytes' hash, to see that nothing changed. */
  static List<String> fingerprint(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> each.getFileName().toString().startsWith("segment-"))
          .sorted()
          .map(
              each -> {
                try {
                  return folder.relativize(each)
                      + " "
                      + java.util.Arrays.hashCode(Files.readAllBytes(each));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}
