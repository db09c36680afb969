package io.tallystick.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResponseParserTest {
  private static final String LENGTH =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 11\r\n\r\nhello world";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n";
  private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n" + LENGTH;

  @Test
  void aResponseTornAtAnyTwoPlacesReadsTheSame() {
    for (String text : List.of(LENGTH, CHUNKED, INTERIM)) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      for (int first = 0; first <= bytes.length; first++) {
        for (int second = first; second <= bytes.length; second++) {
          ResponseParser parser = new ResponseParser();
          boolean early = parser.feed(ByteBuffer.wrap(bytes, 0, first));
          early |= parser.feed(ByteBuffer.wrap(bytes, first, second - first));
          boolean done = parser.feed(ByteBuffer.wrap(bytes, second, bytes.length - second));
          assertThat(early || done).isTrue();
          assertThat(early).isEqualTo(second == bytes.length);
          assertThat(parser.status()).isEqualTo(200);
          assertThat(parser.bodyText()).isEqualTo("hello world");
          assertThat(parser.keepAlive()).isTrue();
        }
      }
    }
  }

  @Test
  void bytesBehindTheResponseStayForTheNextOne() {
    ByteBuffer two = ascii(CHUNKED + LENGTH);
    ResponseParser parser = new ResponseParser();
    assertThat(parser.feed(two)).isTrue();
    assertThat(two.remaining()).isEqualTo(LENGTH.length());
    parser.reset();
    assertThat(parser.feed(two)).isTrue();
    assertThat(parser.bodyText()).isEqualTo("hello world");
  }

  @Test
  void aBodyWithoutLengthEndsWithTheConnection() {
    ResponseParser parser = new ResponseParser();
    assertThat(parser.feed(ascii("HTTP/1.1 200 OK\r\n\r\npart"))).isFalse();
    assertThat(parser.endOfStream()).isTrue();
    assertThat(parser.bodyText()).isEqualTo("part");
    assertThat(parser.keepAlive()).isFalse();
  }

  @Test
  void aConnectionThatEndsWithinAStatedLengthIsNoResponse() {
    ResponseParser parser = new ResponseParser();
    assertThat(parser.untouched()).isTrue();
    assertThat(parser.feed(ascii(LENGTH.substring(0, LENGTH.length() - 1)))).isFalse();
    assertThat(parser.endOfStream()).isFalse();
    assertThat(parser.untouched()).isFalse();
  }

  @Test
  void headersAreReadInAnyCase() {
    ResponseParser parser = new ResponseParser();
    parser.feed(
        ascii(
            "HTTP/1.1 503 Service Unavailable\r\nRETRY-AFTER: 2\r\ncONNECTION: Close\r\n"
                + "CONTENT-LENGTH: 0\r\n\r\n"));
    assertThat(parser.status()).isEqualTo(503);
    assertThat(parser.retryAfterMs()).isEqualTo(2_000);
    assertThat(parser.keepAlive()).isFalse();
  }

  @Test
  void whatOneResponseSaidIsForgottenByTheNext() {
    ResponseParser parser = new ResponseParser();
    parser.feed(ascii("HTTP/1.1 503 x\r\nRetry-After: 2\r\nContent-Length: 1\r\n\r\na"));
    parser.reset();
    parser.feed(ascii("HTTP/1.1 204 No Content\r\n\r\n"));
    assertThat(parser.retryAfterMs()).isEqualTo(ResponseParser.NO_RETRY_AFTER);
    assertThat(parser.bodyLength()).isZero();
  }

  @Test
  void bytesThatAreNoResponseAreRefused() {
    for (String text :
        List.of(
            "GET / HTTP/1.1\r\n",
            "HTTP/1.1 2x0 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n")) {
      assertThatThrownBy(() -> new ResponseParser().feed(ascii(text)))
          .as(text)
          .isInstanceOf(TallystickException.class);
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
