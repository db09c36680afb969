package io.tallystick.ring.wire;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Actor systems of this process that reach each other over sockets. */
public final class TestSystems implements AutoCloseable {
  private static final String NAME = "tallystick";

  private final Config config;
  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  /**
   * @param more configuration over what every system has
   */
  public TestSystems(String more) {
    config =
        ConfigFactory.parseString(more)
            .withFallback(
                ConfigFactory.parseString(
                    """
                    akka {
                      loglevel = WARNING
                      stdout-loglevel = WARNING
                      loggers = ["akka.event.slf4j.Slf4jLogger"]
                      log-dead-letters = off
                      actor.provider = remote
                      actor.allow-java-serialization = off
                      coordinated-shutdown.run-by-jvm-shutdown-hook = off
                      coordinated-shutdown.exit-jvm = off
                      scheduler.tick-duration = 20ms
                      remote.use-unsafe-remote-features-outside-cluster = off
                      remote.warn-about-direct-use = off
                      remote.artery {
                        transport = tcp
                        canonical.hostname = "127.0.0.1"
                        canonical.port = 0
                        advanced.outbound-large-message-queue-size = 2048
                        advanced.maximum-large-frame-size = 6 MiB
                      }
                    }
                    """))
            .withFallback(ConfigFactory.load());
  }

  public ActorSystem<Void> start() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), NAME, config);
    systems.add(system);
    return system;
  }

  /** The configuration that every system has. */
  public Config config() {
    return config;
  }

  public static Address address(ActorSystem<?> system) {
    return OwnAddress.of(system);
  }

  /** Ends one system; returns when its port is closed. */
  public static void stop(ActorSystem<?> system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the actor system did not end", e);
    }
  }

  @Override
  public void close() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(TestSystems::stop);
  }
}
