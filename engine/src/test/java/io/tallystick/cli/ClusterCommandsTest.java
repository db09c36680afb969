package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a cluster with processes that stand in for nodes. */
final class ClusterCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HOME = "tallystick.home";

  @TempDir Path folder;
  private Path data;
  private int port;
  private String homeBefore;

  @BeforeEach
  void makeLauncher() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/sh")));
    data = folder.resolve("a cluster");
    port = freeBase();
    homeBefore = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
    launcher("");
  }

  private void launcher(String javaOptions) throws Exception {
    Path classes =
        Path.of(
            ClusterCommandsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path script = folder.resolve("tallystick");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s' -Xmx32m -XX:TieredStopAtLevel=1 %s -cp '%s' io.tallystick.cli.cluster.FakeNode "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), javaOptions, classes));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void stopAll() {
    if (Files.exists(data.resolve("cluster.json"))) {
      cluster("stop");
    }
    if (homeBefore == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, homeBefore);
    }
  }

  private static int freeBase() {
    for (int tries = 0; tries < 100; tries++) {
      int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (isFree(base) && isFree(base + 1) && isFree(base + 2) && isFree(base + 10)) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private CliRun cluster(String... arguments) {
    List<String> line = new ArrayList<>(List.of("cluster"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", data.toString()));
    return CliRun.of(line.toArray(String[]::new));
  }

  private CliRun start(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("start", "--detach", "--without-cassandra", "--port", Integer.toString(port)));
    line.addAll(List.of(more));
    CliRun run = cluster(line.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private JsonNode status() throws IOException {
    return MAPPER.readTree(cluster("status", "--json").out());
  }

  private long pid(int node) throws IOException {
    return status().path("nodes").path(node - 1).path("pid").asLong();
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** A process that was killed is there until its parent has asked for its status. */
  private static void assertEnd(List<Long> pids) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(pids).noneMatch(ClusterCommandsTest::lives));
  }

  @Test
  void threeNodesStartAreShownAndStop() throws IOException {
    CliRun started = start();
    assertThat(started.out())
        .contains("node  url", "http://127.0.0.1:" + port)
        .contains("leader", "follower")
        .contains("./tallystick cluster stop --data");
    CliRun status = cluster("status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .contains("7:abababababab…", "leader", "yes")
        .contains("Cassandra: none");
    JsonNode json = status();
    assertThat(json.path("healthy").asBoolean()).isTrue();
    assertThat(json.path("leader").asInt()).isEqualTo(1);
    assertThat(json.path("nodes")).hasSize(3);
    List<Long> pids = List.of(pid(1), pid(2), pid(3));
    assertThat(cluster("stop").exitCode()).isZero();
    assertEnd(pids);
    assertThat(cluster("status").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cluster("stop").out()).contains("Nothing of it runs.");
  }

  @Test
  void aNodeIsToldItsPlaceItsPortsAndItsSettings() throws IOException {
    start("--heap", "700m");
    String log = Files.readString(data.resolve("log/node-2.log"));
    assertThat(log)
        .contains("--node, 2")
        .contains("--port, " + (port + 1))
        .contains("1=127.0.0.1:" + (port + 10), "3=127.0.0.1:" + (port + 12))
        .contains("--data, " + data.resolve("node-2"))
        .contains("--without-cassandra")
        .contains("--config, " + data.resolve("node.conf"));
    assertThat(Files.readString(data.resolve("node.conf")))
        .contains("include classpath(\"three-local-nodes.conf\")");
    assertThat(Files.readString(data.resolve("cluster.json"))).contains("-Xmx700m");
  }

  @Test
  void aKilledLeaderIsReplacedAndComesBack() throws IOException {
    start();
    long before = pid(1);
    CliRun killed = cluster("kill", "1");
    assertThat(killed.exitCode()).as(killed.err()).isZero();
    assertEnd(List.of(before));
    CliRun status = cluster("status");
    assertThat(status.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(status.out()).contains("no: its process has ended");
    assertThat(status().path("leader").asInt()).isEqualTo(2);
    assertThat(cluster("kill", "1").err()).contains("Node 1 does not run");
    CliRun restarted = cluster("restart", "1");
    assertThat(restarted.exitCode()).as(restarted.err()).isZero();
    assertThat(restarted.out()).contains("Node 1 is back and has caught up");
    assertThat(cluster("status").exitCode()).isZero();
    assertThat(pid(1)).isNotEqualTo(before);
  }

  @Test
  void aRollingRestartTakesTheLeaderLastAndAllNodesOnce() throws IOException {
    start();
    List<Long> before = List.of(pid(1), pid(2), pid(3));
    CliRun run = cluster("rolling-restart");
    assertThat(run.exitCode()).as(run.err()).isZero();
    int first = run.err().indexOf("node 2 is back");
    int second = run.err().indexOf("node 3 is back");
    int last = run.err().indexOf("node 1 is back");
    assertThat(first).isNotNegative().isLessThan(second);
    assertThat(second).isLessThan(last);
    assertThat(run.err()).contains("node 1 keeps the lead until it stops: nothing is here");
    assertThat(List.of(pid(1), pid(2), pid(3))).doesNotContainAnyElementsOf(before);
    assertThat(cluster("status").exitCode()).isZero();
  }

  @Test
  void aFolderWhoseClusterRunsIsNotStartedTwiceAndAStoppedOneIsStartedAsItWas() {
    start("--nodes", "1");
    CliRun twice =
        cluster("start", "--detach", "--without-cassandra", "--port", Integer.toString(port));
    assertThat(twice.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(twice.err()).contains("runs");
    cluster("stop");
    CliRun other = cluster("start", "--detach", "--nodes", "3");
    assertThat(other.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(other.err()).contains("has --nodes 1, not 3");
    CliRun again = cluster("start", "--detach");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("http://127.0.0.1:" + port);
  }

  @Test
  void aNodeThatEndsAtOnceStopsTheOthersAndIsQuoted() throws Exception {
    launcher("-Dfake.fails=2");
    CliRun run =
        cluster("start", "--detach", "--without-cassandra", "--port", Integer.toString(port));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("Node 2 ended before it started")
        .contains("ERROR this node was told to fail");
    assertThat(status().path("nodes").findValuesAsText("pid")).containsOnly("null");
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1));
      CliRun run =
          cluster("start", "--detach", "--without-cassandra", "--port", Integer.toString(port));
      assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(run.err()).contains((port + 1) + " (HTTP of node 2)");
    }
    assertThat(Files.exists(data.resolve("cluster.json"))).isFalse();
  }

  @Test
  void aClusterThatIsNotThereIsNotFound() {
    for (String command : List.of("status", "stop", "rolling-restart")) {
      CliRun run = cluster(command);
      assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(run.err()).contains("There is no cluster in " + data);
    }
  }

  @Test
  void aNodeThatIsNotInTheClusterIsNamedWithThoseThatAre() {
    start("--nodes", "1");
    assertThat(cluster("kill", "4").err())
        .contains("There is no node 4")
        .contains("its nodes are 1");
  }

  @Test
  void aStarterThatIsEndedStopsEverythingAndAKilledOneLeavesTheNodes() throws Exception {
    Process starter = starter();
    List<Long> pids = awaitThree();
    new ProcessBuilder("kill", "-TERM", Long.toString(starter.pid())).start().waitFor();
    assertThat(starter.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertEnd(pids);

    Process second = starter();
    List<Long> nodes = awaitThree();
    second.destroyForcibly().waitFor();
    assertThat(nodes).allMatch(ClusterCommandsTest::lives);
    assertThat(cluster("status").exitCode()).isZero();
    assertThat(cluster("stop").exitCode()).isZero();
    assertEnd(nodes);
  }

  @Test
  void aStarterInTheForegroundEndsWhenItsClusterIsStopped() throws Exception {
    Process starter = starter();
    awaitThree();
    // Until it has seen its nodes ready itself, a stop is a start that failed.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(folder.resolve("starter.log")).contains("Started in"));
    cluster("stop");
    assertThat(starter.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(starter.exitValue()).isZero();
  }

  private List<Long> awaitThree() throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Files.exists(data.resolve("cluster.json")) && cluster("status").exitCode() == 0);
    return List.of(pid(1), pid(2), pid(3));
  }

  /** The command line in a process of its own, in the foreground. */
  private Process starter() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-D" + HOME + "=" + folder,
                "-cp",
                classPath,
                "io.tallystick.cli.Main",
                "cluster",
                "start",
                "--without-cassandra",
                "--data",
                data.toString()));
    if (!Files.exists(data.resolve("cluster.json"))) {
      command.addAll(List.of("--port", Integer.toString(port)));
    }
    Path printed = folder.resolve("starter.log");
    Files.writeString(printed, "", StandardCharsets.UTF_8);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
  }
}
