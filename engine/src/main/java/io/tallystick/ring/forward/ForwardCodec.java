package io.tallystick.ring.forward;

import io.tallystick.ring.forward.ForwardMessage.Answer;
import io.tallystick.ring.forward.ForwardMessage.Forward;
import io.tallystick.ring.forward.ForwardMessage.Refusal;
import io.tallystick.ring.forward.ForwardMessage.Unreadable;
import io.tallystick.ring.wire.WireCodec;
import io.tallystick.ring.wire.WireErrors;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.ByteBuffer;

/**
 * Bytes of forwarded bodies and their answers (little-endian, behind the head that {@code
 * ring.wire} describes). All begin with the sender (i64) and sequence (i64). {@link BodyCodec} and
 * {@link OutcomeCodec} have the rest.
 *
 * <pre>
 * kind 1, body:     address text; then, by version: history i64, remaining ms i32, body
 * kind 2, answer:   outcome
 * kind 3, refusal:  error
 * </pre>
 *
 * Sender, sequence and address of a body stand in every version: one that is not known here can
 * still be refused, and it did not enter.
 */
final class ForwardCodec implements WireCodec<ForwardMessage> {
  /** The layout that is written. */
  static final int VERSION = 1;

  private static final int BODY = 1;
  private static final int ANSWER = 2;
  private static final int REFUSAL = 3;
  private static final int HEAD_BYTES = WireWriter.HEADER_BYTES + 2 * Long.BYTES;

  @Override
  public int bytes(ForwardMessage message) {
    return switch (kind(message)) {
      case BODY -> bodyBytes((Forward) message);
      case ANSWER -> HEAD_BYTES + OutcomeCodec.bytesMax(((Answer) message).outcome());
      default -> HEAD_BYTES + WireErrors.bytes(((Refusal) message).reason());
    };
  }

  private static int bodyBytes(Forward forward) {
    return HEAD_BYTES
        + WireWriter.textBytes(forward.address())
        + Long.BYTES
        + Integer.BYTES
        + BodyCodec.bytes(forward.body());
  }

  private static int kind(ForwardMessage message) {
    if (message instanceof Forward) {
      return BODY;
    }
    if (message instanceof Answer) {
      return ANSWER;
    }
    if (message instanceof Refusal) {
      return REFUSAL;
    }
    throw WireReader.damaged("an unreadable body is not sent on");
  }

  @Override
  public void write(ForwardMessage message, ByteBuffer target) {
    WireWriter out = WireWriter.begin(target, VERSION, kind(message));
    out.i64(message.sender()).i64(message.sequence());
    if (message instanceof Forward forward) {
      out.text(forward.address()).i64(forward.history()).i32(forward.remainingMs());
      BodyCodec.write(out, forward.body());
    } else if (message instanceof Answer answer) {
      OutcomeCodec.write(out, answer.outcome());
    } else if (message instanceof Refusal refusal) {
      WireErrors.write(out, refusal.reason());
    }
    out.finish();
  }

  @Override
  public ForwardMessage read(ByteBuffer source) {
    WireReader in = WireReader.of(source);
    long sender = in.i64();
    long sequence = in.i64();
    if (in.kind() == BODY) {
      return body(in, sender, sequence);
    }
    if (in.version() != VERSION) {
      throw WireReader.damaged("an answer of the unknown layout " + in.version());
    }
    ForwardMessage message =
        switch (in.kind()) {
          case ANSWER -> new Answer(sender, sequence, OutcomeCodec.read(in));
          case REFUSAL -> new Refusal(sender, sequence, WireErrors.read(in));
          default -> throw WireReader.damaged("a message of the unknown kind " + in.kind());
        };
    in.end();
    return message;
  }

  private static ForwardMessage body(WireReader in, long sender, long sequence) {
    String address = in.text();
    if (in.version() != VERSION) {
      return new Unreadable(
          sender, sequence, address, "a body of the unknown layout " + in.version());
    }
    long history = in.i64();
    int remainingMs = in.i32();
    try {
      return new Forward(sender, sequence, address, history, remainingMs, BodyCodec.read(in));
    } catch (BodyCodec.Unknown unknown) {
      return new Unreadable(sender, sequence, address, unknown.getMessage());
    }
  }
}
