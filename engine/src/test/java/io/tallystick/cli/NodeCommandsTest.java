package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.view.SampleProof;
import io.tallystick.ledger.Id;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.ChainHead;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodeExit;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodeRole;
import io.tallystick.node.VerifyReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private FakeServer server;
  private FakeLauncher launcher;

  @BeforeEach
  void start() {
    server = FakeServer.start();
    launcher = new FakeLauncher(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void startTellsTheUrlInOneLineAndStopsCleanly() {
    CliRun run = CliRun.with(launcher, "start", "--data", folder.toString(), "--port", "0");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Takes transfers at " + server.url()).hasLineCount(1);
    assertThat(run.err()).contains("waiting for Cassandra");
    assertThat(launcher.started.data()).isEqualTo(folder);
    assertThat(launcher.started.port()).isZero();
    assertThat(launcher.started.cassandra()).isEqualTo(CassandraChoice.child());
    assertThat(launcher.started.clean()).isFalse();
    assertThat(launcher.closed).isTrue();
  }

  @Test
  void aRefusedStartEndsForDamageAndForAnotherHistoryAsAServerThatStopsForIt() {
    launcher.failure =
        TallystickException.of(ErrorKind.DAMAGED, "ordering_log_damaged", "the log is damaged");
    CliRun damaged = CliRun.with(launcher, "start", "--data", folder.toString());
    assertThat(damaged.exitCode()).isEqualTo(NodeExit.DAMAGED);
    assertThat(damaged.err()).contains("the log is damaged");
    launcher.failure =
        TallystickException.of(ErrorKind.UNAVAILABLE, "data_folder_in_use", "somebody has it");
    assertThat(CliRun.with(launcher, "start", "--data", folder.toString()).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
    launcher.failure =
        TallystickException.of(ErrorKind.DAMAGED, "history_newer_epoch", "a rebuild replaced it");
    assertThat(CliRun.with(launcher, "start", "--data", folder.toString()).exitCode())
        .isEqualTo(NodeExit.OTHER_HISTORY);
    launcher.failure = TallystickException.of(ErrorKind.DAMAGED, "x", "damaged");
    assertThat(demo("--transfers", "1", "--accounts", "4").exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void startWithoutCassandraSaysWhatThatGivesUp() {
    CliRun run = CliRun.with(launcher, "start", "--without-cassandra", "--data", folder.toString());
    assertThat(run.err()).contains("the only copy");
    assertThat(launcher.started.cassandra()).isEqualTo(CassandraChoice.none());
  }

  @Test
  void anotherCassandraIsNamedWithOrWithoutItsPort() {
    CliRun.with(launcher, "start", "--cassandra", "10.0.0.5:9142");
    assertThat(launcher.started.cassandra()).isEqualTo(CassandraChoice.external("10.0.0.5", 9142));
    CliRun.with(launcher, "start", "--cassandra", "db.example.org");
    assertThat(launcher.started.cassandra())
        .isEqualTo(CassandraChoice.external("db.example.org", 9042));
  }

  @Test
  void theDataFolderIsRelativeToTheCurrentOneByDefault() {
    CliRun.with(launcher, "start");
    assertThat(launcher.started.data()).isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void aNodeOfAClusterIsToldItsPlaceAndItsSettings() throws IOException {
    Path config = Files.writeString(folder.resolve("node.conf"), "");
    CliRun run =
        CliRun.with(
            launcher,
            "start",
            "--node",
            "2",
            "--peers",
            "1=10.0.0.1:25520,2=10.0.0.2:25520,3=10.0.0.3:25520",
            "--join",
            "--config",
            config.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    NodeOptions.Place place = launcher.started.place();
    assertThat(place.node()).isEqualTo(2);
    assertThat(place.role()).isEqualTo(NodeRole.LEDGER);
    assertThat(place.peers().addresses()).hasSize(3);
    assertThat(place.join()).isTrue();
    assertThat(place.address()).isEqualTo(new NodeAddress("10.0.0.2", 25_520));
    assertThat(launcher.started.config()).contains(config);
  }

  @Test
  void aNodeIsAloneUnlessPeersAreNamed() {
    CliRun.with(launcher, "start");
    assertThat(launcher.started.place()).isEqualTo(NodeOptions.Place.SINGLE);
    assertThat(launcher.started.config()).isEmpty();
  }

  @Test
  void aWrongPlaceIsToldWithItsFieldValueAndRule() {
    CliRun run = CliRun.with(launcher, "start", "--node", "4", "--peers", "1=a:1,2=b:1,3=c:1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--node 4: must be in the list of peers 1=a:1,2=b:1,3=c:1");
    assertThat(launcher.started).isNull();
  }

  @Test
  void demoSettlesWhatWasAskedForShowsItAndKeepsServing() {
    CliRun run = demo("--transfers", "20000", "--accounts", "10");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(new HashSet<>(server.settledIds())).hasSize(20_001);
    assertThat(server.accountCount()).isEqualTo(10);
    assertThat(run.err()).contains("20,000 settled").contains("100 %");
    assertThat(run.out())
        .contains("Intact")
        .contains("EUR", "USD", "debits = credits")
        .contains("holds: checked here")
        .contains("until Ctrl-C")
        .contains("curl " + server.url());
    assertThat(launcher.closed).isTrue();
    assertThat(launcher.verified.expected().height()).isPositive();
  }

  @Test
  void aSecondDemoAddsToTheData() {
    demo("--transfers", "100", "--accounts", "10");
    demo("--transfers", "100", "--accounts", "10");
    assertThat(server.settledIds()).hasSize(202);
    assertThat(server.accountCount()).isEqualTo(10);
  }

  @Test
  void demoSummarisesInJson() throws IOException {
    CliRun run = demo("--transfers", "100", "--accounts", "10", "--json", "--clean");
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.path("transfers").asInt()).isEqualTo(100);
    assertThat(json.path("verified").path("intact").asBoolean()).isTrue();
    assertThat(json.path("receipt").path("holds").asBoolean()).isTrue();
    assertThat(launcher.started.clean()).isTrue();
  }

  @Test
  void demoEndsWithOneIfTheChainIsNotIntact() {
    launcher.damages = List.of(new VerifyReport.Damage(7, "x.seg", 0, 9, "hash_link", "differs"));
    assertThat(demo("--transfers", "100", "--accounts", "10").exitCode())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(launcher.closed).isTrue();
  }

  private CliRun demo(String... more) {
    server.answerProofs(SampleProof.of(3, 7));
    String[] all = new String[more.length + 3];
    all[0] = "demo";
    all[1] = "--data";
    all[2] = folder.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return CliRun.with(launcher, all);
  }

  @Test
  void theReceiptsTransferIsSettledUnderItsName() {
    CliRun run = demo("--transfers", "1", "--accounts", "4");
    String id = run.out().replaceAll("(?s).*The receipt of transfer (\\S+):.*", "$1");
    assertThat(server.settledIds()).contains(Id.ofName(Id.OPERATOR, id));
  }

  @Test
  void verifyReportsHeightsHeadAndConservation() throws IOException {
    CliRun run = CliRun.with(launcher, "verify", "--data", folder.toString(), "--url", nobody());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("height 20, 2,000 records")
        .contains("Cassandra    height 19")
        .contains("head         20:efef")
        .contains("123.45")
        .contains("note: the journal is 1 batch behind")
        .contains("Intact");
    assertThat(launcher.verified.expected()).isNull();
  }

  @Test
  void verifyNamesTheFirstBadHeightAndByteRangeAndEndsWithOne() throws IOException {
    launcher.damages =
        List.of(
            new VerifyReport.Damage(
                7, "records-000001.seg", 1_024, 1_199, "record_checksum", "bytes were changed"));
    CliRun run =
        CliRun.with(launcher, "verify", "--data", folder.toString(), "--without-cassandra");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out())
        .contains("height 7, records-000001.seg, bytes 1024 to 1199: bytes were changed")
        .contains("NOT INTACT")
        .contains("Cassandra    left out");
    JsonNode json =
        MAPPER.readTree(
            CliRun.with(launcher, "verify", "--json", "--data", folder.toString()).out());
    assertThat(json.path("intact").asBoolean()).isFalse();
    assertThat(json.path("damages").path(0).path("height").asInt()).isEqualTo(7);
  }

  @Test
  void aHeadThatTheReaderHoldsIsHandedOn() {
    String hash = "AB".repeat(32);
    CliRun.with(launcher, "verify", "--data", folder.toString(), "--expect", "12:" + hash);
    assertThat(launcher.verified.expected()).isEqualTo(new ChainHead(12, "ab".repeat(32)));
    CliRun wrong =
        CliRun.with(launcher, "verify", "--data", folder.toString(), "--expect", "12:abc");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void rebuildTellsTheHeightTheEpochAndWhatMayBeMissing() {
    Path target = folder.resolve("new");
    CliRun run = CliRun.with(launcher, "rebuild", "--from-cassandra", "--data", target.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("up to height 19 (1,999 records)")
        .contains("epoch 2")
        .contains("may be missing");
    assertThat(launcher.rebuilt.data()).isEqualTo(target);
    assertThat(Files.exists(target)).isFalse();
  }

  @Test
  void clientCommandsNeverAskForANode() {
    CliRun run = CliRun.with(null, "status", "--url", server.url());
    assertThat(run.exitCode()).isZero();
  }
}
