package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of a cluster's membership against a server that changes a step at each look. */
final class MembershipCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<String> asked = new ArrayList<>();
  private final Map<Integer, String> roles = new TreeMap<>();
  private HttpServer http;
  private int looksUntilDone;
  private boolean changed;
  private int conflicts;
  private int version = 5;
  private Runnable done = () -> {};

  @BeforeEach
  void start() throws IOException {
    roles.put(1, "leader");
    roles.put(2, "follower");
    roles.put(3, "follower");
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(request + (body.isEmpty() ? "" : " " + body));
    int status = 200;
    if (request.equals("GET /v1/cluster")) {
      // The first look is for the version that a change names.
      if (changed && looksUntilDone-- == 0) {
        done.run();
      }
    } else if (request.startsWith("DELETE /v1/cluster/members/9")) {
      status = 404;
    } else if (conflicts > 0 && !request.startsWith("GET")) {
      conflicts--;
      version++;
      status = 422;
    } else if (request.startsWith("DELETE") || request.startsWith("POST")) {
      status = 202;
      changed = true;
    }
    byte[] answer =
        (status == 404
                ? "{\"code\":\"member_not_found\",\"detail\":\"node 9 is no member\"}"
                : status == 422
                    ? "{\"code\":\"version_conflict\",\"detail\":\"changed\"}"
                    : members())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String members() {
    List<String> nodes = new ArrayList<>();
    int leader = 0;
    for (Map.Entry<Integer, String> one : roles.entrySet()) {
      leader = one.getValue().equals("leader") ? one.getKey() : leader;
      nodes.add(
          """
          {"node":%d,"role":"%s","voter":%b,"address":"10.0.0.%d:25520","url":"http://10.0.0.%d:8080",
          "match_index":12000,"active":true}"""
              .formatted(
                  one.getKey(),
                  one.getValue(),
                  !one.getValue().equals("learner"),
                  one.getKey(),
                  one.getKey()));
    }
    return """
        {"group":"main","term":7,"leader":%d,"version":"7.%d","commit_index":12345,"nodes":[%s]}"""
        .formatted(leader, version, String.join(",", nodes));
  }

  private CliRun run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("node"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--url", "http://127.0.0.1:" + http.getAddress().getPort()));
    return CliRun.of(line.toArray(String[]::new));
  }

  @Test
  void membersAreListed() throws IOException {
    CliRun run = run("list");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("node  role", "leader", "10.0.0.2:25520", "http://10.0.0.3:8080", "12,000")
        .contains("Node 1 leads, term 7, settled up to entry 12,345.");
    JsonNode json = MAPPER.readTree(run("list", "--json").out());
    assertThat(json.path("nodes")).hasSize(3);
  }

  @Test
  void anAddedNodeIsWaitedForUntilItHasAVote() {
    roles.put(4, "learner");
    looksUntilDone = 2;
    done = () -> roles.put(4, "follower");
    CliRun run = run("add", "4=10.0.0.4:25520");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked)
        .startsWith(
            "GET /v1/cluster",
            "POST /v1/cluster/members"
                + " {\"node\":4,\"address\":\"10.0.0.4:25520\",\"version\":\"7.5\"}")
        .hasSize(5);
    assertThat(run.out()).contains("10.0.0.4:25520");
  }

  @Test
  void aRemovedNodeIsWaitedForUntilItIsGone() {
    looksUntilDone = 1;
    done = () -> roles.remove(3);
    CliRun run = run("remove", "3");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked)
        .startsWith("GET /v1/cluster", "DELETE /v1/cluster/members/3?version=7.5")
        .hasSize(4);
    assertThat(run.out()).doesNotContain("10.0.0.3");
  }

  @Test
  void anotherLeaderIsWaitedFor() {
    looksUntilDone = 1;
    done =
        () -> {
          roles.put(1, "follower");
          roles.put(2, "leader");
        };
    CliRun run = run("transfer-leadership", "2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked)
        .startsWith("GET /v1/cluster", "POST /v1/cluster/leader {\"node\":2,\"version\":\"7.5\"}");
    assertThat(run.out()).contains("Node 2 leads");
  }

  @Test
  void aChangeThatMeetsOtherMembersIsMadeForThese() {
    conflicts = 1;
    looksUntilDone = 0;
    done = () -> roles.remove(3);
    CliRun run = run("remove", "3");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked)
        .contains(
            "DELETE /v1/cluster/members/3?version=7.5", "DELETE /v1/cluster/members/3?version=7.6");
  }

  @Test
  void aChangeThatAlwaysMeetsOtherMembersIsGivenUp() {
    conflicts = Integer.MAX_VALUE;
    CliRun run = run("remove", "3");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("changed");
  }

  @Test
  void whatIsNotDoneInTimeIsToldWithWhereItStands() {
    roles.put(4, "learner");
    looksUntilDone = Integer.MAX_VALUE;
    CliRun run = run("transfer-leadership", "2", "--wait", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("After 1 s it is not done")
        .contains("node 1 leader")
        .contains("node 4 learner at 12,000 of 12,345");
  }

  @Test
  void withoutWaitingItIsOnlyAskedFor() {
    looksUntilDone = Integer.MAX_VALUE;
    assertThat(run("remove", "3", "--wait", "0").exitCode()).isZero();
    assertThat(asked).hasSize(3);
  }

  @Test
  void aRefusalIsToldAndNothingIsWaitedFor() {
    CliRun run = run("remove", "9");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("node 9 is no member");
    assertThat(asked).hasSize(2);
  }
}
