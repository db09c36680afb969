package io.tallystick.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallystick.base.TallystickException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real PostgreSQL for some seconds, where there is one. */
final class PostgresPeerTest {
  @TempDir Path folder;
  private PostgresPrograms programs;

  @BeforeEach
  void postgresqlIsThere() throws Exception {
    assumeTrue(
        PostgresPrograms.find(PostgresPrograms.DEBIAN).isPresent(),
        "no PostgreSQL under " + PostgresPrograms.DEBIAN + ": apt-get install postgresql");
    programs = PostgresPrograms.require();
    // Another user's server has to get through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @EnumSource
  void everyWorkloadSettlesAndItsSumsAgree(Workload workload) throws Exception {
    CompareOptions options = new CompareOptions();
    options.runs.seconds = 1;
    options.runs.warmUpSeconds = 1;
    PeerRun run = new PostgresPeer(options, 7, programs, folder.resolve("pg")).measure(workload, 1);
    assertThat(run.settledPerSecond()).isPositive();
    assertThat(run.p50Ms()).isPositive().isLessThanOrEqualTo(run.p99Ms());
    assertThat(folder.resolve("pg")).as("removed").doesNotExist();
  }

  @Test
  void itIsDurableAndATransferThatIsMissingOrHalfIsFound() throws Exception {
    try (PostgresServer server = PostgresServer.start(programs, folder.resolve("pg"))) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(server.query("SHOW " + setting)).as(setting).isEqualTo("on");
      }
      server.query(PostgresServer.resource("schema.sql"));
      server.query("INSERT INTO accounts (id) VALUES (1), (2)");
      server.query("SELECT settle(gen_random_uuid(), 1, 2, 500)");
      PgBenchOutput none = new PgBenchOutput(0, 0, 0);
      PgBenchOutput one = new PgBenchOutput(1, 0, 1);
      PostgresPeer.check(server, Workload.SINGLE_HOT, none, one);
      assertThatThrownBy(() -> PostgresPeer.check(server, Workload.SINGLE_HOT, one, one))
          .isInstanceOf(TallystickException.class)
          .hasMessageContaining("the number of transfers is 1, but should be 2");
      server.query("UPDATE accounts SET credits_posted = 499 WHERE id = 2");
      assertThatThrownBy(() -> PostgresPeer.check(server, Workload.SINGLE_HOT, none, one))
          .hasMessageContaining("the sum of credits_posted is 499, but should be 500");
    }
  }
}
