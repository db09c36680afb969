package io.tallystick.e2e;

import io.tallystick.cli.Console;
import io.tallystick.cli.Main;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.EmbeddedLauncher;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodePeers;
import io.tallystick.node.NodeRole;
import io.tallystick.node.RunningNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A real node in this process, spoken to over its real socket, and the command line beside it. */
final class TestNode implements AutoCloseable {
  static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RunningNode node;

  private final HttpClient http;

  private TestNode(RunningNode node, HttpClient http) {
    this.node = node;
    this.http = http;
  }

  static TestNode start(Path data, CassandraChoice cassandra) {
    return start(data, cassandra, Map.of());
  }

  /** A node with settings of its own, by path below {@code tallystick}. */
  static TestNode start(Path data, CassandraChoice cassandra, Map<String, String> settings) {
    NodeOptions options = NodeOptions.single(data, "127.0.0.1", 0, cassandra, false);
    return new TestNode(new EmbeddedLauncher().start(options.with(settings), step -> {}), HTTP);
  }

  /** A gateway that passes everything on to ledger nodes at these addresses. */
  static TestNode relay(Map<String, String> settings, int port, URI... ledgers) {
    return of(launchRelay(Optional.empty(), settings, port, ledgers), HTTP);
  }

  /** The same with an operator's file. */
  static RunningNode launchRelay(
      Optional<Path> config, Map<String, String> settings, int port, URI... ledgers) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < ledgers.length; i++) {
      all.put("gateway.ledger-urls." + i, ledgers[i].toString());
    }
    NodeOptions.Place place =
        new NodeOptions.Place(101, NodeRole.GATEWAY, NodePeers.NONE, false, null);
    return new EmbeddedLauncher()
        .start(
            new NodeOptions(
                Path.of("unused"),
                "127.0.0.1",
                port,
                CassandraChoice.none(),
                false,
                place,
                config,
                all),
            step -> {});
  }

  /** A running node, spoken to by a client of the test's own. */
  static TestNode of(RunningNode running, HttpClient http) {
    return new TestNode(running, http);
  }

  URI url() {
    return node.url();
  }

  /** What a command printed, and its exit code. */
  record Ran(int exitCode, String out, String err) {}

  /** Runs a command line. */
  static Ran command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    int exitCode = new Main(console, EmbeddedLauncher::new).run(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  /** Runs a client command against this node. */
  Ran client(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = url().toString();
    return command(all);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(url().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    node.close();
  }
}
