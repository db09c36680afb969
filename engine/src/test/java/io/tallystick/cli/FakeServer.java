package io.tallystick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small stand-in for a server, with the answers of the HTTP API and a few rules: it remembers
 * ledgers, accounts and transfers, and can be told to fail. Each body of transfers is one batch.
 */
final class FakeServer implements AutoCloseable {
  static final long T0 = 1_790_000_000_000_000_000L;

  private static final Set<String> PARAMETERS =
      Set.of("at", "after", "code", "ledger", "limit", "cursor");
  private static final String PROOFS = "/proof";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, Integer> ISO = Map.of("CZK", 203, "EUR", 978, "USD", 840);

  /** What becomes of a request, in place of or after its effect. */
  enum Failure {
    BUSY_429,
    UNAVAILABLE_503,
    /** Takes effect, then answers that the outcome is unknown. */
    UNKNOWN_504,
    /** Takes effect, then breaks the connection. */
    BROKEN
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> ledgers = new LinkedHashMap<>();
  private final Map<Id, ObjectNode> accounts = new LinkedHashMap<>();
  private final Map<Id, ObjectNode> transfers = new LinkedHashMap<>();
  private final List<List<ObjectNode>> batches = new ArrayList<>();
  private final Map<String, JsonNode> canned = new HashMap<>();

  /** Failures of the next bodies of transfers. */
  final Deque<Failure> failures = new ArrayDeque<>();

  /** Rows of each body of transfers that came in, also of those that failed. */
  final List<Integer> bodyRows = new ArrayList<>();

  /** Paths that were asked for, with their queries. */
  final List<String> asked = new ArrayList<>();

  private FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  static FakeServer start() {
    try {
      return new FakeServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Answers every question for a proof so. */
  synchronized void answerProofs(JsonNode json) {
    canned.put(PROOFS, json);
  }

  /** Ids of the transfers in the order in which they took effect. */
  synchronized List<Id> settledIds() {
    return List.copyOf(transfers.keySet());
  }

  synchronized int accountCount() {
    return accounts.size();
  }

  /** The account as it stands. */
  synchronized ObjectNode account(String id) {
    return accounts.get(Id.parse(id, Id.OPERATOR)).deepCopy();
  }

  synchronized ObjectNode transfer(String id) {
    return transfers.get(Id.parse(id, Id.OPERATOR)).deepCopy();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      Answer answer;
      synchronized (this) {
        asked.add(exchange.getRequestURI().toString());
        answer = respond(exchange, body);
      }
      if (answer == null) {
        exchange.close();
        return;
      }
      if (answer.status == 429 || answer.status == 503) {
        exchange.getResponseHeaders().add("Retry-After", "1");
      }
      exchange.getResponseHeaders().add("Content-Type", answer.type);
      exchange.sendResponseHeaders(
          answer.status, answer.bytes.length == 0 ? -1 : answer.bytes.length);
      exchange.getResponseBody().write(answer.bytes);
      exchange.close();
    } catch (RuntimeException e) {
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
    }
  }

  private record Answer(int status, String type, byte[] bytes) {
    static Answer json(JsonNode json) {
      return new Answer(200, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer problem(int status, String code, String field, String value, String detail) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("status", status).put("code", code).put("detail", detail);
      if (field != null) {
        json.put("field", field).put("value", value).put("rule", detail);
      }
      return new Answer(
          status, "application/problem+json", json.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Answer respond(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.endsWith(PROOFS) && canned.containsKey(PROOFS)) {
      return Answer.json(canned.get(PROOFS));
    }
    boolean post = exchange.getRequestMethod().equals("POST");
    String[] parts = path.substring(1).split("/");
    String what = parts.length > 1 ? parts[1] : "";
    String id = parts.length > 2 ? URLDecoder.decode(parts[2], StandardCharsets.UTF_8) : null;
    String of = parts.length > 3 ? parts[3] : null;
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    return switch (what) {
      case "status" -> Answer.json(status());
      case "ledgers" -> post ? declare(MAPPER.readTree(body)) : Answer.json(ledgerList());
      case "accounts" -> post ? createAll(MAPPER.readTree(body)) : accounts(id, of, query);
      case "transfers" -> post ? submit(exchange, body) : transferOf(id);
      case "batches" -> id == null ? Answer.json(batchList(query)) : batch(id, of);
      default -> Answer.problem(404, "not_found", null, null, "nothing is here");
    };
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException("unknown parameter '" + name + "'");
      }
      query.put(name, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private ObjectNode status() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ready", true).put("node", "node-1").put("role", "leader").put("version", "test");
    json.put("group", "main").put("epoch", 1).put("term", 1);
    json.put("settled_height", batches.size()).put("sealed_height", batches.size());
    json.put("sealed_hash", "ab".repeat(32)).put("journalled_height", batches.size());
    json.put("journal", "running").put("records", transfers.size());
    json.put("timestamp", Long.toString(T0));
    return json;
  }

  private Answer declare(JsonNode row) {
    String code = row.path("code").asText();
    int number = row.has("id") ? row.path("id").asInt() : ISO.getOrDefault(code, 0);
    if (number == 0) {
      return Answer.problem(400, "field_missing", "id", null, "no code of ISO 4217");
    }
    String result = ledgers.containsKey(code) ? "exists" : "created";
    int scale = row.path("scale").asInt(2);
    if (result.equals("exists") && ledgers.get(code).path("scale").asInt() != scale) {
      result = "exists_with_different_scale";
    } else {
      ledgers.put(
          code,
          JsonNodeFactory.instance
              .objectNode()
              .put("code", code)
              .put("id", Integer.toString(number))
              .put("scale", scale));
    }
    return Answer.json(
        JsonNodeFactory.instance.objectNode().put("code", code).put("result", result));
  }

  private ObjectNode ledgerList() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("ledgers");
    for (ObjectNode ledger : ledgers.values()) {
      long total =
          accounts.values().stream()
              .filter(account -> account.path("ledger").equals(ledger.path("code")))
              .mapToLong(account -> account.path("debits_posted").asLong())
              .sum();
      ObjectNode row = list.addObject();
      row.setAll(ledger);
      row.put("accounts", accounts.size());
      row.put("debits_posted", Long.toString(total)).put("credits_posted", Long.toString(total));
      row.put("debits_pending", "0").put("credits_pending", "0");
    }
    return json;
  }

  private String codeOf(int number) {
    return ledgers.values().stream()
        .filter(ledger -> ledger.path("id").asInt() == number)
        .map(ledger -> ledger.path("code").asText())
        .findFirst()
        .orElse(Integer.toString(number));
  }

  private Answer createAll(JsonNode rows) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (JsonNode row : rows) {
      String text = row.path("id").asText();
      Id id = Id.parse(text, Id.OPERATOR);
      ObjectNode existing = accounts.get(id);
      String result = "created";
      if (row.path("code").asInt() == 0) {
        result = "code_must_not_be_zero";
      } else if (existing == null) {
        accounts.put(id, newAccount(row, Id.isName(text) ? text : id.toHex()));
      } else {
        boolean same = existing.path("code").equals(row.path("code"));
        result = same ? "exists" : "exists_with_different_code";
      }
      answer.addObject().put("id", text).put("result", result).put("timestamp", "" + T0);
    }
    return Answer.json(answer);
  }

  private ObjectNode newAccount(JsonNode row, String name) {
    JsonNode ledger = row.path("ledger");
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("id", name);
    account.put("ledger", ledger.isNumber() ? codeOf(ledger.asInt()) : ledger.asText());
    account.set("code", row.path("code"));
    account.set("flags", row.path("flags").deepCopy());
    for (String field : List.of("debits_pending", "debits_posted", "credits_pending")) {
      account.put(field, "0");
    }
    account.put("credits_posted", "0").put("user_data_128", row.path("user_data_128").asText("0"));
    account.put("user_data_64", row.path("user_data_64").asText("0"));
    account.put("user_data_32", row.path("user_data_32").asLong());
    return account.put("timestamp", Long.toString(T0)).put("height", batches.size());
  }

  private Answer accounts(String id, String of, Map<String, String> query) {
    if (id != null) {
      return oneAccount(id, of, query);
    }
    List<ObjectNode> wanted =
        accounts.values().stream()
            .filter(
                a ->
                    !query.containsKey("code") || a.path("code").asText().equals(query.get("code")))
            .toList();
    return page("accounts", wanted, query);
  }

  private Answer oneAccount(String id, String of, Map<String, String> query) {
    ObjectNode account = accounts.get(Id.parse(id, Id.OPERATOR));
    if (account == null) {
      return Answer.problem(404, "account_not_found", "path", id, "nothing of this name exists");
    }
    if (of == null) {
      return Answer.json(account);
    }
    String name = account.path("id").asText();
    List<ObjectNode> wanted = new ArrayList<>();
    for (ObjectNode row : transfers.values()) {
      if (row.path("debit_account_id").asText().equals(name)
          || row.path("credit_account_id").asText().equals(name)) {
        wanted.add(0, row);
      }
    }
    return of.equals("balances") ? page("balances", List.of(), query) : page(of, wanted, query);
  }

  /** Pages of the asked size; the cursor is the number of the next row. */
  private static Answer page(String name, List<ObjectNode> rows, Map<String, String> query) {
    int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    int to = Math.min(rows.size(), from + Integer.parseInt(query.getOrDefault("limit", "100")));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray(name).addAll(rows.subList(from, to));
    return Answer.json(json.put("cursor", to < rows.size() ? Integer.toString(to) : null));
  }

  private Answer transferOf(String id) {
    ObjectNode row = transfers.get(Id.parse(id, Id.OPERATOR));
    return row == null
        ? Answer.problem(404, "transfer_not_found", "path", id, "nothing of this name exists")
        : Answer.json(row);
  }

  private Answer submit(HttpExchange exchange, byte[] body) throws IOException {
    boolean binary =
        exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/vnd.");
    byte[] records = binary ? body : records(MAPPER.readTree(body));
    int rows = records.length / TransferRequest.BYTES;
    bodyRows.add(rows);
    Failure failure = failures.poll();
    if (failure == Failure.BUSY_429) {
      return Answer.problem(429, "busy", null, null, "too many bodies");
    }
    if (failure == Failure.UNAVAILABLE_503) {
      return Answer.problem(503, "backlog_full", null, null, "the journal is behind");
    }
    int[] results = settle(records, rows);
    if (failure == Failure.UNKNOWN_504) {
      return Answer.problem(504, "outcome_unknown", null, null, "the fate is not known");
    }
    if (failure == Failure.BROKEN) {
      return null;
    }
    return binary ? binaryAnswer(results) : jsonAnswer(MAPPER.readTree(body), results);
  }

  private static byte[] records(JsonNode rows) {
    byte[] records = new byte[rows.size() * TransferRequest.BYTES];
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      int at = i * TransferRequest.BYTES;
      Id id = Id.parse(row.path("id").asText(), Id.OPERATOR);
      Id debit = Id.parse(row.path("debit_account_id").asText(), Id.OPERATOR);
      Id credit = Id.parse(row.path("credit_account_id").asText(), Id.OPERATOR);
      TransferRequest.id(records, at, id.high(), id.low());
      TransferRequest.debitAccountId(records, at, debit.high(), debit.low());
      TransferRequest.creditAccountId(records, at, credit.high(), credit.low());
      TransferRequest.amount(records, at, row.path("amount").asLong());
      JsonNode ledger = row.path("ledger");
      TransferRequest.ledger(
          records, at, ledger.isNumber() ? ledger.asInt() : ISO.get(ledger.asText()));
      TransferRequest.code(records, at, row.path("code").asInt());
      TransferRequest.userData32(records, at, row.path("user_data_32").asInt());
    }
    return records;
  }

  private int[] settle(byte[] records, int rows) {
    int[] results = new int[rows];
    List<ObjectNode> batch = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      byte[] record =
          Arrays.copyOfRange(
              records, row * TransferRequest.BYTES, (row + 1) * TransferRequest.BYTES);
      TransferResult result = settle(record, batch);
      results[row] = result.number();
    }
    batches.add(batch);
    return results;
  }

  private TransferResult settle(byte[] r, List<ObjectNode> batch) {
    Id id = new Id(TransferRequest.idHigh(r, 0), TransferRequest.idLow(r, 0));
    long amount = TransferRequest.amount(r, 0);
    ObjectNode existing = transfers.get(id);
    if (existing != null) {
      return existing.path("amount").asLong() == amount
          ? TransferResult.EXISTS
          : TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
    }
    ObjectNode debit =
        accounts.get(
            new Id(
                TransferRequest.debitAccountIdHigh(r, 0), TransferRequest.debitAccountIdLow(r, 0)));
    ObjectNode credit =
        accounts.get(
            new Id(
                TransferRequest.creditAccountIdHigh(r, 0),
                TransferRequest.creditAccountIdLow(r, 0)));
    if (debit == null) {
      return TransferResult.DEBIT_ACCOUNT_NOT_FOUND;
    }
    if (credit == null) {
      return TransferResult.CREDIT_ACCOUNT_NOT_FOUND;
    }
    add(debit, "debits_posted", amount);
    add(credit, "credits_posted", amount);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("type", "transfer_created").put("id", id.toHex()).put("result", "created");
    row.put("debit_account_id", debit.path("id").asText());
    row.put("credit_account_id", credit.path("id").asText());
    row.put("amount", Long.toString(amount)).put("requested_amount", Long.toString(amount));
    row.put("ledger", codeOf(TransferRequest.ledger(r, 0))).put("code", TransferRequest.code(r, 0));
    TransferFlags.names(TransferRequest.flags(r, 0)).forEach(row.putArray("flags")::add);
    row.putNull("pending_id").put("timeout", 0);
    row.put("user_data_128", "0").put("user_data_64", "0");
    row.put("user_data_32", Integer.toUnsignedLong(TransferRequest.userData32(r, 0)));
    row.put("timestamp", Long.toString(T0 + transfers.size()));
    row.put("number", transfers.size()).put("height", batches.size() + 1);
    transfers.put(id, row);
    batch.add(row);
    return TransferResult.CREATED;
  }

  private static void add(ObjectNode account, String field, long amount) {
    account.put(field, Long.toString(account.path(field).asLong() + amount));
  }

  private static Answer binaryAnswer(int[] results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int row = 0; row < results.length; row++) {
      if (results[row] != 0) {
        out.writeBytes(
            ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(row)
                .putInt(results[row])
                .putLong(T0)
                .array());
      }
    }
    return new Answer(200, "application/vnd.tallystick.results", out.toByteArray());
  }

  private static Answer jsonAnswer(JsonNode rows, int[] results) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < results.length; i++) {
      answer
          .addObject()
          .put("id", rows.get(i).path("id").asText())
          .put("result", TransferResult.of(results[i]).wireName())
          .put("timestamp", Long.toString(T0));
    }
    return Answer.json(answer);
  }

  private ObjectNode batchList(Map<String, String> query) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("batches");
    int after = Integer.parseInt(query.getOrDefault("after", "0"));
    for (int height = after + 1; height <= batches.size(); height++) {
      list.add(header(height));
    }
    return json;
  }

  private ObjectNode header(int height) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("height", height).put("count", batches.get(height - 1).size()).put("term", 1);
    json.put("epoch", 1).put("first_number", 0).put("timestamp", Long.toString(T0));
    return json.put("hash", "cd".repeat(32)).put("previous_hash", "00".repeat(32));
  }

  private Answer batch(String height, String of) {
    int number = Integer.parseInt(height);
    if (number > batches.size()) {
      return Answer.problem(
          404, "batch_not_found", "path", height, "nothing of this number exists");
    }
    if (of == null) {
      return Answer.json(header(number));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("records").addAll(batches.get(number - 1));
    return Answer.json(json);
  }
}
