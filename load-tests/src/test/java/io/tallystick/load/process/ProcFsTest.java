package io.tallystick.load.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.FakeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class ProcFsTest {
  private final long self = ProcessHandle.current().pid();

  @Test
  void aProcessIsMeasured() {
    assertThat(ProcFs.cpuNanos(self).orElse(0)).isPositive();
    assertThat(ProcFs.residentBytes(self).orElse(0)).isGreaterThan(10_000_000);
    // The kernel folds its counters of the peak in late, so it may lie some pages below the present
    // size.
    assertThat(ProcFs.residentBytesPeak(self).orElse(0))
        .isGreaterThan(ProcFs.residentBytes(self).orElse(0) * 9 / 10);
    assertThat(ProcFs.commandLine(self)).contains("java");
    assertThat(ProcFs.threads(self).values())
        .anyMatch(thread -> thread.name().equals("java") || thread.name().equals("main"))
        .anyMatch(thread -> thread.cpuNanos() > 0);
    assertThat(ProcFs.lines("stat").get(0)).startsWith("cpu ");
  }

  @Test
  void whoListensOnAPortIsFound() {
    int port;
    try (FakeServer server = new FakeServer(0)) {
      port = server.url().getPort();
      assertThat(ProcFs.listener(port)).hasValue(self);
    }
    assertThat(ProcFs.listener(port)).isEmpty();
  }

  @Test
  void whatIsGoneIsEmpty() {
    assertThat(ProcFs.cpuNanos(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcFs.residentBytes(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcFs.commandLine(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcFs.threads(Integer.MAX_VALUE)).isEmpty();
    assertThat(ProcFs.lines("no-such-table")).isEmpty();
  }
}
