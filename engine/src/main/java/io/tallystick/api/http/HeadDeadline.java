package io.tallystick.api.http;

import akka.stream.Attributes;
import akka.stream.BidiShape;
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
final class HeadDeadline
    extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  private final Inlet<ByteString> responses = Inlet.create("head.responses");
  private final Outlet<ByteString> toClient = Outlet.create("head.toClient");
  private final Inlet<ByteString> fromClient = Inlet.create("head.fromClient");
  private final Outlet<ByteString> requests = Outlet.create("head.requests");
  private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
      BidiShape.of(responses, toClient, fromClient, requests);
  private final ConnectionState state;
  private final long timeoutMs;

  HeadDeadline(ConnectionState state, long timeoutMs) {
    this.state = state;
    this.timeoutMs = timeoutMs;
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private boolean armed;

    Logic() {
      super(shape);
      setHandler(
          responses,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(toClient, grab(responses));
            }

            @Override
            public void onUpstreamFinish() {
              complete(toClient);
            }
          });
      setHandler(
          toClient,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(responses);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(responses);
            }
          });
      setHandler(
          fromClient,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              if (state.bytesArrived(System.nanoTime()) && !armed) {
                arm(timeoutMs);
              }
              push(requests, grab(fromClient));
            }

            @Override
            public void onUpstreamFinish() {
              complete(requests);
              state.clientLeft().complete(null);
            }
          });
      setHandler(
          requests,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(fromClient);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(fromClient);
            }
          });
    }

    @Override
    public void postStop() {
      state.clientLeft().complete(null);
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
      if (spentMs < timeoutMs) {
        arm(timeoutMs - spentMs);
      } else if (!state.anyRequest() && isAvailable(toClient)) {
        // Nothing was answered here before, so that these bytes cannot fall into a response.
        push(toClient, CannedResponses.HEAD_TIMEOUT);
        completeStage();
      } else {
        completeStage();
      }
    }
  }
}
