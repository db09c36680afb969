package io.tallystick.api.http;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose request head does not become whole in time. The idle timeout cannot see a
 * sender that adds a byte now and then.
 */
final class HeadDeadline extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("head.in");
  private final Outlet<ByteString> out = Outlet.create("head.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final ConnectionState state;
  private final long timeoutMs;

  HeadDeadline(ConnectionState state, long timeoutMs) {
    this.state = state;
    this.timeoutMs = timeoutMs;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new TimerGraphStageLogic(shape) {
      private boolean armed;

      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                if (state.bytesArrived(System.nanoTime()) && !armed) {
                  arm(timeoutMs);
                }
                push(out, grab(in));
              }
            });
        setHandler(
            out,
            new AbstractOutHandler() {
              @Override
              public void onPull() {
                pull(in);
              }
            });
      }

      private void arm(long delayMs) {
        armed = true;
        scheduleOnce("head", Duration.ofMillis(delayMs));
      }

      @Override
      public void onTimer(Object key) {
        armed = false;
        long since = state.headSinceNanos();
        if (since == ConnectionState.NO_HEAD) {
          return;
        }
        long spentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        if (spentMs >= timeoutMs) {
          completeStage();
        } else {
          arm(timeoutMs - spentMs);
        }
      }
    };
  }
}
