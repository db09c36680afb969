package io.tallystick.load.http;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one HTTP/1.1 response at a time from pieces of any size. Bodies of a stated length, chunked
 * bodies and bodies that end with the connection are understood; interim 1xx responses are skipped.
 * The body lies in a buffer that is used again for the next response.
 */
public final class ResponseParser {
  /** Longest line of a head, a chunk size or a trailer, in bytes. */
  public static final int LINE_BYTES_MAX = 16 * 1024;

  /** Largest body, in bytes. */
  public static final int BODY_BYTES_MAX = 256 * 1024 * 1024;

  /** Meaning of {@link #retryAfterMs()} where the server did not state one. */
  public static final long NO_RETRY_AFTER = -1;

  private static final int MS_PER_SECOND = 1_000;
  private static final int HEX = 16;

  private enum State {
    STATUS_LINE,
    HEADER,
    LENGTH_BODY,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    BODY_UNTIL_CLOSE,
    DONE
  }

  private final byte[] line = new byte[LINE_BYTES_MAX];
  private int lineLength;
  private State state = State.STATUS_LINE;
  private int status;
  private long remaining;
  private long contentLength;
  private boolean chunked;
  private boolean keepAlive;
  private long retryAfterMs;
  private byte[] body = new byte[LINE_BYTES_MAX];
  private int bodyLength;

  public ResponseParser() {
    reset();
  }

  /** Makes ready for the next response on the same connection. */
  public void reset() {
    state = State.STATUS_LINE;
    lineLength = 0;
    status = 0;
    bodyLength = 0;
    clearHead();
  }

  private void clearHead() {
    contentLength = -1;
    chunked = false;
    keepAlive = true;
    retryAfterMs = NO_RETRY_AFTER;
  }

  /**
   * Takes bytes up to the end of the response; what follows stays in {@code in}.
   *
   * @return whether the response is complete
   */
  public boolean feed(ByteBuffer in) {
    while (state != State.DONE && in.hasRemaining()) {
      switch (state) {
        case STATUS_LINE, HEADER, CHUNK_SIZE, CHUNK_END, TRAILER -> {
          if (readLine(in)) {
            takeLine();
            lineLength = 0;
          }
        }
        case LENGTH_BODY, CHUNK_DATA -> takeBody(in);
        case BODY_UNTIL_CLOSE -> copy(in, in.remaining());
        default -> throw malformed("unexpected state " + state);
      }
    }
    return state == State.DONE;
  }

  /** Tells that the connection has ended; whether that completed the response. */
  public boolean endOfStream() {
    if (state == State.BODY_UNTIL_CLOSE) {
      state = State.DONE;
    }
    return state == State.DONE;
  }

  /** Whether not one byte of a response has come yet. */
  public boolean untouched() {
    return state == State.STATUS_LINE && lineLength == 0 && status == 0;
  }

  public int status() {
    return status;
  }

  /**
   * The body's bytes; only the first {@link #bodyLength()} count, and only until the next reset.
   */
  public byte[] body() {
    return body;
  }

  public int bodyLength() {
    return bodyLength;
  }

  public String bodyText() {
    return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
  }

  /** Whether the connection may carry another request. */
  public boolean keepAlive() {
    return keepAlive;
  }

  /** What {@code Retry-After} asks for (seconds on the wire), or {@link #NO_RETRY_AFTER}. */
  public long retryAfterMs() {
    return retryAfterMs;
  }

  private boolean readLine(ByteBuffer in) {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == '\n') {
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
          lineLength--;
        }
        return true;
      }
      if (lineLength == LINE_BYTES_MAX) {
        throw malformed("a line is longer than " + LINE_BYTES_MAX + " bytes");
      }
      line[lineLength++] = next;
    }
    return false;
  }

  private void takeLine() {
    switch (state) {
      case STATUS_LINE -> takeStatus();
      case HEADER -> takeHeader();
      case CHUNK_SIZE -> takeChunkSize();
      case CHUNK_END -> {
        if (lineLength != 0) {
          throw malformed("a chunk is longer than its size says");
        }
        state = State.CHUNK_SIZE;
      }
      case TRAILER -> {
        if (lineLength == 0) {
          state = State.DONE;
        }
      }
      default -> throw malformed("a line in state " + state);
    }
  }

  private void takeStatus() {
    // HTTP/1.1 200 OK
    if (lineLength < 12 || line[0] != 'H' || line[5] != '1' || line[8] != ' ') {
      throw malformed("no status line: " + lineText());
    }
    status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9) {
        throw malformed("no status: " + lineText());
      }
      status = status * 10 + digit;
    }
    clearHead();
    keepAlive = line[7] == '1';
    state = State.HEADER;
  }

  private void takeHeader() {
    if (lineLength == 0) {
      endOfHead();
      return;
    }
    // Only four headers matter; their first letters tell the others apart without a string.
    byte first = (byte) (line[0] | 0x20);
    if (first != 'c' && first != 't' && first != 'r') {
      return;
    }
    int colon = 0;
    while (colon < lineLength && line[colon] != ':') {
      colon++;
    }
    if (nameIs("content-length", colon)) {
      contentLength = Long.parseLong(valueAfter(colon));
      if (contentLength < 0 || contentLength > BODY_BYTES_MAX) {
        throw malformed("a body of " + contentLength + " bytes");
      }
    } else if (nameIs("transfer-encoding", colon)) {
      chunked = valueAfter(colon).toLowerCase(Locale.ROOT).contains("chunked");
    } else if (nameIs("connection", colon)) {
      keepAlive = !"close".equalsIgnoreCase(valueAfter(colon));
    } else if (nameIs("retry-after", colon)) {
      retryAfterMs = seconds(valueAfter(colon));
    }
  }

  private boolean nameIs(String name, int colon) {
    if (colon != name.length()) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      byte letter = line[i];
      int lower = letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
      if (lower != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String valueAfter(int colon) {
    return new String(line, colon + 1, lineLength - colon - 1, StandardCharsets.ISO_8859_1).trim();
  }

  private static long seconds(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return NO_RETRY_AFTER;
      }
    }
    return value.isEmpty() || value.length() > 9
        ? NO_RETRY_AFTER
        : Long.parseLong(value) * MS_PER_SECOND;
  }

  private void endOfHead() {
    if (status < 200) {
      state = State.STATUS_LINE;
    } else if (status == 204 || status == 304) {
      state = State.DONE;
    } else if (chunked) {
      state = State.CHUNK_SIZE;
    } else if (contentLength >= 0) {
      remaining = contentLength;
      state = remaining == 0 ? State.DONE : State.LENGTH_BODY;
    } else {
      keepAlive = false;
      state = State.BODY_UNTIL_CLOSE;
    }
  }

  private void takeChunkSize() {
    long size = 0;
    int digits = 0;
    while (digits < lineLength && Character.digit(line[digits], HEX) >= 0) {
      size = size * HEX + Character.digit(line[digits], HEX);
      digits++;
      if (size > BODY_BYTES_MAX) {
        throw malformed("a chunk of more than " + BODY_BYTES_MAX + " bytes");
      }
    }
    if (digits == 0) {
      throw malformed("no chunk size: " + lineText());
    }
    remaining = size;
    state = size == 0 ? State.TRAILER : State.CHUNK_DATA;
  }

  private void takeBody(ByteBuffer in) {
    int bytes = (int) Math.min(remaining, in.remaining());
    copy(in, bytes);
    remaining -= bytes;
    if (remaining == 0) {
      state = state == State.CHUNK_DATA ? State.CHUNK_END : State.DONE;
    }
  }

  private void copy(ByteBuffer in, int bytes) {
    long needed = (long) bodyLength + bytes;
    if (needed > BODY_BYTES_MAX) {
      throw malformed("a body of more than " + BODY_BYTES_MAX + " bytes");
    }
    if (needed > body.length) {
      body =
          Arrays.copyOf(body, (int) Math.min(BODY_BYTES_MAX, Math.max(needed, 2L * body.length)));
    }
    in.get(body, bodyLength, bytes);
    bodyLength += bytes;
  }

  private String lineText() {
    return new String(line, 0, Math.min(lineLength, 80), StandardCharsets.ISO_8859_1);
  }

  private static TallystickException malformed(String what) {
    return TallystickException.of(ErrorKind.INVALID, "http_response_malformed", what);
  }
}
