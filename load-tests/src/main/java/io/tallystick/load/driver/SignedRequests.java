package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.load.http.RequestHead;
import io.tallystick.participant.signature.RequestSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Signs the requests that another writer prepares, each once: a retry is the same bytes. */
final class SignedRequests implements RequestWriter {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final RequestWriter requests;
  private final RequestSigner signer;
  private final String path;
  private byte[] signed = new byte[0];

  /**
   * @param path where every request is posted to
   */
  SignedRequests(RequestWriter requests, RequestSigner signer, String path) {
    this.requests = requests;
    this.signer = signer;
    this.path = path;
  }

  @Override
  public ByteBuffer next() {
    ByteBuffer request = requests.next();
    byte[] all = new byte[request.remaining()];
    request.get(all);
    int headEnd = endOfHead(all);
    int bodyAt = headEnd + END_OF_HEAD.length;
    byte[] body = Arrays.copyOfRange(all, bodyAt, all.length);
    byte[] headers =
        ("\r\n" + RequestHead.lines(signer.sign("POST", path, body, body.length)) + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    int length = headEnd + headers.length + body.length;
    if (signed.length < length) {
      signed = new byte[length];
    }
    return ByteBuffer.wrap(signed).put(all, 0, headEnd).put(headers).put(body).flip();
  }

  private static int endOfHead(byte[] bytes) {
    int at = 0;
    while (at + END_OF_HEAD.length <= bytes.length
        && Arrays.mismatch(bytes, at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)
            >= 0) {
      at++;
    }
    Checks.that(at + END_OF_HEAD.length <= bytes.length, "a request has a head");
    return at;
  }

  @Override
  public int rows() {
    return requests.rows();
  }

  @Override
  public AnswerReader answers() {
    return requests.answers();
  }
}
