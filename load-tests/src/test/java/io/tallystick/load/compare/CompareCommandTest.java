package io.tallystick.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CompareCommand.run(
        new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
  }

  @Test
  void whatMakesNoSenseIsWrongUsage(@TempDir Path folder) {
    assertThat(run("--only", "batched-uniform,triple")).isEqualTo(2);
    assertThat(err.toString()).contains("not 'triple'", "single-hot");
    assertThat(run("--seconds", "0")).isEqualTo(2);
    assertThat(run("--repeat", "0")).isEqualTo(2);
    assertThat(run("--page", "/no such folder/page.html")).isEqualTo(2);
    assertThat(run("--data", folder.toString())).as("it would be removed").isEqualTo(2);
    assertThat(folder).exists();
  }

  @Test
  void theNewestPostgresqlWithAllProgramsIsTaken(@TempDir Path versions) throws Exception {
    assertThat(PostgresPrograms.find(versions)).isEmpty();
    assertThat(PostgresPrograms.find(versions.resolve("missing"))).isEmpty();
    for (String version : new String[] {"9.6", "15", "17"}) {
      Path bin = Files.createDirectories(versions.resolve(version).resolve("bin"));
      for (String program : new String[] {"initdb", "postgres", "psql", "pgbench"}) {
        // The newest one here has a client only.
        if (!version.equals("17") || program.equals("psql")) {
          Files.createFile(bin.resolve(program)).toFile().setExecutable(true);
        }
      }
    }
    assertThat(PostgresPrograms.find(versions).orElseThrow().version()).isEqualTo("15");
  }
}
