package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.process.ProcFs.ThreadUse;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Ten seconds of two processors. */
final class SaturationTest {
  private static final long SECOND = Window.NANOS_PER_SECOND;
  private static final ProcessUse NONE = new ProcessUse(0, 0, 0);
  private static final Map<Long, ThreadUse> NO_THREADS = Map.of();

  @Test
  void theMostUsedPartComesFirstAndOnlyAFullOneIsSaturated() {
    ObjectNode figures =
        figures(
            new MachineUse(0, 0, 0, Map.of("vda", 0L), NO_THREADS),
            new MachineUse(
                10 * SECOND,
                1_400,
                2_000,
                Map.of("vda", 5_000L),
                Map.of(
                    7L, new ThreadUse("ring-1", 9_600_000_000L),
                    8L, new ThreadUse("http-1", 2_000_000_000L),
                    9L, new ThreadUse("http-2", 1_000_000_000L))),
            status(0, 0),
            status(100, 100));
    assertThat(Saturation.inWords(figures))
        .isEqualTo(
            "thread ring-1 96 % (saturated); processors (server 1.20, Cassandra 0.10, driver 0.05"
                + " cores) 70 %; disk vda 50 %");
    assertThat(figures.path("server_threads").toString()).isEqualTo("{\"ring\":0.96,\"http\":0.3}");
  }

  @Test
  void whatOtherProcessesHadIsNamedWhereItShows() {
    MachineUse before = new MachineUse(0, 0, 0, Map.of(), NO_THREADS);
    // 20 s of work in ten seconds, 13.5 of them by server, Cassandra and driver.
    MachineUse after = new MachineUse(10 * SECOND, 2_000, 2_000, Map.of(), NO_THREADS);
    ObjectNode figures = figures(before, after, status(0, 0), status(100, 100));
    assertThat(Saturation.inWords(figures))
        .isEqualTo(
            "processors (server 1.20, Cassandra 0.10, driver 0.05, others 0.65 cores) 100 %"
                + " (saturated)");
    assertThat(figures.path("others_cpu_cores").asDouble()).isEqualTo(0.65);
  }

  @Test
  void aJournalThatFallsBehindIsNamed() {
    MachineUse nothing = new MachineUse(0, 0, 0, Map.of(), NO_THREADS);
    MachineUse later = new MachineUse(10 * SECOND, 0, 0, Map.of(), NO_THREADS);
    assertThat(Saturation.inWords(figures(nothing, later, status(100, 100), status(300, 200))))
        .isEqualTo("journal (took 50 % of what settled) 100 % (saturated)");
    assertThat(Saturation.inWords(figures(nothing, later, status(100, 90), status(300, 290))))
        .isEqualTo("not known");
  }

  /** Heights, with a MiB of lag for each batch that is not journalled. */
  private static NodeStatus status(long settled, long journalled) {
    long behind = settled - journalled;
    return new NodeStatus(settled, journalled, "up", behind << 20, behind, settled);
  }

  private static ObjectNode figures(
      MachineUse before, MachineUse after, NodeStatus first, NodeStatus last) {
    ServerMeter.Reading start = new ServerMeter.Reading(0, 0, NONE, NONE);
    ServerMeter.Reading end =
        new ServerMeter.Reading(
            10 * SECOND,
            SECOND / 2,
            new ProcessUse(12 * SECOND, 0, 0),
            new ProcessUse(SECOND, 0, 0));
    ObjectNode figures = new ObjectMapper().createObjectNode();
    new Saturation(
            new Run.Measured(
                Window.of(0, 0, 10),
                List.of(),
                null,
                List.of(
                    new Sample(first, start, OptionalDouble.empty()),
                    new Sample(last, end, OptionalDouble.empty())),
                start,
                end,
                before,
                after,
                first,
                last,
                0))
        .addTo(figures);
    return figures;
  }
}
