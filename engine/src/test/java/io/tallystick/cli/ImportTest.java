package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACCOUNTS =
      "account,currency,code\ncash,CZK,300\ncustomer:1,CZK,100\ncustomer:2,CZK,100\n";
  private static final String COLUMNS =
      "id,debit_account,credit_account,amount,currency,code,value_date\n";

  @TempDir Path folder;
  private FakeServer server;

  @BeforeEach
  void start() {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path rejects() {
    return folder.resolve("rejects.csv");
  }

  private CliRun importFiles(String accounts, String transfers, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "import",
                "--url",
                server.url(),
                "--rejects",
                rejects().toString(),
                "--accounts",
                file("accounts.csv", accounts).toString(),
                "--transfers",
                file("transfers.csv", transfers).toString()));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray(String[]::new));
  }

  private static String manyTransfers(int count) {
    StringBuilder text = new StringBuilder(COLUMNS);
    for (int i = 1; i <= count; i++) {
      text.append("t-").append(i).append(",cash,customer:1,1.00,CZK,10,1993-01-01\n");
    }
    return text.toString();
  }

  @Test
  void accountsAndTransfersAreImportedAndTheMissingLedgerDeclared() throws IOException {
    CliRun run =
        importFiles(
            ACCOUNTS,
            COLUMNS
                + "t-1,cash,customer:1,700.00,CZK,10,1993-01-01\n"
                + "t-2,customer:1,customer:2,14.6,CZK,50,1993-12-31\n");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("declared the ledger CZK with 2 decimal places");
    assertThat(server.account("customer:1").path("credits_posted").asText()).isEqualTo("70000");
    assertThat(server.account("customer:1").path("debits_posted").asText()).isEqualTo("1460");
    assertThat(server.account("customer:1").path("code").asInt()).isEqualTo(100);
    assertThat(server.transfer("t-2").path("user_data_32").asInt()).isEqualTo(19931231);
    assertThat(server.transfer("t-2").path("code").asInt()).isEqualTo(50);
    assertThat(rejects()).doesNotExist();
  }

  @Test
  void runningItAgainSettlesNothingTwice() throws IOException {
    String transfers = manyTransfers(100);
    importFiles(ACCOUNTS, transfers);
    CliRun again = importFiles(ACCOUNTS, transfers, "--json");
    assertThat(again.exitCode()).isZero();
    JsonNode json = MAPPER.readTree(again.out());
    assertThat(json.path("accounts").path("exists").asInt()).isEqualTo(3);
    assertThat(json.path("transfers").path("exists").asInt()).isEqualTo(100);
    assertThat(json.path("transfers").path("created").asInt()).isZero();
    assertThat(server.account("cash").path("debits_posted").asText()).isEqualTo("10000");
  }

  @Test
  void rowsEnterInFileOrderInBodiesAsLargeAsMayBe() throws IOException {
    int count = 2 * Body.ROWS_MAX + 5;
    CliRun run = importFiles(ACCOUNTS, manyTransfers(count));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.bodyRows).containsExactly(Body.ROWS_MAX, Body.ROWS_MAX, 5);
    List<Id> settled = server.settledIds();
    assertThat(settled).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(settled.get(i)).isEqualTo(Id.ofName(Id.OPERATOR, "t-" + (i + 1)));
    }
  }

  @Test
  void busyAndUnknownOutcomesAreRepeatedWithTheSameIdsInOrder() throws IOException {
    server.failures.addAll(
        List.of(
            FakeServer.Failure.BUSY_429,
            FakeServer.Failure.UNKNOWN_504,
            FakeServer.Failure.BROKEN));
    CliRun run = importFiles(ACCOUNTS, manyTransfers(Body.ROWS_MAX + 1), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode transfers = MAPPER.readTree(run.out()).path("transfers");
    assertThat(transfers.path("exists").asInt()).isEqualTo(Body.ROWS_MAX);
    assertThat(transfers.path("created").asInt()).isEqualTo(1);
    assertThat(server.bodyRows)
        .containsExactly(Body.ROWS_MAX, Body.ROWS_MAX, Body.ROWS_MAX, Body.ROWS_MAX, 1);
    assertThat(server.account("cash").path("debits_posted").asLong())
        .isEqualTo(100L * (Body.ROWS_MAX + 1));
    assertThat(run.err()).contains("Trying the same transfers again");
  }

  @Test
  void aServerThatStaysAwayEndsItWithThreeAndSaysWhere() throws IOException {
    for (int i = 0; i < 50; i++) {
      server.failures.add(FakeServer.Failure.UNAVAILABLE_503);
    }
    CliRun run = importFiles(ACCOUNTS, manyTransfers(10), "--retry-for", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("transfers.csv lines 2 to 11").contains("journal is behind");
  }

  @Test
  void rejectedRowsAreReportedWithLineFieldAndReasonAndTheOthersTaken() throws IOException {
    CliRun run =
        importFiles(
            ACCOUNTS + "customer:3,CZK,0\n9%,CZK,100\n",
            COLUMNS
                + "t-1,cash,customer:1,1.00,CZK,10,1993-01-01\n"
                + "t-2,cash,customer:1,1.005,CZK,10,1993-01-01\n"
                + "t-3,cash,customer:1,-1,CZK,10,1993-01-01\n"
                + "t-4,cash,customer:9,1,CZK,10,1993-01-01\n"
                + "t-5,cash,customer:1,1,XXQ,10,1993-01-01\n"
                + "t-6,cash,customer:1,1,CZK,70000,1993-01-01\n"
                + "t-7,cash,customer:1,1,CZK,10,1993-02-30\n"
                + "t-8,cash,customer:1,1,CZK\n"
                + "t-9,cash,\"customer:1,1,CZK,10,1993-01-01\n"
                + ",cash,customer:1,1,CZK,10,1993-01-01\n"
                + "t-1,cash,customer:1,2.00,CZK,10,1993-01-01\n"
                + "t-10,cash,customer:2,1.000,CZK,10,\n",
            "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json.path("accounts").path("rejected").asInt()).isEqualTo(2);
    assertThat(json.path("transfers").path("created").asInt()).isEqualTo(2);
    assertThat(json.path("transfers").path("rejected").asInt()).isEqualTo(10);
    List<String> lines = Files.readAllLines(rejects());
    assertThat(lines.get(0)).isEqualTo("file,line,field,reason,row");
    assertThat(lines.subList(1, lines.size()))
        .anySatisfy(l -> assertThat(l).startsWith("accounts.csv,5,code,code_must_not_be_zero"))
        .anySatisfy(l -> assertThat(l).startsWith("accounts.csv,6,account,"))
        .anySatisfy(
            l -> assertThat(l).startsWith("transfers.csv,3,amount,").contains("1.005", "2 decimal"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,4,amount,"))
        .anySatisfy(
            l ->
                assertThat(l).startsWith("transfers.csv,5,credit_account,credit_account_not_found"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,6,currency,").contains("XXQ"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,7,code,"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,8,value_date,"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,9,,").contains("5 fields"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,10,,").contains("never closed"))
        .anySatisfy(l -> assertThat(l).startsWith("transfers.csv,11,id,"))
        .anySatisfy(
            l -> assertThat(l).startsWith("transfers.csv,12,amount,exists_with_different_amount"))
        .hasSize(12);
    assertThat(run.err()).contains("rejected: transfers.csv line 3, amount:");
  }

  @Test
  void aChainOfLinkedRowsIsNeverCutBetweenBodies() throws IOException {
    StringBuilder text =
        new StringBuilder("id,debit_account,credit_account,amount,currency,code,flags\n");
    for (int i = 1; i <= Body.ROWS_MAX + 10; i++) {
      boolean linked = i >= Body.ROWS_MAX - 2 && i < Body.ROWS_MAX + 2;
      text.append("t-" + i + ",cash,customer:1,1,CZK,10," + (linked ? "linked" : "") + "\n");
    }
    CliRun run = importFiles(ACCOUNTS, text.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.bodyRows).containsExactly(Body.ROWS_MAX - 3, 13);
  }

  @Test
  void aChainWithARowThatCannotBeReadIsLeftOutAsAWhole() throws IOException {
    CliRun run =
        importFiles(
            ACCOUNTS,
            "id,debit_account,credit_account,amount,currency,code,flags\n"
                + "t-1,cash,customer:1,1,CZK,10,\n"
                + "t-2,cash,customer:1,1,CZK,10,linked\n"
                + "t-3,cash,customer:1,x,CZK,10,linked\n"
                + "t-4,cash,customer:1,1,CZK,10,linked\n"
                + "t-5,cash,customer:1,1,CZK,10,\n"
                + "t-6,cash,customer:1,1,CZK,10,\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(server.settledIds())
        .containsExactly(Id.ofName(Id.OPERATOR, "t-1"), Id.ofName(Id.OPERATOR, "t-6"));
    assertThat(Files.readAllLines(rejects())).hasSize(5);
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() throws IOException {
    CliRun run =
        importFiles(
            "code,account,currency\n300,cash,CZK\n100,customer:1,CZK\n",
            "code,currency,amount,credit_account,debit_account,id\n10,CZK,3,customer:1,cash,t-1\n");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.account("customer:1").path("credits_posted").asText()).isEqualTo("300");
  }

  @Test
  void aFileWithoutANeededColumnIsRefusedBeforeAnythingIsSent() throws IOException {
    CliRun run = importFiles(ACCOUNTS, "id,debit_account,amount\nt-1,cash,1\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("'credit_account' is missing").contains("transfers.csv");
    assertThat(server.settledIds()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() {
    CliRun run =
        CliRun.of(
            "import", "--url", server.url(), "--accounts", folder.resolve("none.csv").toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("none.csv");
  }

  @Test
  void whatIsExportedCanBeImportedElsewhereWithTheSameBalances() throws IOException {
    importFiles(ACCOUNTS + "12345,CZK,7\n", manyTransfers(20));
    Path accounts = folder.resolve("out-accounts.csv");
    Path transfers = folder.resolve("out-transfers.csv");
    CliRun export =
        CliRun.of(
            "export",
            "--url",
            server.url(),
            "--accounts",
            accounts.toString(),
            "--transfers",
            transfers.toString());
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).contains("exported 4 accounts and 20 transfers");
    List<String> accountLines = Files.readAllLines(accounts);
    assertThat(accountLines.get(0))
        .startsWith("account,currency,code,flags,debits_pending,debits_posted,credits_pending");
    assertThat(accountLines).anyMatch(l -> l.startsWith("cash,CZK,300,,0.00,20.00,0.00,0.00,"));
    assertThat(Files.readAllLines(transfers).get(1))
        .contains(",cash,customer:1,1.00,CZK,10,1993-01-01,");
    try (FakeServer other = FakeServer.start()) {
      CliRun run =
          CliRun.of(
              "import",
              "--url",
              other.url(),
              "--rejects",
              rejects().toString(),
              "--accounts",
              accounts.toString(),
              "--transfers",
              transfers.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(other.accountCount()).isEqualTo(4);
      for (String name : List.of("cash", "customer:1", "12345")) {
        assertThat(other.account(name).path("debits_posted"))
            .isEqualTo(server.account(name).path("debits_posted"));
        assertThat(other.account(name).path("credits_posted"))
            .isEqualTo(server.account(name).path("credits_posted"));
      }
      assertThat(other.settledIds()).isEqualTo(server.settledIds());
    }
    CliRun back = CliRun.of("import", "--url", server.url(), "--transfers", transfers.toString());
    assertThat(back.out()).containsPattern("transfers +20 +0 +20 +0");
  }
}
