package io.tallystick.node.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.ring.forward.ForwardingIntake;

/** The meters of forwarding, on any node. */
public final class ForwardMeters {
  private ForwardMeters() {}

  public static void bind(MeterRegistry registry, ForwardingIntake intake) {
    Gauge.builder("tallystick.forward.bodies", intake, ForwardingIntake::bodiesInFlight)
        .description("bodies sent to the leader and not answered")
        .register(registry);
    Gauge.builder("tallystick.forward.bytes", intake, ForwardingIntake::bytesInFlight)
        .description("bytes of bodies sent to the leader and not answered")
        .register(registry);
    FunctionCounter.builder("tallystick.forward.sent", intake, ForwardingIntake::bodiesSent)
        .description("bodies sent to the leader")
        .register(registry);
  }
}
