package io.tallystick.ring.forward;

import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;

/** Bytes of bodies and outcomes, for messages of other rooms that carry them. */
public final class BodyBytes {
  private BodyBytes() {}

  /** Bytes that {@link #write(WireWriter, Body)} takes. */
  public static int bytes(Body body) {
    return BodyCodec.bytes(body);
  }

  /** Writes a body, which has to be the last of its message. */
  public static void write(WireWriter out, Body body) {
    BodyCodec.write(out, body);
  }

  /** Reads a body up to the message's end; DAMAGED if it is none. */
  public static Body readBody(WireReader in) {
    try {
      return BodyCodec.read(in);
    } catch (BodyCodec.Unknown unknown) {
      throw WireReader.damaged(unknown.getMessage());
    }
  }

  /** Bytes that {@link #write(WireWriter, Outcome)} takes at most. */
  public static int bytesMax(Outcome outcome) {
    return OutcomeCodec.bytesMax(outcome);
  }

  /** Writes an outcome. */
  public static void write(WireWriter out, Outcome outcome) {
    OutcomeCodec.write(out, outcome);
  }

  /** Reads an outcome. */
  public static Outcome readOutcome(WireReader in) {
    return OutcomeCodec.read(in);
  }
}
