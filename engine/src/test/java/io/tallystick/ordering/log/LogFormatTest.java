package io.tallystick.ordering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The bytes on disk; checksums were computed by another program. A changed byte here is a changed
 * format.
 */
class LogFormatTest {
  @Test
  void oneGroupOfOneEntry() {
    SimulatedFiles files = new SimulatedFiles();
    TestLog log = new TestLog(files);
    log.accept(0, new HardState(5, new ReplicaId(2, 3), 4), TestLog.entry(1, 5, "tally"));
    log.commit();
    byte[] file = files.durable(Segment.fileName(1));
    byte[] group = Arrays.copyOfRange(file, 4_096, 4_096 + 512);
    assertThat(hex(group, 4, 8)).as("magic").isEqualTo("54475250");
    assertThat(hex(group, 8, 12)).as("bytes of the records").isEqualTo("28000000");
    assertThat(hex(group, 16, 24)).as("own offset").isEqualTo("0010000000000000");
    assertThat(hex(group, 24, 32)).as("segment").isEqualTo("0100000000000000");
    assertThat(hex(group, 32, 40)).as("group").isEqualTo("0100000000000000");
    assertThat(hex(group, 40, 72))
        .as("term, vote's incarnation, vote's node, commit")
        .isEqualTo(
            "0500000000000000" + "0300000000000000" + "0200000000000000" + "0400000000000000");
    assertThat(hex(group, 128 + 4, 128 + 8)).as("payload bytes").isEqualTo("05000000");
    assertThat(hex(group, 128 + 8, 128 + 32))
        .as("index, term, kind")
        .isEqualTo("0100000000000000" + "0500000000000000" + "0200000000000000");
    assertThat(hex(group, 128 + 32, 128 + 40)).as("tally, padded").isEqualTo("74616c6c79000000");
    assertThat(group[128 + 40]).isZero();
    assertThat(hex(group, 0, 4)).as("checksum of the group's header").isEqualTo(GROUP_CRC);
    assertThat(hex(group, 128, 132)).as("checksum of the record").isEqualTo(RECORD_CRC);
    assertThat(hex(file, 0, 32))
        .as("segment header: checksum, magic, version, membership bytes, number")
        .startsWith(SEGMENT_CRC + "544c4753" + "01000000" + "0f000000" + "0100000000000000");
  }

  private static final String GROUP_CRC = "eba88a40";
  private static final String RECORD_CRC = "d297ed3b";
  private static final String SEGMENT_CRC = "5f92eb12";

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }
}
