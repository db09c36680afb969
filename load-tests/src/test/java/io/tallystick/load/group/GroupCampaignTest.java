package io.tallystick.load.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.process.NodeCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes, from this build's classes, without Cassandra. */
final class GroupCampaignTest {
  private static final List<String> SERVER_OPTIONS =
      List.of(
          "-Xms64m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingIsLostWhenTheLeaderIsKilled() {
    NodeCommand command =
        NodeCommand.java(
            folder,
            SERVER_OPTIONS,
            System.getProperty("java.class.path"),
            List.of("io.tallystick.cli.Main"));
    StringWriter out = new StringWriter();
    int exit =
        GroupCampaignCommand.run(
            command,
            new PrintWriter(out),
            new PrintWriter(out),
            "--nodes=3",
            "--rounds=1",
            "--seconds=1",
            "--seed=1",
            "--clients=3",
            "--rows-per-second=600",
            "--fault=kill-leader",
            "--without-cassandra",
            "--data=" + folder.resolve("campaign"));
    assertThat(out.toString()).contains("Nothing was found wrong");
    assertThat(exit).isZero();
  }
}
