package io.tallystick.cli.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stands in for a node in a process of its own: answers {@code /v1/status}, and the lowest node
 * that lives leads. It uses the JDK alone, so that it starts fast.
 */
final class FakeNode {
  private FakeNode() {}

  public static void main(String[] arguments) throws IOException {
    List<String> line = Arrays.asList(arguments);
    int node = Integer.parseInt(after(line, "--node"));
    int port = Integer.parseInt(after(line, "--port"));
    if (node == Integer.getInteger("fake.fails", 0)) {
      System.err.println("ERROR this node was told to fail");
      System.exit(10);
    }
    List<Integer> lower = new ArrayList<>();
    for (String peer : after(line, "--peers").split(",")) {
      int other = Integer.parseInt(peer.substring(0, peer.indexOf('=')));
      if (other < node) {
        lower.add(port - node + other);
      }
    }
    HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    http.createContext("/", exchange -> answer(exchange, node, lower));
    http.start();
    System.err.println("node " + node + " serves, told " + line);
  }

  private static String after(List<String> line, String option) {
    return line.get(line.indexOf(option) + 1);
  }

  private static void answer(HttpExchange exchange, int node, List<Integer> lower)
      throws IOException {
    boolean status = exchange.getRequestURI().getPath().equals("/v1/status");
    String role = lower.stream().noneMatch(FakeNode::lives) ? "leader" : "follower";
    byte[] body =
        (status
                ? """
                {"ready":true,"node":"%d","role":"%s","term":1,"settled_height":7,"applied_height":7,
                "sealed_height":7,"sealed_hash":"%s","journalled_height":0}"""
                    .formatted(node, role, "ab".repeat(32))
                : "{\"code\":\"not_found\",\"detail\":\"nothing is here\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static boolean lives(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }
}
