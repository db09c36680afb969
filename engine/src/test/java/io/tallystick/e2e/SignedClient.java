package io.tallystick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.api.Json;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends requests that a key signs. */
final class SignedClient {
  static final HttpClient HTTP = HttpClient.newHttpClient();
  static final String TRANSFERS = "application/vnd.tallystick.transfers";

  private final URI url;
  final SigningKey key;
  private final RequestSigner signer;

  SignedClient(URI url, SigningKey key) {
    this.url = url;
    this.key = key;
    this.signer = new RequestSigner(key);
  }

  RequestSigner signer() {
    return signer;
  }

  URI url() {
    return url;
  }

  /** The same key against another server. */
  SignedClient at(URI other) {
    return new SignedClient(other, key);
  }

  static HttpResponse<String> send(
      URI url, String method, String target, String type, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + target))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (body != null) {
      request.header("Content-Type", type);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(url, "GET", target, null, null, signer.sign("GET", target));
  }

  HttpResponse<String> head(String target) throws IOException, InterruptedException {
    return send(url, "HEAD", target, null, null, signer.sign("HEAD", target));
  }

  HttpResponse<String> post(String target, String json) throws IOException, InterruptedException {
    return post(target, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String target, String type, byte[] body)
      throws IOException, InterruptedException {
    return send(url, "POST", target, type, body, signer.sign("POST", target, body, body.length));
  }

  /** The result of the only row of a submission. */
  String result(String target, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(target, json);
    JsonNode document = json(answer);
    return answer.statusCode() == 200
        ? document.path("result").asText()
        : answer.statusCode() + " " + document.path("code").asText();
  }

  /** Status and problem code of a read. */
  String refusal(String target) throws IOException, InterruptedException {
    return code(get(target));
  }

  static String code(HttpResponse<String> answer) throws IOException {
    return answer.statusCode() + " " + json(answer).path("code").asText();
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.mapper().readTree(answer.body());
  }
}
