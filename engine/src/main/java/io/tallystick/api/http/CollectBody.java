package io.tallystick.api.http;

import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.stage.AbstractGraphStageWithMaterializedValue;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Collects a streamed body into one array of its exact length. It keeps what arrives and copies
 * once at the end, so that an announced but unsent length costs nothing. Past a limit it goes on
 * reading for a while without keeping anything, so that the sender gets to read the refusal.
 */
final class CollectBody
    extends AbstractGraphStageWithMaterializedValue<
        SinkShape<ByteString>, CompletionStage<byte[]>> {
  /** What is read and dropped after a refusal, before the connection is cut. */
  static final long DRAIN_BYTES_MAX = 32L << 20;

  private final Inlet<ByteString> in = Inlet.create("body.in");
  private final int bytesMax;
  private final long timeoutMs;
  private final BodyBudget budget;

  /**
   * @param bytesMax longest body; a negative number means that any body is dropped
   */
  CollectBody(int bytesMax, long timeoutMs, BodyBudget budget) {
    this.bytesMax = bytesMax;
    this.timeoutMs = timeoutMs;
    this.budget = budget;
  }

  @Override
  public SinkShape<ByteString> shape() {
    return SinkShape.of(in);
  }

  @Override
  public Pair<GraphStageLogic, CompletionStage<byte[]>> createLogicAndMaterializedValuePair(
      Attributes attributes) {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    return Pair.create(new Logic(body), body);
  }

  private final class Logic extends TimerGraphStageLogic {
    private final CompletableFuture<byte[]> body;
    private final List<ByteString> parts = new ArrayList<>();
    private long held;
    private long drained;
    private TallystickException refusal;

    Logic(CompletableFuture<byte[]> body) {
      super(shape());
      this.body = body;
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              take(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              finish();
              completeStage();
            }

            @Override
            public void onUpstreamFailure(Throwable failure) {
              refuse(
                  TallystickException.of(
                      ErrorKind.INVALID, "body_incomplete", "The body ended too early."));
              finish();
              completeStage();
            }
          });
    }

    @Override
    public void preStart() {
      scheduleOnce("deadline", Duration.ofMillis(timeoutMs));
      pull(in);
    }

    @Override
    public void onTimer(Object key) {
      refuse(
          TallystickException.of(
              ErrorKind.INVALID, Bodies.BODY_TIMEOUT, "The body did not arrive in time."));
      finish();
      cancel(in);
      completeStage();
    }

    @Override
    public void postStop() {
      // The connection went away under the stage: nothing else would free what it holds.
      if (!body.isDone()) {
        refuse(TallystickException.of(ErrorKind.INVALID, "body_incomplete", "The body was cut."));
        finish();
      }
    }

    private void take(ByteString part) {
      if (refusal == null) {
        keep(part);
      }
      if (refusal != null) {
        drained += part.size();
        if (drained > DRAIN_BYTES_MAX) {
          finish();
          cancel(in);
          completeStage();
          return;
        }
      }
      pull(in);
    }

    private void keep(ByteString part) {
      if (bytesMax < 0) {
        return;
      }
      if (held + part.size() > bytesMax) {
        refuse(Bodies.tooLarge(bytesMax));
      } else if (!budget.take(part.size())) {
        refuse(Bodies.tooManyBytes());
      } else {
        held += part.size();
        parts.add(part);
      }
    }

    private void refuse(TallystickException why) {
      if (refusal == null) {
        refusal = why;
        parts.clear();
        budget.give(held);
        held = 0;
      }
    }

    private void finish() {
      if (refusal != null) {
        body.completeExceptionally(refusal);
        return;
      }
      byte[] all = new byte[(int) held];
      int at = 0;
      for (ByteString part : parts) {
        part.copyToArray(all, at, part.size());
        at += part.size();
      }
      parts.clear();
      body.complete(all);
    }
  }
}
