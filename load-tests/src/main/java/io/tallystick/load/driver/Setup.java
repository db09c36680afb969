package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.http.JsonClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Declares the ledger and creates the accounts that a run needs; what exists already is fine. */
public final class Setup {
  private static final int ROWS = io.tallystick.ring.Body.ROWS_MAX;
  private static final int ACCOUNT_CODE = 100;
  private static final int ATTEMPTS_MAX = 200;
  private static final long BACK_OFF_MS = 50;

  /** A key that may not declare ledgers uses one that is there. */
  private static final int FORBIDDEN = 403;

  /** A limit of each kind that a run stays below: all are judged, none refuses. */
  private static final String POLICY =
      "{\"version\":0,\"transfer_max\":1000000,\"windows\":["
          + "{\"seconds\":60,\"count_max\":1000000000},"
          + "{\"seconds\":86400,\"amount_max\":1000000000000000}]}";

  private final JsonClient client;

  public Setup(JsonClient client) {
    this.client = client;
  }

  /** Declares a currency ledger of scale 2 and returns its number. */
  public int ledger(String code) throws IOException {
    String body = "{\"code\":\"" + code + "\",\"scale\":2}";
    JsonClient.Answer declared = client.post("/v1/ledgers", body);
    if (declared.status() != FORBIDDEN) {
      accept(declared, "ledger " + code);
    }
    for (JsonNode ledger : rows(client.require("/v1/ledgers"))) {
      if (code.equals(ledger.path("code").asText())) {
        for (String field : new String[] {"id", "ledger", "number"}) {
          int number = ledger.path(field).asInt(0);
          if (number != 0) {
            return number;
          }
        }
      }
    }
    throw TallystickException.of(
        ErrorKind.UNAVAILABLE, "ledger_missing", "/v1/ledgers does not show " + code);
  }

  /** The rows of a list that may stand alone or in a page. */
  public static Iterable<JsonNode> rows(JsonNode document) {
    if (document.isArray()) {
      return document;
    }
    for (JsonNode field : document) {
      if (field.isArray()) {
        return field;
      }
    }
    return document;
  }

  /** Creates accounts {@code first} … {@code first + count - 1}. */
  public void accounts(String ledger, long first, long count) throws IOException {
    accounts(ledger, first, count, "");
  }

  /** The same of guarded accounts, each with a policy that allows what the driver sends. */
  void guardedAccounts(String ledger, long first, long count) throws IOException {
    accounts(ledger, first, count, ",\"flags\":[\"guarded\"]");
    byte[] policy = POLICY.getBytes(StandardCharsets.US_ASCII);
    for (long id = first; id < first + count; id++) {
      JsonClient.Answer set = postUntilTaken("/v1/accounts/" + id + "/policy", policy);
      // A run before has set it.
      if (!set.body().path("code").asText().equals("version_conflict")) {
        accept(set, "policy of account " + id);
      }
    }
  }

  private void accounts(String ledger, long first, long count, String more) throws IOException {
    for (long done = 0; done < count; done += ROWS) {
      int rows = (int) Math.min(ROWS, count - done);
      byte[] body = accountsBody(ledger, first + done, rows, more);
      accept(postUntilTaken("/v1/accounts", body), "accounts");
    }
  }

  private JsonClient.Answer postUntilTaken(String path, byte[] body) throws IOException {
    JsonClient.Answer answer = client.post(path, body);
    for (int i = 0; i < ATTEMPTS_MAX && (answer.status() == 503 || answer.status() == 429); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MS));
      answer = client.post(path, body);
    }
    return answer;
  }

  private static byte[] accountsBody(String ledger, long first, int rows, String more) {
    StringBuilder text = new StringBuilder(rows * 56);
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? '[' : ',')
          .append("{\"id\":\"")
          .append(first + i)
          .append("\",\"ledger\":\"")
          .append(ledger)
          .append("\",\"code\":")
          .append(ACCOUNT_CODE)
          .append(more)
          .append('}');
    }
    return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void accept(JsonClient.Answer answer, String what) {
    if (!answer.ok()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "setup_refused",
          String.format(
              Locale.ROOT, "creating %s answered %d %s", what, answer.status(), answer.body()));
    }
    for (JsonNode row : rows(answer.body())) {
      String result = row.path("result").asText("");
      if (!result.isEmpty() && !result.equals("created") && !result.equals("exists")) {
        throw TallystickException.of(
            ErrorKind.UNPROCESSABLE, "setup_refused", "creating " + what + ": " + row);
      }
    }
  }

  /** Creates accounts over several connections at once. */
  static void accountsInParallel(
      Supplier<JsonClient> clients, Scenario scenario, String ledger, long count, int connections) {
    long first = scenario.firstAccount();
    long share = (count + connections - 1) / connections;
    Thread[] threads = new Thread[connections];
    IOException[] failures = new IOException[connections];
    RuntimeException[] refusals = new RuntimeException[connections];
    for (int i = 0; i < connections; i++) {
      int index = i;
      long from = Math.min(count, i * share);
      long rows = Math.min(count, from + share) - from;
      threads[i] =
          new Thread(
              () -> {
                try (JsonClient client = clients.get()) {
                  Setup setup = new Setup(client);
                  if (scenario.guarded()) {
                    setup.guardedAccounts(ledger, first + from, rows);
                  } else {
                    setup.accounts(ledger, first + from, rows);
                  }
                } catch (IOException e) {
                  failures[index] = e;
                } catch (RuntimeException e) {
                  refusals[index] = e;
                }
              },
              "setup-" + i);
      threads[i].start();
    }
    Threads.join(threads);
    for (int i = 0; i < connections; i++) {
      if (refusals[i] != null) {
        throw refusals[i];
      }
      if (failures[i] != null) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE, "setup_failed", "creating accounts failed", failures[i]);
      }
    }
  }
}
