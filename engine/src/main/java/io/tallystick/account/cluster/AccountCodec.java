package io.tallystick.account.cluster;

import akka.actor.AddressFromURIString;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountMessage;
import io.tallystick.account.WaitingCursor;
import io.tallystick.account.chain.Chain;
import io.tallystick.account.policy.PolicyBytes;
import io.tallystick.base.Checks;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import io.tallystick.ring.forward.BodyBytes;
import io.tallystick.ring.wire.OwnAddress;
import io.tallystick.ring.wire.WireCodec;
import io.tallystick.ring.wire.WireErrors;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Bytes of commands and answers (little-endian, behind the head that {@code ring.wire} describes).
 *
 * <pre>
 * kinds 1 … 4, 16 and 17, commands: i64 sequence, text of the actor that takes the answer; then
 *   1 submit:     i32 remaining ms, body
 *   2 set policy: i64 if version, maker (two i64: high, low), i32 and bytes of the policy
 *   3 show
 *   4 approve:    what, key (two i64 each), i32 and bytes of the signature
 *  16 grant rows: i32 remaining ms, chain (two i64), i32 rows, 128 bytes each
 *  17 waiting:    u8 whether after a place; then i64 opened at, what (two i64); i32 limit
 * kinds 5 … 7 and 18, answers: i64 sequence; then
 *   5 settled:    outcome
 *   6 document:   u8 waits, i32 and bytes
 *   7 problem:    error
 * kinds 8 and 9, where a shard is: i64 round, i32 shard; then
 *   8 question:   text of the actor that takes the answer
 *   9 answer:     text of the node's address
 *  18 granted:    i64 incarnation, 32 bytes of the rows' digest
 * kind 19, told and not answered:
 *  19 conclude:   chain (two i64), u8 how, i32 timestamps, i64 each
 * </pre>
 */
final class AccountCodec implements WireCodec<AccountMessage> {
  private static final int VERSION = 1;
  private static final int SUBMIT = 1;
  private static final int SET_POLICY = 2;
  private static final int SHOW = 3;
  private static final int APPROVE = 4;
  private static final int SETTLED = 5;
  private static final int DOCUMENT = 6;
  private static final int PROBLEM = 7;
  private static final int WHERE = 8;
  private static final int HERE = 9;
  private static final int GRANT_ROWS = 16;
  private static final int SHOW_WAITING = 17;
  private static final int GRANTED = 18;
  private static final int CONCLUDE = 19;
  private static final int FIXED_BYTES = WireWriter.HEADER_BYTES + 8 * Long.BYTES;
  private static final int BYTES_MAX = 1 << 20;
  private static final int SHARDS_MAX = 1 << 16;

  private final ExtendedActorSystem system;

  AccountCodec(ExtendedActorSystem system) {
    this.system = system;
  }

  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }

  private String home(AccountCommand.Asked asked) {
    return resolver().toSerializationFormat(addressed(asked).home());
  }

  private String asker(Where where) {
    return resolver().toSerializationFormat(where.asker());
  }

  private static Addressed addressed(AccountCommand.Asked asked) {
    Checks.that(asked.reply() instanceof Addressed, "a command that travels can be answered");
    return (Addressed) asked.reply();
  }

  @Override
  public int bytes(AccountMessage message) {
    if (message instanceof AccountCommand.Asked asked) {
      return FIXED_BYTES + WireWriter.textBytes(home(asked)) + payloadBytes(asked);
    }
    if (message instanceof Where where) {
      return FIXED_BYTES + WireWriter.textBytes(asker(where));
    }
    if (message instanceof Here here) {
      return FIXED_BYTES + WireWriter.textBytes(here.home().toString());
    }
    if (message instanceof AccountCommand.Conclude conclude) {
      return FIXED_BYTES + conclude.timestamps().length * Long.BYTES;
    }
    RemoteAnswer answer = (RemoteAnswer) message;
    if (answer.problem() != null) {
      return FIXED_BYTES + WireErrors.bytes(answer.problem());
    }
    AccountAnswer given = answer.answer();
    if (given.outcome() != null) {
      return FIXED_BYTES + BodyBytes.bytesMax(given.outcome());
    }
    return FIXED_BYTES
        + (given.granted() != null ? given.granted().digest().length : given.document().length);
  }

  private static int payloadBytes(AccountCommand.Asked asked) {
    if (asked instanceof AccountCommand.Submit submit) {
      return BodyBytes.bytes(submit.body());
    }
    if (asked instanceof AccountCommand.SetPolicy set) {
      return PolicyBytes.write(set.policy()).length;
    }
    if (asked instanceof AccountCommand.GrantRows ask) {
      return ask.rows().length;
    }
    return asked instanceof AccountCommand.Approve approve ? approve.signature().length : 0;
  }

  @Override
  public void write(AccountMessage message, ByteBuffer target) {
    if (message instanceof AccountCommand.Asked asked) {
      command(asked, target);
    } else if (message instanceof Where where) {
      shard(target, WHERE, where.round(), where.shard(), asker(where));
    } else if (message instanceof Here here) {
      shard(target, HERE, here.round(), here.shard(), here.home().toString());
    } else if (message instanceof AccountCommand.Conclude conclude) {
      conclude(conclude, target);
    } else {
      answer((RemoteAnswer) message, target);
    }
  }

  private static int kind(AccountCommand.Asked asked) {
    if (asked instanceof AccountCommand.Submit) {
      return SUBMIT;
    }
    if (asked instanceof AccountCommand.SetPolicy) {
      return SET_POLICY;
    }
    if (asked instanceof AccountCommand.GrantRows) {
      return GRANT_ROWS;
    }
    if (asked instanceof AccountCommand.ShowWaiting) {
      return SHOW_WAITING;
    }
    return asked instanceof AccountCommand.Show ? SHOW : APPROVE;
  }

  private void command(AccountCommand.Asked asked, ByteBuffer target) {
    WireWriter out = WireWriter.begin(target, VERSION, kind(asked));
    out.i64(addressed(asked).sequence()).text(home(asked));
    if (asked instanceof AccountCommand.Submit submit) {
      BodyBytes.write(remaining(out, submit.deadlineNanos()), submit.body());
    } else if (asked instanceof AccountCommand.SetPolicy set) {
      id(out.i64(set.ifVersion()), set.maker());
      bytes(out, PolicyBytes.write(set.policy()));
    } else if (asked instanceof AccountCommand.Approve approve) {
      bytes(id(id(out, approve.what()), approve.key()), approve.signature());
    } else if (asked instanceof AccountCommand.GrantRows ask) {
      id(remaining(out, ask.deadlineNanos()), ask.chain());
      out.i32(ask.rows().length / Body.RECORD_BYTES).bytes(ask.rows(), 0, ask.rows().length);
    } else if (asked instanceof AccountCommand.ShowWaiting page) {
      boolean first = page.after() == null;
      WaitingCursor after = first ? new WaitingCursor(0, Id.ZERO) : page.after();
      id(out.u8(first ? 0 : 1).i64(after.openedAt()), after.what()).i32(page.limit());
    }
    out.finish();
  }

  private static WireWriter remaining(WireWriter out, long deadlineNanos) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    return out.i32((int) Math.max(0, Math.min(left, Integer.MAX_VALUE)));
  }

  private static void conclude(AccountCommand.Conclude conclude, ByteBuffer target) {
    WireWriter out = WireWriter.begin(target, VERSION, CONCLUDE);
    id(out, conclude.chain()).u8(conclude.how().number()).i32(conclude.timestamps().length);
    for (long timestamp : conclude.timestamps()) {
      out.i64(timestamp);
    }
    out.finish();
  }

  private static int kind(RemoteAnswer answer) {
    if (answer.problem() != null) {
      return PROBLEM;
    }
    if (answer.answer().outcome() != null) {
      return SETTLED;
    }
    return answer.answer().granted() != null ? GRANTED : DOCUMENT;
  }

  private static void answer(RemoteAnswer answer, ByteBuffer target) {
    int kind = kind(answer);
    WireWriter out = WireWriter.begin(target, VERSION, kind).i64(answer.sequence());
    switch (kind) {
      case PROBLEM -> WireErrors.write(out, answer.problem());
      case SETTLED -> BodyBytes.write(out, answer.answer().outcome());
      case GRANTED -> {
        AccountAnswer.Granted granted = answer.answer().granted();
        out.i64(granted.incarnation()).bytes(granted.digest(), 0, Sha256.BYTES);
      }
      default -> bytes(out.u8(answer.answer().waits() ? 1 : 0), answer.answer().document());
    }
    out.finish();
  }

  private static void shard(ByteBuffer target, int kind, long round, int shard, String text) {
    WireWriter.begin(target, VERSION, kind).i64(round).i32(shard).text(text).finish();
  }

  private static WireWriter id(WireWriter out, Id id) {
    return out.i64(id.high()).i64(id.low());
  }

  private static void bytes(WireWriter out, byte[] bytes) {
    out.i32(bytes.length).bytes(bytes, 0, bytes.length);
  }

  @Override
  public AccountMessage read(ByteBuffer source) {
    WireReader in = WireReader.of(source);
    if (in.version() != VERSION) {
      throw WireReader.damaged("a message of the unknown layout " + in.version());
    }
    int kind = in.kind();
    AccountMessage message =
        switch (kind) {
          case CONCLUDE -> readConclude(in);
          case WHERE, HERE -> readShard(in, kind, in.i64());
          case SETTLED, DOCUMENT, PROBLEM, GRANTED -> readAnswer(in, kind, in.i64());
          default -> readCommand(in, kind, in.i64());
        };
    if (kind != SUBMIT) {
      in.end();
    }
    return message;
  }

  private static AccountMessage readConclude(WireReader in) {
    Id chain = id(in);
    int number = in.u8();
    long[] timestamps = new long[in.count(0, Chain.ROWS_MAX, "timestamps of a chain")];
    for (int i = 0; i < timestamps.length; i++) {
      timestamps[i] = in.i64();
    }
    for (AccountCommand.Conclusion how : AccountCommand.Conclusion.values()) {
      if (how.number() == number) {
        return new AccountCommand.Conclude(chain, how, timestamps);
      }
    }
    throw WireReader.damaged("an unknown end " + number + " of a chain");
  }

  private AccountMessage readCommand(WireReader in, int kind, long sequence) {
    ActorRef<RemoteAnswer> home = resolver().resolveActorRef(in.text());
    ReturnedReply reply = new ReturnedReply(home, sequence);
    return switch (kind) {
      case SUBMIT -> {
        long deadline = deadlineNanos(in);
        yield new AccountCommand.Submit(BodyBytes.readBody(in), deadline, reply);
      }
      case SET_POLICY -> {
        long ifVersion = in.i64();
        Id maker = id(in);
        yield new AccountCommand.SetPolicy(PolicyBytes.read(bytes(in)), ifVersion, maker, reply);
      }
      case SHOW -> new AccountCommand.Show(reply);
      case APPROVE -> {
        Id what = id(in);
        Id key = id(in);
        yield new AccountCommand.Approve(what, key, bytes(in), reply);
      }
      case GRANT_ROWS -> {
        long deadline = deadlineNanos(in);
        Id chain = id(in);
        byte[] rows = in.bytes(in.count(1, Chain.ROWS_MAX, "rows of a chain") * Body.RECORD_BYTES);
        yield new AccountCommand.GrantRows(chain, rows, deadline, reply);
      }
      case SHOW_WAITING -> {
        boolean first = in.u8() == 0;
        WaitingCursor after = new WaitingCursor(in.i64(), id(in));
        yield new AccountCommand.ShowWaiting(first ? null : after, in.i32(), reply);
      }
      default -> throw WireReader.damaged("a message of the unknown kind " + kind);
    };
  }

  private static long deadlineNanos(WireReader in) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(in.i32());
  }

  private static AccountMessage readAnswer(WireReader in, int kind, long sequence) {
    return switch (kind) {
      case SETTLED ->
          new RemoteAnswer(sequence, AccountAnswer.settled(BodyBytes.readOutcome(in)), null);
      case DOCUMENT -> {
        boolean waits = in.u8() == 1;
        yield new RemoteAnswer(sequence, AccountAnswer.document(waits, bytes(in)), null);
      }
      case PROBLEM -> new RemoteAnswer(sequence, null, WireErrors.read(in));
      case GRANTED -> {
        long incarnation = in.i64();
        byte[] digest = in.bytes(Sha256.BYTES);
        yield new RemoteAnswer(
            sequence, AccountAnswer.granted(new AccountAnswer.Granted(incarnation, digest)), null);
      }
      default -> throw WireReader.damaged("a message of the unknown kind " + kind);
    };
  }

  private AccountMessage readShard(WireReader in, int kind, long round) {
    int shard = in.count(0, SHARDS_MAX - 1, "shards");
    return switch (kind) {
      case WHERE ->
          new Where(
              resolver().resolveActorRef(in.text()),
              shard,
              round,
              OwnAddress.of(Adapter.toTyped(system)));
      case HERE -> new Here(shard, round, AddressFromURIString.parse(in.text()));
      default -> throw WireReader.damaged("a message of the unknown kind " + kind);
    };
  }

  private static Id id(WireReader in) {
    long high = in.i64();
    return new Id(high, in.i64());
  }

  private static byte[] bytes(WireReader in) {
    return in.bytes(in.count(0, BYTES_MAX, "bytes of a value"));
  }
}
