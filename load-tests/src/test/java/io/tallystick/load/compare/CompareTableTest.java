package io.tallystick.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.load.report.ComparePage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class CompareTableTest {
  private static PeerRun run(Peer peer, Workload workload, int repetition, double perSecond) {
    return new PeerRun(peer, workload, repetition, perSecond, 5, 50, 4);
  }

  private static final CompareTable TABLE =
      new CompareTable(
          List.of(
              run(Peer.TALLYSTICK, Workload.BATCHED_UNIFORM, 1, 400),
              run(Peer.POSTGRESQL, Workload.BATCHED_UNIFORM, 1, 100),
              run(Peer.POSTGRESQL, Workload.BATCHED_UNIFORM, 2, 50),
              run(Peer.TALLYSTICK, Workload.BATCHED_UNIFORM, 2, 200)));

  @Test
  void ratiosAreWithinARepetition() {
    // The machine halves its speed in the second repetition: figures follow it, ratios do not.
    assertThat(TABLE.ratio(Peer.POSTGRESQL, Workload.BATCHED_UNIFORM)).isEqualTo(4, within(1e-9));
    assertThat(TABLE.median(Peer.POSTGRESQL, Workload.BATCHED_UNIFORM, PeerRun::settledPerSecond))
        .isEqualTo(75, within(1e-9));
    assertThat(TABLE.markdown())
        .contains(
            "| 8,190 a request, 10,000 accounts | Tallystick | 4 | 300 |  | 5.0 | 50 |",
            "|  | PostgreSQL | 4 | 75 | 4.0 times as many | 5.0 | 50 |");
  }

  @Test
  void whoWasNotRunIsNamed() {
    assertThat(TABLE.markdown()).contains("TigerBeetle was not run.");
    assertThat(TABLE.json().path("not_run").toString()).isEqualTo("[\"TigerBeetle\"]");
    assertThat(TABLE.json().path("runs")).hasSize(4);
  }

  @Test
  void thePageHasABarForEachPeerAndLoadsNothing() throws Exception {
    String page = new ComparePage(TABLE.json(), "load-tests/compare <here>").html();
    assertThat(page)
        .contains("&lt;here&gt;", "TigerBeetle was not run", "300/s")
        .doesNotContain("http:", "https:", "<script");
    String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + "</svg>".length());
    var bars =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(2);
    assertThat(bars.item(0).getAttributes().getNamedItem("width").getNodeValue())
        .as("the longest bar takes all the room, another its share")
        .isEqualTo("480.0");
    assertThat(bars.item(1).getAttributes().getNamedItem("width").getNodeValue())
        .isEqualTo("120.0");
  }

  @Test
  void peersTakeTurnsAndEverySecondTimeInTheOppositeOrder() throws Exception {
    Map<Peer, PeerBench.Measurement> peers = new LinkedHashMap<>();
    for (Peer peer : List.of(Peer.TALLYSTICK, Peer.POSTGRESQL)) {
      peers.put(peer, (workload, repetition) -> run(peer, workload, repetition, 1));
    }
    List<PeerRun> told = new ArrayList<>();
    List<PeerRun> runs =
        PeerBench.run(
            peers, List.of(Workload.BATCHED_HOT, Workload.SINGLE_HOT), 2, run -> told.add(run));
    assertThat(told).isEqualTo(runs);
    assertThat(runs.stream().map(PeerRun::peer))
        .containsExactly(
            Peer.TALLYSTICK,
            Peer.POSTGRESQL,
            Peer.TALLYSTICK,
            Peer.POSTGRESQL,
            Peer.POSTGRESQL,
            Peer.TALLYSTICK,
            Peer.POSTGRESQL,
            Peer.TALLYSTICK);
  }
}
