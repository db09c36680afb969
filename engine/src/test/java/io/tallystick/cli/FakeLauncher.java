package io.tallystick.cli;

import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.RebuildOptions;
import io.tallystick.node.RebuildReport;
import io.tallystick.node.RunningNode;
import io.tallystick.node.StartProgress;
import io.tallystick.node.VerifyOptions;
import io.tallystick.node.VerifyProgress;
import io.tallystick.node.VerifyReport;
import java.net.URI;
import java.util.List;

/** A launcher whose node is a {@link FakeServer} that stops as soon as it is waited for. */
final class FakeLauncher implements NodeLauncher {
  private final FakeServer server;
  NodeOptions started;
  VerifyOptions verified;
  RebuildOptions rebuilt;
  boolean closed;
  RuntimeException failure;
  List<VerifyReport.Damage> damages = List.of();

  FakeLauncher(FakeServer server) {
    this.server = server;
  }

  @Override
  public RunningNode start(NodeOptions options, StartProgress progress) {
    started = options;
    progress.step("waiting for Cassandra");
    if (failure != null) {
      throw failure;
    }
    return new RunningNode() {
      @Override
      public URI url() {
        return URI.create(server.url());
      }

      @Override
      public int awaitStop() {
        return 0;
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Override
  public VerifyReport verify(VerifyOptions options, VerifyProgress progress) {
    verified = options;
    progress.at("local store", 10, 20, 1_000);
    return new VerifyReport(
        20,
        "ef".repeat(32),
        2_000,
        352_000,
        10,
        options.cassandra().mode() == CassandraChoice.Mode.NONE
            ? VerifyReport.JOURNAL_LEFT_OUT
            : 19,
        5,
        List.of(new VerifyReport.LedgerTotals(978, "EUR", 2, "0", "12345", "0", "12345")),
        damages,
        List.of("the journal is 1 batch behind"));
  }

  @Override
  public RebuildReport rebuild(RebuildOptions options, VerifyProgress progress) {
    rebuilt = options;
    return new RebuildReport(
        19, "ef".repeat(32), 1_999, 2, 1_500, List.of("batches above 19 may be missing"));
  }
}
