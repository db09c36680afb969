package io.tallystick.load.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link LinkProxy} for each directed link between nodes on this machine.
 *
 * <p>Remoting takes a message only if it was sent to the one address that its receiver calls its
 * own, so that all nodes must know a node by the same name. Each node's JVM gets a hosts file of
 * its own ({@code jdk.net.hosts.file}): the node's own name leads to where it listens, the names of
 * the others to the proxies of its links to them, at 127.77.FROM.TO. Every node needs Linux for
 * that, where all of 127.0.0.0/8 is this machine.
 */
public final class LinkMesh implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private record Link(int from, int to, LinkProxy proxy) {}

  private final List<Link> links = new ArrayList<>();
  private final Path folder;

  private LinkMesh(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts all proxies and writes the hosts files.
   *
   * @param folder for the hosts files
   * @param remotingPorts of the nodes, node 1 first
   */
  public static LinkMesh start(Path folder, List<Integer> remotingPorts, long seed)
      throws IOException {
    LinkMesh mesh = new LinkMesh(folder);
    int nodes = remotingPorts.size();
    for (int from = 1; from <= nodes; from++) {
      StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
      hosts.append(LOOPBACK).append(' ').append(name(from)).append('\n');
      for (int to = 1; to <= nodes; to++) {
        if (to != from) {
          mesh.link(from, to, remotingPorts.get(to - 1), seed + from * nodes + to);
          hosts.append(address(from, to)).append(' ').append(name(to)).append('\n');
        }
      }
      Files.writeString(mesh.hosts(from), hosts);
    }
    return mesh;
  }

  private void link(int from, int to, int port, long seed) throws IOException {
    InetAddress at = InetAddress.getByName(address(from, to));
    InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(LOOPBACK), port);
    links.add(new Link(from, to, LinkProxy.start(new InetSocketAddress(at, port), target, seed)));
  }

  private static String address(int from, int to) {
    return "127.77." + from + "." + to;
  }

  /** The name by which all nodes know a node. */
  public static String name(int node) {
    return "tallystick-" + node;
  }

  private Path hosts(int node) {
    return folder.resolve("hosts-" + node);
  }

  /** The option of a node's JVM by which it finds the others. */
  public String javaOption(int node) {
    return "-Djdk.net.hosts.file=" + hosts(node);
  }

  /** Changes one link in one direction. */
  public void set(int from, int to, LinkProxy.Mode mode) {
    links.stream()
        .filter(link -> link.from == from && link.to == to)
        .forEach(link -> link.proxy.mode(mode));
  }

  /** Changes the links from a node to all others. */
  public void setFrom(int node, LinkProxy.Mode mode) {
    links.stream().filter(link -> link.from == node).forEach(link -> link.proxy.mode(mode));
  }

  /** Changes the links from all others to a node. */
  public void setTo(int node, LinkProxy.Mode mode) {
    links.stream().filter(link -> link.to == node).forEach(link -> link.proxy.mode(mode));
  }

  /** Changes all links. */
  public void setAll(LinkProxy.Mode mode) {
    links.forEach(link -> link.proxy.mode(mode));
  }

  @Override
  public void close() throws IOException {
    for (Link link : links) {
      link.proxy.close();
    }
  }
}
