package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.AbstractActor;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.Props;
import akka.cluster.Cluster;
import akka.pattern.Patterns;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.config.tls.DevCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Remoting over TLS as {@code tallystick-tls.conf} sets it, with certificates of {@code tls dev}.
 */
final class ArteryTlsTest {
  private static final Duration ANSWERED = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofSeconds(4);

  @TempDir Path folder;
  private final List<ActorSystem> systems = new ArrayList<>();

  private static final class Echo extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(text -> getSender().tell(text, getSelf())).build();
    }
  }

  private ActorSystem node(Path certificates) {
    Config config =
        ConfigFactory.parseString(
                "tallystick-tls.folder = \""
                    + certificates
                    + "\"\n"
                    + """
                    akka {
                      loglevel = OFF
                      stdout-loglevel = OFF
                      actor.provider = cluster
                      cluster.jmx.enabled = off
                      remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    }
                    """)
            .withFallback(ConfigFactory.parseResources("tallystick-tls.conf"));
    ActorSystem system = ActorSystem.create("tls", ConfigFactory.load(config));
    systems.add(system);
    system.actorOf(Props.create(Echo.class), "echo");
    return system;
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem system : systems) {
      system.terminate();
    }
    for (ActorSystem system : systems) {
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static String ask(ActorSystem from, ActorSystem to, Duration within) throws Exception {
    Address address = Cluster.get(to).selfAddress();
    return (String)
        Patterns.ask(from.actorSelection(address + "/user/echo"), "money", within)
            .toCompletableFuture()
            .get(within.toSeconds() + 5, TimeUnit.SECONDS);
  }

  @Test
  void nodesOfOneCaTalkAndOthersDoNot() throws Exception {
    new DevCertificates().make(folder.resolve("tls"), 2, List.of());
    new DevCertificates().make(folder.resolve("other"), 1, List.of());
    ActorSystem one = node(folder.resolve("tls/node-1"));
    ActorSystem two = node(folder.resolve("tls/node-2"));
    assertThat(ask(one, two, ANSWERED)).isEqualTo("money");
    assertThat(ask(two, one, ANSWERED)).isEqualTo("money");

    ActorSystem ofAnotherCa = node(folder.resolve("other/node-1"));
    assertThatThrownBy(() -> ask(ofAnotherCa, one, NEVER)).isInstanceOf(ExecutionException.class);

    ActorSystem caller = node(folder.resolve("tls/client"));
    assertThatThrownBy(() -> ask(caller, one, NEVER))
        .as("a certificate of this CA without the nodes' name")
        .isInstanceOf(ExecutionException.class);
  }
}
