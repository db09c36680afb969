package io.tallystick.load.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class NodesCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return NodesCommand.run(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
  }

  @Test
  void whatIsMeasuredMustBeSaidAndInRange() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("say --rate, --failover or --guarded-failover");
    assertThat(run("--rate", "--nodes", "4")).isEqualTo(2);
    assertThat(run("--failover", "--kills", "0")).isEqualTo(2);
    assertThat(run("--failover", "--load", "100", "--rows", "200")).isEqualTo(2);
    assertThat(run("--rate", "--scenario", "none")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--nodes must be 3 or 5", "--kills must be", "--rows must be", "no scenario");
  }
}
