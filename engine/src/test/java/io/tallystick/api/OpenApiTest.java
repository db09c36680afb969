package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.tallystick.api.endpoint.BatchStream;
import io.tallystick.api.endpoint.Edge;
import io.tallystick.api.endpoint.EdgeContext;
import io.tallystick.api.endpoint.NodeReads;
import io.tallystick.api.endpoint.PassOn;
import io.tallystick.api.http.Router;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.ring.Outcome;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the running server does: its paths, statuses and shapes. */
final class OpenApiTest {
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final String TRANSFER =
      "{\"id\":\"t-%d\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
          + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}";

  private static ServerUnderTest server;
  private static ServerUnderTest signed;
  private static JsonNode document;
  private static SchemaCheck schemas;
  private static int ids;

  @BeforeAll
  static void start() throws Exception {
    ApiSettings.Timeouts t = ApiSettings.Timeouts.defaults();
    ApiSettings settings =
        ApiSettings.development(0)
            .withLimits(new ApiSettings.Limits(64, BODY_BYTES_MAX, 8 << 20, 1_000, 100))
            .withTimeouts(
                new ApiSettings.Timeouts(
                    t.requestTimeoutMs(),
                    t.requestTimeoutMsMax(),
                    t.outcomeLookupMs(),
                    t.headTimeoutMs(),
                    1_500,
                    t.idleTimeoutMs(),
                    t.stopGraceMs()));
    server = new ServerUnderTest(settings);
    server.addAccounts();
    server.post("/v1/transfers", TRANSFER.formatted(0));
    server.post("/v1/participants", "{\"code\":\"bank-a\",\"name\":\"A\",\"roles\":[\"read\"]}");
    server.post("/v1/participants/bank-a/keys", keyOf(SigningKey.generate()));
    signed = new ServerUnderTest(ApiSettings.development(0), SignedServer::gate);
    String yaml = server.get("/openapi.yaml").body();
    document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    schemas = new SchemaCheck(document);
  }

  @AfterAll
  static void stop() {
    server.close();
    signed.close();
  }

  @AfterEach
  void heal() {
    server.engine.intake = null;
    server.engine.queriesFail = null;
    server.engine.notReady = null;
  }

  @Test
  void the_document_is_valid_openapi() throws Exception {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(server.get("/openapi.yaml").body(), null, options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void it_names_every_route_of_the_server_and_no_other() {
    EdgeContext context =
        EdgeContext.of(
            new Edge(null, null, ApiSettings.development(0), null), server.engine, server.engine);
    Router router =
        Routes.ofReplica(
            context,
            server.engine,
            new BatchStream(context, server.engine),
            TestMembers.alone(),
            server.registry);
    Set<String> served = routes(router);
    Set<String> documented = new TreeSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(documented).isEqualTo(served);
    PassOn passOn = new PassOn(context.edge(), List::of, null);
    assertThat(routes(Routes.ofGateway(context, passOn, server.registry))).isEqualTo(served);
    NodeReads node = new NodeReads(server.engine, server.registry);
    assertThat(routes(Routes.ofRelay(passOn, node))).isEqualTo(served);
  }

  private static Set<String> routes(Router router) {
    Set<String> routes = new TreeSet<>();
    router.routes().forEach(route -> routes.add(route.method() + " " + route.template()));
    return routes;
  }

  @Test
  void every_documented_answer_is_given_and_has_its_shape() throws Exception {
    List<String> failures = new ArrayList<>();
    var paths = document.get("paths").fields();
    while (paths.hasNext()) {
      var path = paths.next();
      var methods = path.getValue().fields();
      while (methods.hasNext()) {
        var method = methods.next();
        Set<String> statuses = new TreeSet<>();
        method.getValue().get("responses").fieldNames().forEachRemaining(statuses::add);
        statuses.remove("default");
        for (String status : statuses) {
          check(method.getKey(), path.getKey(), status, failures);
          heal();
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  private static void check(String method, String path, String status, List<String> failures)
      throws Exception {
    String what = method + " " + path + " " + status;
    Answer answer = provoke(method, path, Integer.parseInt(status));
    if (answer.status != Integer.parseInt(status)) {
      failures.add(what + ": answered " + answer.status + " " + answer.body);
      return;
    }
    JsonNode response =
        schemas
            .resolve(document.at("/paths/" + path.replace("/", "~1") + "/" + method))
            .get("responses")
            .get(status);
    JsonNode content = schemas.resolve(response).get("content");
    String type = answer.type.replaceAll(";.*", "").trim();
    if (!content.has(type)) {
      failures.add(what + ": type " + type + " is not documented");
    } else if (type.endsWith("json")) {
      String problem =
          schemas.check(content.get(type).get("schema"), Json.mapper().readTree(answer.body), "");
      if (problem != null) {
        failures.add(what + ": " + problem + " in " + answer.body);
      }
    }
  }

  private record Answer(int status, String type, String body) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    }

    static Answer ofRaw(String raw) {
      int status = Integer.parseInt(raw.substring(9, 12));
      String type = raw.replaceAll("(?s).*Content-Type: ([^\r]*)\r.*", "$1");
      return new Answer(status, type, raw.substring(raw.indexOf("\r\n\r\n") + 4));
    }
  }

  private static String keyOf(SigningKey key) {
    return "{\"public_key\":\"" + PublicKeyText.write(key.publicKey()) + "\",\"roles\":[\"read\"]}";
  }

  private static String concrete(String path) {
    return path.replace("{id}", "x")
        .replace("{height}", "1")
        .replace("{code}", "bank-a")
        .replace("{node}", "2")
        .replace("{what}", "7");
  }

  private static Answer provoke(String method, String path, int status) throws Exception {
    if (status == 403) {
      return Answer.ofRaw(
          server.raw(
              method.toUpperCase(Locale.ROOT)
                  + " "
                  + concrete(path)
                  + " HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n"
                  + "Connection: close\r\n\r\n"));
    }
    if (status == 401) {
      return Answer.of(
          switch (method) {
            case "post" -> signed.post(concrete(path), "[{}]");
            case "delete" -> signed.delete(concrete(path));
            default -> signed.get(concrete(path));
          });
    }
    if (method.equals("delete")) {
      String node = status == 404 ? "9" : status == 400 ? "x" : "2";
      return Answer.of(server.delete(path.replace("{node}", node)));
    }
    return method.equals("post") ? post(path, status) : get(path, status);
  }

  private static Answer post(String path, int status) throws Exception {
    String good =
        switch (path) {
          case "/v1/transfers" -> "[" + TRANSFER.formatted(++ids) + "]";
          case "/v1/cluster/members" -> "{\"node\":3,\"address\":\"10.0.0.3:25520\"}";
          case "/v1/cluster/leader" -> status == 404 ? "{\"node\":9}" : "{\"node\":2}";
          case "/v1/accounts" -> "[{\"id\":\"a:" + ++ids + "\",\"ledger\":978,\"code\":1}]";
          case "/v1/participants" ->
              "{\"code\":\"p-" + ++ids + "\",\"name\":\"P\",\"roles\":[\"submit\"]}";
          case "/v1/participants/{code}/keys" -> keyOf(SigningKey.generate());
          default -> "{\"code\":\"L" + ++ids + "\",\"id\":" + (5_000 + ids) + ",\"scale\":2}";
        };
    String type = ServerUnderTest.JSON;
    String body = good;
    switch (status) {
      case 400 -> body = "[{";
      case 413 -> body = " ".repeat(BODY_BYTES_MAX + 1);
      case 415 -> type = "text/plain";
      case 422 ->
          body =
              path.equals("/v1/ledgers")
                  ? "{\"code\":\"EUR\",\"id\":\"5\"}"
                  : good.replace("\"EUR\"", "\"NONE\"").replace("978", "\"NONE\"");
      case 429 -> fail(ErrorKind.TOO_MANY, "queue_full", 250);
      case 503 -> fail(ErrorKind.UNAVAILABLE, "not_leader", 250);
      case 504 -> fail(ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", 0);
      case 408 -> {
        return Answer.ofRaw(
            server.raw(
                "POST "
                    + concrete(path)
                    + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + server.port
                    + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n["));
      }
      default -> {}
    }
    return Answer.of(server.postAs(concrete(path), type, body));
  }

  private static void fail(ErrorKind kind, String code, long retryAfterMs) {
    server.engine.intake =
        body ->
            CompletableFuture.<Outcome>failedFuture(
                TallystickException.retry(kind, code, "a test says so", retryAfterMs));
  }

  private static Answer get(String path, int status) throws Exception {
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("{code}", status == 404 ? "nobody" : "bank-a");
    ids.put("{height}", status == 404 ? "999" : "3");
    boolean account = path.startsWith("/v1/accounts");
    ids.put("{id}", status == 404 ? "nobody" : account ? "customer:1" : "t-0");
    String concrete = path;
    for (var id : ids.entrySet()) {
      concrete = concrete.replace(id.getKey(), id.getValue());
    }
    switch (status) {
      case 400 -> concrete += "?nonsense=1";
      case 422 -> {
        if (path.contains("{id}")) {
          server.engine.queriesFail =
              TallystickException.of(ErrorKind.UNPROCESSABLE, "history_not_kept", "a test says so");
        } else {
          concrete += "?ledger=NONE";
        }
      }
      case 503 -> {
        server.engine.notReady = "a test says so";
        server.engine.queriesFail =
            TallystickException.retry(ErrorKind.UNAVAILABLE, "not_leader", "a test says so", 9);
      }
      default -> {}
    }
    if (path.equals("/v1/batches/stream") && status != 400) {
      return stream(status);
    }
    return Answer.of(server.get(concrete));
  }

  /** The stream's body never ends; its head is enough. For 503 all streams are taken. */
  private static Answer stream(int status) throws Exception {
    List<java.net.Socket> others = new ArrayList<>();
    String request =
        "GET /v1/batches/stream HTTP/1.1\r\nHost: 127.0.0.1:" + server.port + "\r\n\r\n";
    try {
      int streams = status == 503 ? ApiSettings.Streams.defaults().subscribersMax() : 0;
      String last = "";
      for (int i = 0; i <= streams && !last.contains(" 503 "); i++) {
        java.net.Socket socket = server.socket();
        others.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[4096];
        int n = socket.getInputStream().read(buffer);
        last = new String(buffer, 0, n, StandardCharsets.US_ASCII);
      }
      return Answer.ofRaw(last);
    } finally {
      for (java.net.Socket socket : others) {
        socket.close();
      }
    }
  }
}
