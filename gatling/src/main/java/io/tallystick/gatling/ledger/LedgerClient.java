package io.tallystick.gatling.ledger;

import io.tallystick.gatling.signing.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends what a run needs before it starts; nothing here is measured. */
final class LedgerClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS_MAX = 100;
  private static final long BACK_OFF_MS = 100;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int OUTCOME_UNKNOWN = 504;

  private final URI url;
  private final RequestSigner signer;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * @param signer signs the requests; null where the node asks for no signatures
   */
  LedgerClient(URI url, RequestSigner signer) {
    this.url = url;
    this.signer = signer;
  }

  /**
   * Posts a body until it is taken. Sending the same ids again is always safe, so that is what is
   * done where a node says that it cannot take it now, or does not know what became of it.
   *
   * @return the answer's text
   * @throws IllegalStateException if the node refuses it, or cannot be reached
   */
  String post(String path, String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    HttpResponse<String> answer = send(signed(request, path, body));
    for (int i = 1; i < ATTEMPTS_MAX && isWorthAnother(answer.statusCode()); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MS));
      answer = send(signed(request, path, body));
    }
    if (answer.statusCode() != OK) {
      throw new IllegalStateException(
          "POST " + path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static boolean isWorthAnother(int status) {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE || status == OUTCOME_UNKNOWN;
  }

  /** Each attempt has a signature of its own: an old one is refused after a minute. */
  private HttpRequest signed(HttpRequest.Builder request, String path, byte[] body) {
    if (signer != null) {
      signer.headers("POST", path, body).forEach(request::setHeader);
    }
    return request.build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(
          "no answer from " + url + ": is a node running there, and is -Durl right?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while preparing " + url, e);
    }
  }
}
