package io.tallystick.load.crash;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The clients' memory: an append-only file of every request made and every answer received, against
 * which the server is held. Many threads write; a frame is in the file before the call returns.
 *
 * <p>A frame is the payload's length u32, its CRC32C u32, the payload; little-endian. Payloads
 * begin with their type u8, a body's number u64 (0 in a note) and {@link System#nanoTime()} i64:
 *
 * <pre>
 * body     1  + client u16, kind u8 (wire number), binary u8, rows u16, rows of 128 bytes
 * answered 2  + status u16, rows u16, per row result u32 and timestamp u64
 * lost     3
 * note     4  + UTF-8 text
 * </pre>
 */
final class RecordFile implements AutoCloseable {
  static final int FRAME_HEAD_BYTES = 8;
  static final int PAYLOAD_BYTES_MAX = 2 * 1024 * 1024;
  static final byte BODY = 1;
  static final byte ANSWERED = 2;
  static final byte LOST = 3;
  static final byte NOTE = 4;

  private static final int COMMON_BYTES = 17;
  private static final int BODY_HEAD_BYTES = COMMON_BYTES + 6;
  private static final int ANSWER_ROW_BYTES = 12;

  private final FileChannel channel;
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(FRAME_HEAD_BYTES + PAYLOAD_BYTES_MAX)
          .order(ByteOrder.LITTLE_ENDIAN);

  private RecordFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Starts a new file; fails if there is one already. */
  static RecordFile create(Path file) throws IOException {
    return new RecordFile(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  synchronized void body(ClientBody body, long nanos) {
    begin(BODY, body.number(), nanos);
    frame
        .putShort((short) body.client())
        .put((byte) body.kind().wireNumber())
        .put((byte) (body.binary() ? 1 : 0))
        .putShort((short) body.rows())
        .put(body.records(), 0, body.rows() * ClientBody.ROW_BYTES);
    end();
  }

  synchronized void answered(long body, long nanos, int status, AnswerRows rows) {
    begin(ANSWERED, body, nanos);
    frame.putShort((short) status).putShort((short) rows.results().length);
    for (int i = 0; i < rows.results().length; i++) {
      frame.putInt(rows.results()[i]).putLong(rows.timestamps()[i]);
    }
    end();
  }

  synchronized void lost(long body, long nanos) {
    begin(LOST, body, nanos);
    end();
  }

  synchronized void note(long nanos, String text) {
    begin(NOTE, 0, nanos);
    frame.put(text.getBytes(StandardCharsets.UTF_8));
    end();
  }

  private void begin(byte type, long body, long nanos) {
    frame.clear().position(FRAME_HEAD_BYTES);
    frame.put(type).putLong(body).putLong(nanos);
  }

  private void end() {
    frame.flip();
    frame.putInt(0, frame.limit() - FRAME_HEAD_BYTES);
    frame.putInt(4, crc(frame, frame.limit() - FRAME_HEAD_BYTES));
    try {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "record_file_failed", "the record file cannot be written", e);
    }
  }

  private static int crc(ByteBuffer frame, int payloadBytes) {
    CRC32C crc = new CRC32C();
    crc.update(frame.duplicate().position(FRAME_HEAD_BYTES).limit(FRAME_HEAD_BYTES + payloadBytes));
    return (int) crc.getValue();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  /**
   * Reads the frames from a position on and stops at the end or at the first frame that is not
   * whole.
   *
   * @return the position behind the last whole frame
   */
  static long read(Path file, long from, RecordVisitor visitor) throws IOException {
    ByteBuffer frame =
        ByteBuffer.allocateDirect(FRAME_HEAD_BYTES + PAYLOAD_BYTES_MAX)
            .order(ByteOrder.LITTLE_ENDIAN);
    long position = from;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (readWhole(channel, position, frame, FRAME_HEAD_BYTES)) {
        int payloadBytes = frame.getInt(0);
        if (payloadBytes < COMMON_BYTES
            || payloadBytes > PAYLOAD_BYTES_MAX
            || !readWhole(channel, position, frame, FRAME_HEAD_BYTES + payloadBytes)
            || crc(frame, payloadBytes) != frame.getInt(4)) {
          return position;
        }
        visit(frame, position, visitor);
        position += FRAME_HEAD_BYTES + payloadBytes;
      }
    }
    return position;
  }

  private static boolean readWhole(FileChannel channel, long position, ByteBuffer frame, int bytes)
      throws IOException {
    frame.clear().limit(bytes);
    while (frame.hasRemaining()) {
      if (channel.read(frame, position + frame.position()) < 0) {
        return false;
      }
    }
    frame.flip();
    return true;
  }

  private static void visit(ByteBuffer frame, long position, RecordVisitor visitor) {
    frame.position(FRAME_HEAD_BYTES);
    byte type = frame.get();
    long body = frame.getLong();
    long nanos = frame.getLong();
    switch (type) {
      case BODY -> {
        int client = frame.getShort();
        BodyKind kind = kind(frame.get());
        boolean binary = frame.get() == 1;
        int rows = frame.getShort();
        byte[] records = new byte[rows * ClientBody.ROW_BYTES];
        frame.get(records);
        visitor.body(
            new ClientBody(body, client, kind, binary, rows, records),
            nanos,
            position + FRAME_HEAD_BYTES + BODY_HEAD_BYTES);
      }
      case ANSWERED -> {
        int status = frame.getShort();
        visitor.answered(body, nanos, status, answer(frame));
      }
      case LOST -> visitor.lost(body, nanos);
      case NOTE -> visitor.note(nanos, StandardCharsets.UTF_8.decode(frame).toString());
      default ->
          throw TallystickException.of(
              ErrorKind.DAMAGED, "record_file_damaged", "a frame of type " + type);
    }
  }

  private static AnswerRows answer(ByteBuffer frame) {
    int rows = frame.getShort();
    if (frame.remaining() != rows * ANSWER_ROW_BYTES) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "record_file_damaged", "an answer of " + rows + " rows");
    }
    int[] results = new int[rows];
    long[] timestamps = new long[rows];
    for (int i = 0; i < rows; i++) {
      results[i] = frame.getInt();
      timestamps[i] = frame.getLong();
    }
    return new AnswerRows(results, timestamps);
  }

  private static BodyKind kind(byte wireNumber) {
    for (BodyKind kind : BodyKind.values()) {
      if (kind.wireNumber() == wireNumber) {
        return kind;
      }
    }
    throw TallystickException.of(
        ErrorKind.DAMAGED, "record_file_damaged", "a body of kind " + wireNumber);
  }
}
