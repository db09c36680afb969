package io.tallystick.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.simulation.QuietNodes;
import io.tallystick.simulation.SimulationPlan;
import io.tallystick.simulation.SimulationRuns;
import io.tallystick.simulation.node.NodeBuild;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@ExtendWith(QuietNodes.class)
final class SimulateCommandTest {
  private static final SimulationPlan SHORT = new SimulationPlan(1_500, 300, 20_000, List.of());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int simulate(Supplier<NodeBuild> build, String... arguments) {
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    SimulateCommand command =
        new SimulateCommand(
            console,
            (first, count, threads, done) ->
                SimulationRuns.run(first, count, threads, SHORT, build, done));
    int exitCode = new CommandLine(command).execute(arguments);
    console.out().flush();
    return exitCode;
  }

  /** Its nodes fail at the first message. */
  private static final class Failing extends NodeBuild {
    @Override
    public void receive(
        io.tallystick.ordering.SteppedReplica replica,
        io.tallystick.ordering.raft.RaftMessage message,
        Around around) {
      throw new IllegalStateException("not today");
    }
  }

  @Test
  void promisesThatHoldEndWithZero() {
    assertThat(simulate(NodeBuild::new, "--seeds", "3")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("1 to 3").contains("Every promise held in every run.");
  }

  @Test
  void aFindingEndsWithOneAndPrintsTheCommandThatReplaysIt() {
    assertThat(simulate(Failing::new, "--seeds", "2", "--seed", "41")).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString())
        .contains("BROKEN: promises did not hold in 2 of 2 runs.")
        .contains("not today")
        .contains("./tallystick simulate --seed 41");
    assertThat(err.toString()).contains("./tallystick simulate --seed 42");
  }

  @Test
  void jsonNamesTheFindings() throws Exception {
    assertThat(simulate(Failing::new, "--seed", "7", "--json")).isEqualTo(ExitCode.REFUSED);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.get("holds").asBoolean()).isFalse();
    assertThat(answer.get("seeds").asInt()).isOne();
    JsonNode finding = answer.get("findings").get(0);
    assertThat(finding.get("seed").asLong()).isEqualTo(7);
    assertThat(finding.get("promise").asText()).isEqualTo("no node fails by itself");
    assertThat(finding.get("replay").asText()).isEqualTo("./tallystick simulate --seed 7");
  }

  @Test
  void aSeedAloneRunsOnce() throws Exception {
    assertThat(simulate(NodeBuild::new, "--seed", "9", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.get("holds").asBoolean()).isTrue();
    assertThat(answer.get("first_seed").asLong()).isEqualTo(9);
    assertThat(answer.get("seeds").asInt()).isOne();
    assertThat(answer.get("findings")).isEmpty();
  }
}
