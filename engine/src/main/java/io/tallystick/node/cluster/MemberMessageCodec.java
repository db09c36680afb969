package io.tallystick.node.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.GroupIdentity;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@link MemberMessage}: type u8, sender i32, then the fields in the order of the
 * record, then a CRC32C u32 of all before. Numbers are big-endian, as {@link DataOutputStream}
 * writes them; texts are its modified UTF-8 with a length; byte strings have an i32 length; a
 * membership is {@link Membership#encode}.
 */
final class MemberMessageCodec {
  private static final int CHECKSUM_BYTES = 4;
  private static final int WHO = 1;
  private static final int I_AM = 2;
  private static final int WANT_START = 3;
  private static final int START_AT = 4;
  private static final int WANT_BATCHES = 5;
  private static final int BATCHES = 6;
  private static final int REFUSED = 7;
  private static final int HELLO = 8;
  private static final int REMOVED = 9;
  private static final int ORDERED = 10;
  private static final int DONE = 11;

  private MemberMessageCodec() {}

  static byte[] encode(MemberMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(message, out);
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return bytes.toByteArray();
  }

  private static void write(MemberMessage message, DataOutputStream out) throws IOException {
    if (message instanceof MemberMessage.WhoAreYou who) {
      request(out, WHO, who.from(), who.request());
    } else if (message instanceof MemberMessage.IAm iAm) {
      request(out, I_AM, iAm.from(), iAm.request());
      replica(out, iAm.replica());
      out.writeBoolean(iAm.founding().isPresent());
      if (iAm.founding().isPresent()) {
        founding(out, iAm.founding().get());
      }
      out.writeLong(iAm.logFirstIndex());
      out.writeBoolean(iAm.leads());
    } else if (message instanceof MemberMessage.WantStart want) {
      request(out, WANT_START, want.from(), want.request());
    } else if (message instanceof MemberMessage.StartAt start) {
      request(out, START_AT, start.from(), start.request());
      out.writeLong(start.start().index());
      out.writeLong(start.start().term());
      bytes(out, start.start().membership().encode());
      out.writeLong(start.height());
    } else if (message instanceof MemberMessage.WantBatches want) {
      request(out, WANT_BATCHES, want.from(), want.request());
      out.writeLong(want.afterHeight());
      out.writeInt(want.bytesMax());
    } else if (message instanceof MemberMessage.Batches batches) {
      request(out, BATCHES, batches.from(), batches.request());
      out.writeLong(batches.firstHeight());
      out.writeInt(batches.lengths().length);
      for (int length : batches.lengths()) {
        out.writeInt(length);
      }
      bytes(out, batches.bytes());
    } else if (message instanceof MemberMessage.Refused refused) {
      request(out, REFUSED, refused.from(), refused.request());
      out.writeUTF(refused.kind().name());
      out.writeUTF(refused.code());
      out.writeUTF(refused.message());
    } else if (message instanceof MemberMessage.Ordered ordered) {
      request(out, ORDERED, ordered.from(), ordered.request());
      out.writeByte(ordered.act().ordinal());
      out.writeInt(ordered.node());
      out.writeUTF(ordered.address());
    } else if (message instanceof MemberMessage.Done done) {
      request(out, DONE, done.from(), done.request());
    } else if (message instanceof MemberMessage.Removed removed) {
      request(out, REMOVED, removed.from(), 0);
      replica(out, removed.replica());
    } else if (message instanceof MemberMessage.Hello hello) {
      request(out, HELLO, hello.from(), 0);
      replica(out, hello.replica());
      out.writeUTF(hello.address());
      out.writeUTF(hello.url());
      out.writeBoolean(hello.member());
      out.writeBoolean(hello.complete());
      out.writeBoolean(hello.room());
    }
  }

  private static void request(DataOutputStream out, int type, int from, long request)
      throws IOException {
    out.writeByte(type);
    out.writeInt(from);
    out.writeLong(request);
  }

  private static void replica(DataOutputStream out, ReplicaId replica) throws IOException {
    out.writeInt(replica.node());
    out.writeLong(replica.incarnation());
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void founding(DataOutputStream out, Founding founding) throws IOException {
    GroupIdentity identity = founding.identity();
    out.writeUTF(identity.name());
    out.writeLong(identity.id().getMostSignificantBits());
    out.writeLong(identity.id().getLeastSignificantBits());
    out.writeLong(identity.epoch());
    out.writeLong(identity.restoredHeight());
    bytes(out, identity.restoredHash());
    out.writeLong(identity.termBase());
    bytes(out, founding.members().encode());
  }

  /**
   * Reads it back.
   *
   * @throws TallystickException DAMAGED, {@code member_message_damaged}
   */
  static MemberMessage decode(byte[] bytes) {
    int covered = bytes.length - CHECKSUM_BYTES;
    if (covered < 0) {
      throw damaged(bytes.length + " bytes", null);
    }
    try (DataInputStream end =
            new DataInputStream(new ByteArrayInputStream(bytes, covered, CHECKSUM_BYTES));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, covered))) {
      if (end.readInt() != checksum(bytes, covered)) {
        throw damaged("the checksum does not fit", null);
      }
      MemberMessage message = read(in);
      if (in.available() > 0) {
        throw damaged(in.available() + " bytes are left over", null);
      }
      return message;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e.toString(), e);
    }
  }

  private static MemberMessage read(DataInputStream in) throws IOException {
    int type = in.readByte();
    int from = in.readInt();
    long request = in.readLong();
    return switch (type) {
      case WHO -> new MemberMessage.WhoAreYou(from, request);
      case I_AM -> {
        ReplicaId replica = readReplica(in);
        Optional<Founding> founding =
            in.readBoolean() ? Optional.of(readFounding(in)) : Optional.empty();
        yield new MemberMessage.IAm(
            from, request, replica, founding, in.readLong(), in.readBoolean());
      }
      case WANT_START -> new MemberMessage.WantStart(from, request);
      case START_AT -> {
        LogStart start = new LogStart(in.readLong(), in.readLong(), readMembership(in));
        yield new MemberMessage.StartAt(from, request, start, in.readLong());
      }
      case WANT_BATCHES ->
          new MemberMessage.WantBatches(from, request, in.readLong(), in.readInt());
      case BATCHES -> readBatches(in, from, request);
      case REFUSED ->
          new MemberMessage.Refused(
              from, request, ErrorKind.valueOf(in.readUTF()), in.readUTF(), in.readUTF());
      case HELLO ->
          new MemberMessage.Hello(
              from,
              readReplica(in),
              in.readUTF(),
              in.readUTF(),
              in.readBoolean(),
              in.readBoolean(),
              in.readBoolean());
      case ORDERED ->
          new MemberMessage.Ordered(from, request, act(in.readByte()), in.readInt(), in.readUTF());
      case DONE -> new MemberMessage.Done(from, request);
      case REMOVED -> new MemberMessage.Removed(from, readReplica(in));
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static MemberMessage.Act act(int number) {
    MemberMessage.Act[] acts = MemberMessage.Act.values();
    if (number < 0 || number >= acts.length) {
      throw new IllegalArgumentException("act " + number);
    }
    return acts[number];
  }

  private static MemberMessage readBatches(DataInputStream in, int from, long request)
      throws IOException {
    long first = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > in.available() / Integer.BYTES) {
      throw new IllegalArgumentException(count + " batches");
    }
    int[] lengths = new int[count];
    long sum = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = in.readInt();
      sum += lengths[i];
    }
    byte[] bytes = readBytes(in);
    if (sum != bytes.length) {
      throw new IllegalArgumentException(bytes.length + " bytes instead of " + sum);
    }
    return new MemberMessage.Batches(from, request, first, lengths, bytes);
  }

  private static ReplicaId readReplica(DataInputStream in) throws IOException {
    return new ReplicaId(in.readInt(), in.readLong());
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IllegalArgumentException("a byte string of " + length);
    }
    return in.readNBytes(length);
  }

  private static Membership readMembership(DataInputStream in) throws IOException {
    byte[] bytes = readBytes(in);
    return Membership.decode(bytes, 0, bytes.length);
  }

  private static Founding readFounding(DataInputStream in) throws IOException {
    GroupIdentity identity =
        new GroupIdentity(
            in.readUTF(),
            new UUID(in.readLong(), in.readLong()),
            in.readLong(),
            in.readLong(),
            readBytes(in),
            in.readLong());
    return new Founding(identity, readMembership(in));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static TallystickException damaged(String what, Exception cause) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "member_message_damaged", "a message of another node: " + what, cause);
  }
}
