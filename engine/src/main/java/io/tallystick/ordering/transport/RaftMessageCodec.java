package io.tallystick.ordering.transport;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Bytes of a message between replicas, little-endian. The checksum covers everything, payload
 * included: a message whose bytes changed on the way is refused, which is as if it had been lost.
 *
 * <pre>
 *  0 u32 CRC32C of all bytes after it
 *  4 u8  type | 5 u8 flag (granted, transfer; else 0) | 6 u16 zero
 *  8 u64 history
 * 16 u64 sender's incarnation | 24 u32 sender's node
 * 28 u32 receiver's node | 32 u64 receiver's incarnation
 * 40 u64 term
 * 48     fields of the type, u64 each, in the order of the record
 * append request, after previousIndex, previousTerm, commit:
 * 72 u32 entries | 76 u32 payload bytes of all entries
 * 80     per entry: term u64 | payload bytes u32 | kind u8 | 3 bytes zero
 *        then all payloads; indexes follow previousIndex without a gap
 * snapshot offer, after index, indexTerm:
 * 64     the membership ({@link Membership#encode}) to the end
 * </pre>
 */
final class RaftMessageCodec {
  /** Bytes of a message that has no payload and no membership, at most. */
  static final int CONTROL_BYTES_MAX = 80;

  /** Bytes of one entry besides its payload. */
  static final int ENTRY_HEAD_BYTES = 16;

  private static final int FIELDS_AT = 48;
  private static final int ENTRIES_AT = 80;

  private RaftMessageCodec() {}

  /** How many bytes {@link #write} will put. */
  static int bytes(RaftMessage message) {
    if (message instanceof RaftMessage.AppendRequest append) {
      return ENTRIES_AT
          + append.entries().size() * ENTRY_HEAD_BYTES
          + payloadBytes(append.entries());
    }
    if (message instanceof RaftMessage.SnapshotOffer offer) {
      return FIELDS_AT + 2 * Long.BYTES + offer.membership().encode().length;
    }
    return FIELDS_AT + MessageType.of(message).fields() * Long.BYTES;
  }

  private static int payloadBytes(List<LogEntry> entries) {
    int bytes = 0;
    for (LogEntry entry : entries) {
      bytes = Math.addExact(bytes, entry.length());
    }
    return bytes;
  }

  /** Puts the message at the target's position; fails if there is no room. */
  static void write(RaftEnvelope envelope, ByteBuffer target) {
    ByteOrder order = target.order();
    int start = target.position();
    target.order(ByteOrder.LITTLE_ENDIAN);
    RaftMessage message = envelope.message();
    MessageType type = MessageType.of(message);
    target.putInt(0).put((byte) type.number()).put(type.flag(message)).putShort((short) 0);
    target.putLong(envelope.history());
    target.putLong(message.from().incarnation()).putInt(message.from().node());
    target.putInt(message.to().node()).putLong(message.to().incarnation());
    target.putLong(message.term());
    type.putFields(message, target);
    if (message instanceof RaftMessage.AppendRequest append) {
      putEntries(append.entries(), target);
    } else if (message instanceof RaftMessage.SnapshotOffer offer) {
      target.put(offer.membership().encode());
    }
    target.putInt(start, crc(target, start + Integer.BYTES, target.position()));
    target.order(order);
  }

  private static void putEntries(List<LogEntry> entries, ByteBuffer target) {
    Checks.inRange(
        entries.size(), 0, RaftMessage.AppendRequest.ENTRIES_MAX, "entries of an append request");
    target.putInt(entries.size()).putInt(payloadBytes(entries));
    for (LogEntry entry : entries) {
      target.putLong(entry.term()).putInt(entry.length()).putInt(entry.kind().number());
    }
    for (LogEntry entry : entries) {
      target.put(entry.bytes(), entry.offset(), entry.length());
    }
  }

  /**
   * The message in the source's remaining bytes. Payloads are copied once, into one array that the
   * entries share.
   *
   * @throws TallystickException DAMAGED ({@code message_damaged}) if they are no message
   */
  static RaftEnvelope read(ByteBuffer source) {
    ByteOrder order = source.order();
    source.order(ByteOrder.LITTLE_ENDIAN);
    try {
      return readChecked(source);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged(e.toString());
    } finally {
      source.order(order);
    }
  }

  private static RaftEnvelope readChecked(ByteBuffer source) {
    int start = source.position();
    int stored = source.getInt();
    if (stored != crc(source, start + Integer.BYTES, source.limit())) {
      throw damaged("the checksum does not match");
    }
    MessageType type = MessageType.ofNumber(source.get());
    byte flag = source.get();
    require(flag == 0 || (flag == 1 && type.hasFlag()), "flag " + flag);
    require(source.getShort() == 0, "bytes that have to be zero");
    long history = source.getLong();
    long fromIncarnation = source.getLong();
    ReplicaId from = new ReplicaId(source.getInt(), fromIncarnation);
    int toNode = source.getInt();
    ReplicaId to = new ReplicaId(toNode, source.getLong());
    long term = source.getLong();
    long[] fields = new long[type.fields()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = source.getLong();
    }
    RaftMessage message =
        switch (type) {
          case APPEND_REQUEST ->
              new RaftMessage.AppendRequest(
                  from, to, term, fields[0], fields[1], entries(source, fields[0]), fields[2]);
          case SNAPSHOT_OFFER ->
              new RaftMessage.SnapshotOffer(
                  from, to, term, fields[0], fields[1], membership(source));
          default -> type.message(from, to, term, fields, flag == 1);
        };
    require(!source.hasRemaining(), source.remaining() + " bytes more than the message has");
    return new RaftEnvelope(history, message);
  }

  private static List<LogEntry> entries(ByteBuffer source, long previousIndex) {
    int count = source.getInt();
    int payloadBytes = source.getInt();
    require(
        count >= 0 && count <= RaftMessage.AppendRequest.ENTRIES_MAX && payloadBytes >= 0,
        count + " entries of " + payloadBytes + " bytes");
    int heads = source.position();
    int payloads = heads + count * ENTRY_HEAD_BYTES;
    require((long) payloads + payloadBytes == source.limit(), "a payload of another length");
    byte[] payload = new byte[payloadBytes];
    source.get(payloads, payload);
    List<LogEntry> entries = new ArrayList<>(count);
    int offset = 0;
    for (int i = 0; i < count; i++) {
      long term = source.getLong();
      int length = source.getInt();
      EntryKind kind = EntryKind.of(source.getInt());
      require(length >= 0 && length <= payloadBytes - offset, "entry of " + length + " bytes");
      entries.add(new LogEntry(previousIndex + 1 + i, term, kind, payload, offset, length));
      offset += length;
    }
    require(offset == payloadBytes, "a payload that no entry has");
    source.position(source.limit());
    return entries;
  }

  private static Membership membership(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    Membership membership = Membership.decode(bytes, 0, bytes.length);
    require(membership.encode().length == bytes.length, "a membership of another length");
    return membership;
  }

  private static int crc(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(to).position(from));
    return (int) crc.getValue();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw damaged(what);
    }
  }

  static TallystickException damaged(String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "message_damaged", "bytes are no message between replicas: " + what);
  }
}
