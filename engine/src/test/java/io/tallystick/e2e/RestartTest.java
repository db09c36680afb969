package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.node.CassandraChoice;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's folder says after a stop, and what is found when it was tampered with. */
class RestartTest {
  private static final String TRANSFER =
      """
      [{"id":"%s","debit_account_id":"alice","credit_account_id":"bob","amount":"%d","ledger":"EUR","code":1}]
      """;

  @TempDir Path folder;

  @Test
  void whatWasAnsweredIsThereAfterARestartAndARetryAnswersExists() throws Exception {
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      settleSome(node);
    }
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      assertThat(node.get("/v1/accounts/bob").body()).contains("\"credits_posted\":\"55\"");
      assertThat(node.post("/v1/transfers", TRANSFER.formatted("t-7", 7)).body())
          .contains("\"result\":\"exists\"");
      assertThat(node.post("/v1/transfers", TRANSFER.formatted("t-7", 8)).body())
          .contains("exists_with_different_amount");
      assertThat(node.client("account", "bob").out()).contains("0.55");
      assertThat(node.client("transfer", "t-3").exitCode()).isZero();
      assertThat(node.client("transfer", "t-none").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aSecondNodeOnTheSameFolderIsRefusedAndNamesTheFirst() {
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      TestNode.Ran ran =
          TestNode.command(
              "start", "--without-cassandra", "--data", folder.toString(), "--port", "0");
      assertThat(ran.exitCode()).isNotZero();
      assertThat(ran.err())
          .contains(folder.toString())
          .contains(Long.toString(ProcessHandle.current().pid()));
      assertThat(node.url()).isNotNull();
    }
  }

  @Test
  void verifyNamesHeightAndBytesOfAChangedRecordAndExitsWithOne() throws Exception {
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      settleSome(node);
    }
    Path records = only(folder.resolve("segments"), "records");
    try (FileChannel file =
        FileChannel.open(records, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
      long place = 5 * 176 + 48;
      file.read(one, place);
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      file.write(one, place);
    }
    TestNode.Ran ran =
        TestNode.command("verify", "--without-cassandra", "--data", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains(records.getFileName().toString()).containsPattern("height \\d+");
  }

  @Test
  void verifyFindsACutEndAgainstTheHeadThatIsHeld() throws Exception {
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      settleSome(node);
    }
    TestNode.Ran whole =
        TestNode.command("verify", "--without-cassandra", "--data", folder.toString());
    assertThat(whole.exitCode()).isZero();
    TestNode.Ran ran =
        TestNode.command(
            "verify",
            "--without-cassandra",
            "--data",
            folder.toString(),
            "--expect",
            "9999:" + "ab".repeat(32));
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  private static void settleSome(TestNode node) throws Exception {
    assertThat(node.post("/v1/ledgers", "{\"code\":\"EUR\",\"scale\":2}").statusCode())
        .isEqualTo(200);
    assertThat(
            node.post(
                    "/v1/accounts",
                    "[{\"id\":\"alice\",\"ledger\":\"EUR\",\"code\":1},{\"id\":\"bob\",\"ledger\":\"EUR\",\"code\":1}]")
                .body())
        .doesNotContain("not_found")
        .contains("created");
    for (int i = 1; i <= 10; i++) {
      assertThat(node.post("/v1/transfers", TRANSFER.formatted("t-" + i, i)).body())
          .contains("\"result\":\"created\"");
    }
  }

  private static Path only(Path folder, String family) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found =
          files.filter(f -> f.getFileName().toString().matches(family + ".*[0-9].*")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
