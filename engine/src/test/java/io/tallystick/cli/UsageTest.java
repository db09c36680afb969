package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "start",
        "status",
        "ledger",
        "ledger create",
        "ledger list",
        "account",
        "account create",
        "account policy",
        "account approvals",
        "account approve",
        "transfer",
        "transfer submit",
        "participant",
        "participant create",
        "participant change",
        "participant show",
        "participant list",
        "participant key",
        "participant key add",
        "participant key rotate",
        "participant key revoke",
        "participant key list",
        "participant recovery",
        "participant recovery sign",
        "participant recovery submit",
        "key",
        "key new",
        "key show",
        "batch",
        "import",
        "export",
        "net",
        "verify",
        "rebuild",
        "cluster",
        "cluster start",
        "cluster status",
        "cluster kill",
        "cluster restart",
        "cluster rolling-restart",
        "cluster stop",
        "cluster demo",
        "node",
        "node list",
        "node add",
        "node remove",
        "node transfer-leadership",
        "simulate",
        "tls",
        "tls dev",
        "completion"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    CliRun run = CliRun.of((command + " --help").split(" "));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: tallystick " + command).contains("Example");
    assertThat(run.out()).contains("./tallystick " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acount x",
        "ledger",
        "account",
        "account customer:1 --nonsense",
        "account a%b",
        "account customer:1 --at yesterday",
        "account customer:1 --history --at 2026-01-01",
        "account customer:1 --limit 0",
        "account create customer:1 --ledger EUR",
        "transfer",
        "transfer submit --ledger EUR --debit a --credit b",
        "transfer submit --ledger EUR --flags post_pending_transfer",
        "participant",
        "participant key",
        "participant recovery",
        "participant change bank-a",
        "participant create bank-a --name A",
        "participant key add bank-a --roles submit",
        "participant key add bank-a --public-key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= --roles submit --not-after tomorrow",
        "participant key revoke bank-a",
        "key",
        "key new",
        "start --security open",
        "batch 0",
        "batch x",
        "import",
        "export",
        "net --month 1993-13",
        "net --csv --json",
        "status --url nonsense",
        "status --url ftp://example.org",
        "start --port 70000",
        "start --cassandra :9042",
        "start --node 0",
        "start --node 2",
        "start --peers 1=a",
        "start --peers 1=a:1,1=b:1",
        "start --node 3 --peers 1=a:1,2=b:1",
        "start --role judge",
        "start --role gateway",
        "start --remoting a:1",
        "start --config no-such-file.conf",
        "cluster",
        "cluster start --nodes 2",
        "cluster start --port 80",
        "cluster start --heap much",
        "cluster start --cassandra a:b",
        "cluster kill",
        "cluster kill one",
        "cluster restart 0",
        "cluster demo --accounts 1",
        "node",
        "node add 4",
        "node add 4=a:1,5=b:1",
        "node add 0=a:1",
        "node remove x",
        "node transfer-leadership 70000",
        "node remove 3 --wait -1",
        "tls",
        "tls dev --nodes 0",
        "tls dev --name a_b/c",
        "start --cassandra a:b",
        "start --cassandra a:1 --without-cassandra",
        "demo --clean --cassandra 10.0.0.5:9042",
        "demo --accounts 1",
        "demo --transfers 0",
        "verify --data no-such-folder",
        "rebuild",
        "rebuild --from-cassandra --without-cassandra",
        "simulate --seeds 0",
        "simulate --threads 0",
        "simulate --seed x",
      })
  void wrongUsageIsToldWithTwoAndPointsToTheHelp(String line) {
    CliRun run = line.isEmpty() ? CliRun.of() : CliRun.of(line.split(" "));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("tallystick: ").contains("See: ./tallystick");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheLikelyOne() {
    assertThat(CliRun.of("acount", "x").err()).contains("account");
  }

  @Test
  void completionKnowsEveryCommand() {
    CliRun run = CliRun.of("completion");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("complete ").contains("submit").contains("--from-cassandra");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(CliRun.of("--version").out()).startsWith("tallystick ");
  }
}
