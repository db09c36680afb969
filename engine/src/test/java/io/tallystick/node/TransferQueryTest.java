package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code GET /v1/transfers} of a real node against a naive filter over all records that its batches
 * show.
 */
class TransferQueryTest {
  private static final int COLUMN_RECORDS = 1_024;
  private static final int ROWS = 400;
  private static final List<String> FIELDS =
      List.of("user_data_128", "user_data_64", "user_data_32", "code", "ledger");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final SplittableRandom random = new SplittableRandom(20_270_115);
  private URI url;

  private RunningNode start() {
    NodeSettings settings =
        NodeSettings.of(
            ConfigFactory.parseMap(Map.of("tallystick.store.column-records", COLUMN_RECORDS))
                .withFallback(ConfigFactory.parseResources("tallystick.conf")));
    NodeOptions options = NodeOptions.single(data, "127.0.0.1", 0, CassandraChoice.none(), false);
    RunningNode node = LocalNode.start(options, NodeConfiguration.of(settings), step -> {});
    url = node.url();
    return node;
  }

  @Test
  void searchesFindWhatAllRecordsSayBeforeAndAfterColumnsAreMadeLostAndDamaged() throws Exception {
    List<JsonNode> all;
    try (RunningNode node = start()) {
      settle();
      all = newestFirst();
      assertThat(all).hasSizeGreaterThan(2 * COLUMN_RECORDS);
      checkSearches(all);
      awaitColumns();
      checkSearches(all);
    }
    List<Path> columns = columns();
    assertThat(columns).hasSize(2 * FIELDS.size());
    Files.delete(columns.get(1));
    for (Path each : columns.subList(2, columns.size())) {
      byte[] bytes = Files.readAllBytes(each);
      bytes[random.nextInt(bytes.length)] ^= 1;
      Files.write(each, bytes);
    }
    try (RunningNode node = start()) {
      checkSearches(all);
      awaitColumns();
      checkSearches(all);
    }
  }

  /** Transfers, holds, and posts and voids that say nothing or something of their own. */
  private void settle() throws Exception {
    post("/v1/ledgers", "[{\"code\":\"EUR\",\"scale\":2},{\"code\":\"USD\",\"scale\":2}]");
    List<String> accounts = new ArrayList<>();
    for (String ledger : List.of("EUR", "USD")) {
      for (String side : List.of("a", "b")) {
        accounts.add(
            "{\"id\":\"%s-%s\",\"ledger\":\"%s\",\"code\":1}".formatted(side, ledger, ledger));
      }
    }
    post("/v1/accounts", "[" + String.join(",", accounts) + "]");
    for (int body = 0; body < 6; body++) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < ROWS; i += 2) {
        String id = body + "-" + i;
        boolean hold = random.nextInt(3) > 0;
        rows.add(transfer(id, hold));
        rows.add(hold ? resolution(id) : transfer(id + "-too", false));
      }
      assertThat(post("/v1/transfers", "[" + String.join(",", rows) + "]"))
          .contains("created")
          .doesNotContain("not_found", "different");
    }
  }

  private String transfer(String id, boolean hold) {
    String ledger = random.nextInt(3) == 0 ? "USD" : "EUR";
    return """
        {"id":"t-%s","debit_account_id":"a-%s","credit_account_id":"b-%s","amount":"5","ledger":"%s",
         "code":%d,"flags":[%s]%s}"""
        .formatted(
            id, ledger, ledger, ledger, 1 + random.nextInt(3), hold ? "\"pending\"" : "", data());
  }

  private String resolution(String id) {
    String does = random.nextBoolean() ? "post" : "void";
    return """
        {"id":"r-%s","pending_id":"t-%s","flags":["%s_pending_transfer"]%s}"""
        .formatted(id, id, does, random.nextInt(3) == 0 ? data() : "");
  }

  private String data() {
    return ",\"user_data_128\":\"%d\",\"user_data_64\":\"%d\",\"user_data_32\":%d"
        .formatted(random.nextInt(4), random.nextInt(30), random.nextInt(3));
  }

  /** Every created transfer as the batches show it. */
  private List<JsonNode> newestFirst() throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    // A search waits until all that was answered is sealed; a batch by its height does not.
    get("/v1/transfers?limit=1");
    long height = get("/v1/status").get("sealed_height").asLong();
    for (long each = 1; each <= height; each++) {
      for (JsonNode row : get("/v1/batches/" + each + "/records").get("records")) {
        if (row.get("type").asText().equals("transfer_created")) {
          rows.add(row);
        }
      }
    }
    rows.sort(Comparator.comparingLong((JsonNode row) -> row.get("number").asLong()).reversed());
    return rows;
  }

  private void checkSearches(List<JsonNode> all) throws Exception {
    assertThat(search(Map.of(), 1_000)).isEqualTo(all);
    for (int i = 0; i < 60; i++) {
      JsonNode like = all.get(random.nextInt(all.size()));
      Map<String, String> filter =
          FIELDS.stream()
              .filter(field -> random.nextInt(5) < 2)
              .collect(Collectors.toMap(field -> field, field -> like.get(field).asText()));
      if (random.nextInt(4) == 0) {
        filter.put("from", like.get("timestamp").asText());
      } else if (random.nextInt(3) == 0) {
        filter.put("to", like.get("timestamp").asText());
      }
      List<JsonNode> wanted = all.stream().filter(row -> isWanted(row, filter)).toList();
      assertThat(wanted).contains(like);
      assertThat(search(filter, 50 + random.nextInt(200))).as("%s", filter).isEqualTo(wanted);
    }
  }

  private static boolean isWanted(JsonNode row, Map<String, String> filter) {
    return filter.entrySet().stream()
        .allMatch(
            each ->
                switch (each.getKey()) {
                  case "from" -> time(row) >= Long.parseLong(each.getValue());
                  case "to" -> time(row) <= Long.parseLong(each.getValue());
                  default -> row.get(each.getKey()).asText().equals(each.getValue());
                });
  }

  private static long time(JsonNode row) {
    return row.get("timestamp").asLong();
  }

  private List<JsonNode> search(Map<String, String> filter, int limit) throws Exception {
    String query =
        filter.entrySet().stream()
            .map(each -> "&" + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = get("/v1/transfers?limit=" + limit + query + cursor);
      page.get("transfers").forEach(rows::add);
      if (page.get("cursor").isNull()) {
        return rows;
      }
      assertThat(page.get("transfers")).hasSize(limit);
      cursor = "&cursor=" + page.get("cursor").asText();
    }
  }

  private void awaitColumns() {
    Pattern gauge = Pattern.compile("(?m)^tallystick_columns_records(?:\\{.*})? ([0-9.E]+)$");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Matcher found = gauge.matcher(text("/metrics"));
              return found.find() && Double.parseDouble(found.group(1)) >= 2 * COLUMN_RECORDS;
            });
  }

  private List<Path> columns() throws Exception {
    try (Stream<Path> files = Files.list(data.resolve("columns"))) {
      return files.sorted().toList();
    }
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(text(path));
  }

  private String text(String path) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(url.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String post(String path, String json) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }
}
