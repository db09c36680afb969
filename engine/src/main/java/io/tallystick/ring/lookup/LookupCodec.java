package io.tallystick.ring.lookup;

import io.tallystick.ring.lookup.LookupMessage.Ask;
import io.tallystick.ring.lookup.LookupMessage.Failed;
import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.lookup.Question.What;
import io.tallystick.ring.wire.WireCodec;
import io.tallystick.ring.wire.WireErrors;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.ByteBuffer;

/**
 * Bytes of questions and answers (little-endian, behind the head that {@code ring.wire} describes).
 * All begin with the sender (i64) and sequence (i64).
 *
 * <pre>
 * kind 1, question: address text, history i64, u8 what (1 transfer, 2 account, 3 ledger),
 *                   i64 id high, i64 id low, code text
 * kind 2, found:    u8 what, 0 for nothing; then the row, as {@link RowCodec} has it
 * kind 3, failed:   error
 * </pre>
 */
final class LookupCodec implements WireCodec<LookupMessage> {
  static final int VERSION = 1;

  private static final int ASK = 1;
  private static final int FOUND = 2;
  private static final int FAILED = 3;
  private static final int NOTHING = 0;
  private static final int HEAD_BYTES = WireWriter.HEADER_BYTES + 2 * Long.BYTES;

  @Override
  public int bytes(LookupMessage message) {
    if (message instanceof Ask ask) {
      return HEAD_BYTES
          + WireWriter.textBytes(ask.address())
          + 3 * Long.BYTES
          + 1
          + WireWriter.textBytes(ask.question().code());
    }
    if (message instanceof Failed failed) {
      return HEAD_BYTES + WireErrors.bytes(failed.reason());
    }
    return HEAD_BYTES + 1 + RowCodec.BYTES_MAX;
  }

  @Override
  public void write(LookupMessage message, ByteBuffer target) {
    if (message instanceof Ask ask) {
      WireWriter out = begin(target, ASK, ask);
      Question question = ask.question();
      out.text(ask.address()).i64(ask.history()).u8(question.what().number());
      out.i64(question.idHigh()).i64(question.idLow()).text(question.code());
      out.finish();
    } else if (message instanceof Failed failed) {
      WireWriter out = begin(target, FAILED, failed);
      WireErrors.write(out, failed.reason());
      out.finish();
    } else if (message instanceof Found found) {
      WireWriter out = begin(target, FOUND, found);
      found(out, found);
      out.finish();
    }
  }

  private static WireWriter begin(ByteBuffer target, int kind, LookupMessage message) {
    return WireWriter.begin(target, VERSION, kind).i64(message.sender()).i64(message.sequence());
  }

  private static void found(WireWriter out, Found found) {
    if (found.transfer() != null) {
      RowCodec.write(out.u8(What.TRANSFER.number()), found.transfer());
    } else if (found.account() != null) {
      RowCodec.write(out.u8(What.ACCOUNT.number()), found.account());
    } else if (found.ledger() != null) {
      RowCodec.write(out.u8(What.LEDGER.number()), found.ledger());
    } else {
      out.u8(NOTHING);
    }
  }

  @Override
  public LookupMessage read(ByteBuffer source) {
    WireReader in = WireReader.of(source);
    if (in.version() != VERSION) {
      throw WireReader.damaged("a look-up of the unknown layout " + in.version());
    }
    long sender = in.i64();
    long sequence = in.i64();
    LookupMessage message =
        switch (in.kind()) {
          case ASK -> new Ask(sender, sequence, in.text(), in.i64(), question(in));
          case FOUND -> found(in, sender, sequence);
          case FAILED -> new Failed(sender, sequence, WireErrors.read(in));
          default -> throw WireReader.damaged("a look-up of the unknown kind " + in.kind());
        };
    in.end();
    return message;
  }

  private static Question question(WireReader in) {
    What what = what(in.u8());
    return new Question(what, in.i64(), in.i64(), in.text());
  }

  private static What what(int number) {
    for (What what : What.values()) {
      if (what.number() == number) {
        return what;
      }
    }
    throw WireReader.damaged("a look-up of the unknown thing " + number);
  }

  private static Found found(WireReader in, long sender, long sequence) {
    int number = in.u8();
    if (number == NOTHING) {
      return new Found(sender, sequence, null, null, null);
    }
    return switch (what(number)) {
      case TRANSFER -> new Found(sender, sequence, RowCodec.transfer(in), null, null);
      case ACCOUNT -> new Found(sender, sequence, null, RowCodec.account(in), null);
      case LEDGER -> new Found(sender, sequence, null, null, RowCodec.ledger(in));
    };
  }
}
