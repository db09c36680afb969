package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetTest {
  @TempDir Path folder;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
    Path accounts = folder.resolve("accounts.csv");
    Files.writeString(
        accounts,
        "account,currency,code\nnostro:YZ,CZK,200\nnostro:AB,CZK,200\ncustomer:1,CZK,100\n");
    Path transfers = folder.resolve("transfers.csv");
    Files.writeString(
        transfers,
        "id,debit_account,credit_account,amount,currency,code,value_date\n"
            + "t-1,nostro:YZ,customer:1,100.00,CZK,30,1993-01-05\n"
            + "t-2,customer:1,nostro:YZ,30.50,CZK,30,1993-01-31\n"
            + "t-3,customer:1,nostro:YZ,7,CZK,30,1993-02-01\n"
            + "t-4,nostro:AB,nostro:YZ,5,CZK,30,1993-02-02\n"
            + "t-5,nostro:AB,customer:1,9,CZK,30,\n");
    CliRun run =
        CliRun.of(
            "import",
            "--url",
            server.url(),
            "--accounts",
            accounts.toString(),
            "--transfers",
            transfers.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatComesInFromABankCountsAndWhatGoesOutIsTakenOffByMonthOfTheValueDate() {
    CliRun run = CliRun.of("net", "--csv", "--url", server.url());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "month,bank,net_received\n1993-01,YZ,69.50\n1993-02,AB,5.00\n1993-02,YZ,-12.00\n");
  }

  @Test
  void oneMonthCanBeChosen() {
    CliRun run = CliRun.of("net", "--month", "1993-01", "--url", server.url());
    assertThat(run.out().lines())
        .containsExactly("month    bank  net received CZK", "1993-01  YZ               69.50");
  }

  @Test
  void aMonthWithoutTransfersSaysSo() {
    CliRun run = CliRun.of("net", "--month", "1994-01", "--url", server.url());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("No transfers");
  }
}
