package io.tallystick.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;

/** A node of a variant in a process of its own, run once, with what could be seen of it. */
final class ProbedNode {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path PARTS_OFF = ROOT.resolve("load-tests/target").resolve(Variant.FOLDER);

  private static final long READY_MS_MAX = 120_000;
  private static final long STOP_MS_MAX = 60_000;
  private static final String TRANSFER =
      "[{\"id\":\"t-1\",\"debit_account_id\":\"1\",\"credit_account_id\":\"2\",\"amount\":\"5\","
          + "\"ledger\":\"EUR\",\"code\":1}]";

  private final Path folder;
  private final Variant variant;

  private String firstResult;
  private String secondResult;
  private String headHash;
  private long indexBytes;

  private ProbedNode(Path folder, Variant variant) {
    this.folder = folder;
    this.variant = variant;
  }

  /** Starts a node, settles one transfer, sends it again, and stops the node. */
  static ProbedNode run(Path folder, Variant variant) throws IOException {
    ProbedNode node = new ProbedNode(folder, variant);
    Files.writeString(
        node.forcesToRecord(),
        "<configuration version=\"2.0\"><event name=\"jdk.FileForce\"><setting"
            + " name=\"enabled\">true</setting><setting name=\"threshold\">0"
            + " ns</setting></event></configuration>");
    node.run();
    return node;
  }

  private void run() throws IOException {
    String recording =
        "-XX:StartFlightRecording=settings=" + forcesToRecord() + ",filename=" + recording();
    try (NodeProcess process =
            NodeProcess.start(
                nodes(recording).command(variant),
                data(),
                Ports.free(0, new SplittableRandom()),
                output(),
                List.of("--without-cassandra"));
        JsonClient client = new JsonClient(process.url())) {
      assertThat(process.awaitReady(READY_MS_MAX)).as(printed()).isTrue();
      Setup setup = new Setup(client);
      setup.ledger("EUR");
      setup.accounts("EUR", 1, 2);
      firstResult = result(client.post("/v1/transfers", TRANSFER));
      secondResult = result(client.post("/v1/transfers", TRANSFER));
      Awaitility.await().until(() -> sealed(client.require("/v1/status")));
      JsonNode status = client.require("/v1/status");
      headHash = status.path("sealed_hash").asText();
      indexBytes = status.path("index_off_heap_bytes").asLong(-1);
      assertThat(process.stop(STOP_MS_MAX)).as(printed()).isPresent();
    }
  }

  private static boolean sealed(JsonNode status) {
    return status.path("settled_height").asLong() > 0
        && status.path("sealed_height").asLong() == status.path("settled_height").asLong();
  }

  private static String result(JsonClient.Answer answer) {
    assertThat(answer.ok()).as("%s", answer.body()).isTrue();
    return Setup.rows(answer.body()).iterator().next().path("result").asText();
  }

  /** Nodes of the classes that this test runs with. */
  static CostNodes nodes(String... jvmOptions) {
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    options.addAll(List.of(jvmOptions));
    return new CostNodes(ROOT, options, System.getProperty("java.class.path"), PARTS_OFF);
  }

  /** Runs one more command of a variant to its end; its exit code. What it prints is kept. */
  static int command(Path output, Variant variant, String... arguments) throws Exception {
    Process process = nodes().command(variant).process(output, arguments).start();
    try {
      assertThat(process.waitFor(READY_MS_MAX, TimeUnit.MILLISECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** How often a file or folder of the node's data was forced. */
  long forces() throws IOException {
    long count = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(recording())) {
      String path = event.hasField("path") ? event.getString("path") : null;
      if (path != null && path.startsWith(data() + File.separator)) {
        count++;
      }
    }
    return count;
  }

  /** The answer to the first submission of a transfer. */
  String firstResult() {
    return firstResult;
  }

  /** The answer to the same once more. */
  String secondResult() {
    return secondResult;
  }

  /** The chain's last hash, as 32 letters if it is such. */
  String headHashAsText() {
    return new String(java.util.HexFormat.of().parseHex(headHash), StandardCharsets.ISO_8859_1);
  }

  long indexBytes() {
    return indexBytes;
  }

  String printed() throws IOException {
    return Files.exists(output()) ? Files.readString(output()) : "";
  }

  Path data() {
    return folder.resolve("data");
  }

  private Path output() {
    return folder.resolve("node.log");
  }

  private Path recording() {
    return folder.resolve("forces.jfr");
  }

  private Path forcesToRecord() {
    return folder.resolve("forces.jfc");
  }
}
