package io.tallystick.load.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.driver.Setup;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.LinkProxy;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeState;
import io.tallystick.load.process.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes, one of them cut off for so long that the others take it for lost. */
final class DownedNodeTest {
  private static final List<String> SERVER_OPTIONS =
      List.of(
          "-Xms64m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  private static final long MS_MAX = 120_000;
  private static final int ACCOUNTS = 60;

  @TempDir Path folder;

  private GroupPlan plan() {
    int port = Ports.freeRange(0, GroupPlan.PORTS, new SplittableRandom());
    return new GroupPlan(3, port, folder.resolve("group"), SERVER_OPTIONS, true);
  }

  private NodeCommand command() {
    return NodeCommand.java(
        folder,
        List.of(),
        System.getProperty("java.class.path"),
        List.of("io.tallystick.cli.Main"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNodeThatTheOthersTookForLostStartsAgainInPlaceAsTheSameReplica() throws Exception {
    try (NodeGroup group = NodeGroup.prepare(plan(), command(), false, 1)) {
      group.start(MS_MAX);
      int cut = group.awaitLeader(MS_MAX);
      try (JsonClient client = new JsonClient(group.url(cut))) {
        new Setup(client).ledger("EUR");
        assertThat(client.post("/v1/accounts", guardedAccounts()).status()).isEqualTo(200);
      }
      // Where guarded accounts live, once every node reaches all of them.
      assertThat(NodeGroup.await(() -> reached(group, cut) == ACCOUNTS, MS_MAX)).isTrue();
      long pid = group.process(cut).pid();
      byte[] replica = Files.readAllBytes(group.plan().data(cut).resolve("replica"));
      group.links().setFrom(cut, LinkProxy.Mode.BROKEN);
      group.links().setTo(cut, LinkProxy.Mode.BROKEN);
      int other = cut % 3 + 1;
      assertThat(NodeGroup.await(() -> told(group, cut).contains("took this one for lost"), MS_MAX))
          .as("it ends its actor system by itself")
          .isTrue();
      assertThat(NodeGroup.await(() -> reached(group, other) == ACCOUNTS, MS_MAX))
          .as("its accounts live on the others")
          .isTrue();
      group.links().setAll(LinkProxy.Mode.OPEN);
      assertThat(group.awaitHealthy(MS_MAX)).as("all are ready: %s", group.states()).isTrue();
      assertThat(group.process(cut).pid()).isEqualTo(pid);
      assertThat(Files.readAllBytes(group.plan().data(cut).resolve("replica"))).isEqualTo(replica);
      assertThat(NodeGroup.await(() -> group.voters() == 3, MS_MAX)).isTrue();
      assertThat(NodeGroup.await(() -> level(group), MS_MAX)).isTrue();
      assertThat(NodeGroup.await(() -> reached(group, cut) == ACCOUNTS, MS_MAX))
          .as("it is among those again on which guarded accounts live")
          .isTrue();
    }
  }

  private static byte[] guardedAccounts() {
    return LongStream.rangeClosed(1, ACCOUNTS)
        .mapToObj(
            id -> "{\"id\":\"" + id + "\",\"ledger\":\"EUR\",\"code\":1,\"flags\":[\"guarded\"]}")
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String told(NodeGroup group, int node) {
    try {
      return Files.readString(group.plan().log(node));
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean level(NodeGroup group) {
    List<NodeState> states = group.states();
    return states.size() == 3 && states.stream().map(NodeState::sealedHash).distinct().count() == 1;
  }

  /**
   * Guarded accounts whose actors answer through a node. Several nodes without Cassandra keep no
   * policies: it is the actor itself that says so.
   */
  private static int reached(NodeGroup group, int node) {
    int reached = 0;
    try (JsonClient client = new JsonClient(group.url(node))) {
      for (int account = 1; account <= ACCOUNTS; account++) {
        String told = client.get("/v1/accounts/" + account + "/policy").body().toString();
        reached += told.contains("its policy cannot be read") ? 1 : 0;
      }
    } catch (IOException away) {
      return 0;
    }
    return reached;
  }
}
