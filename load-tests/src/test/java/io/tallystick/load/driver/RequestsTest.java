package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.load.http.ResponseParser;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RequestsTest {
  private static final URI SERVER = URI.create("http://127.0.0.1:8080");
  private static final long FIRST = DriverOptions.FIRST_ACCOUNT;
  private static final int LEDGER = 978;

  @Test
  void binaryRowsAreTransfersBetweenDifferentAccountsOfTheScenario() {
    BinaryRequests requests = binary(uniform(3, IdSource.random(1)), 1_000);
    Set<String> ids = new HashSet<>();
    Set<Long> accounts = new HashSet<>();
    for (int request = 0; request < 2; request++) {
      byte[] body = body(requests.next());
      assertThat(body).hasSize(1_000 * TransferRequest.BYTES);
      for (int at = 0; at < body.length; at += TransferRequest.BYTES) {
        ids.add(TransferRequest.idHigh(body, at) + ":" + TransferRequest.idLow(body, at));
        long debit = TransferRequest.debitAccountIdLow(body, at);
        long credit = TransferRequest.creditAccountIdLow(body, at);
        assertThat(debit).isNotEqualTo(credit).isBetween(FIRST, FIRST + 2);
        assertThat(credit).isBetween(FIRST, FIRST + 2);
        accounts.add(debit);
        accounts.add(credit);
        assertThat(TransferRequest.amount(body, at)).isBetween(1_000L, 9_999L);
        assertThat(TransferRequest.ledger(body, at)).isEqualTo(LEDGER);
        assertThat(TransferRequest.code(body, at)).isEqualTo(1);
        assertThat(TransferRequest.flags(body, at)).isZero();
        assertThat(TransferRequest.timestamp(body, at)).isZero();
      }
    }
    assertThat(ids).hasSize(2_000);
    assertThat(accounts).hasSize(3);
  }

  @Test
  void orderedIdsRiseOverAllConnectionsWithoutGaps() {
    AtomicLong shared = new AtomicLong(1);
    BinaryRequests one = binary(uniform(2, IdSource.ordered(7, shared)), 3);
    BinaryRequests other = binary(uniform(2, IdSource.ordered(7, shared)), 3);
    assertThat(lowIds(one.next())).containsExactly(1, 2, 3);
    assertThat(lowIds(other.next())).containsExactly(4, 5, 6);
    assertThat(lowIds(one.next())).containsExactly(7, 8, 9);
  }

  @Test
  void chainsOfThreeEndWithinTheirRequest() {
    BinaryRequests requests = binary(new LinkedRows(uniform(9, IdSource.random(5)), 3), 8);
    byte[] body = body(requests.next());
    int[] flags = new int[8];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = TransferRequest.flags(body, i * TransferRequest.BYTES);
    }
    assertThat(flags).containsExactly(1, 1, 0, 1, 1, 0, 1, 0);
  }

  @Test
  void everyPendingTransferIsResolvedOnceByTheNextRequest() {
    BinaryRequests requests = binary(new TwoPhaseRows(uniform(9, IdSource.random(5)), 16), 16);
    for (int pair = 0; pair < 2; pair++) {
      byte[] pending = body(requests.next()).clone();
      byte[] resolving = body(requests.next());
      int voids = 0;
      for (int at = 0; at < pending.length; at += TransferRequest.BYTES) {
        assertThat(TransferRequest.flags(pending, at)).isEqualTo(TransferFlags.PENDING);
        assertThat(TransferRequest.pendingIdLow(pending, at)).isZero();
        assertThat(TransferRequest.pendingIdLow(resolving, at))
            .isEqualTo(TransferRequest.idLow(pending, at));
        assertThat(TransferRequest.pendingIdHigh(resolving, at))
            .isEqualTo(TransferRequest.idHigh(pending, at));
        assertThat(TransferRequest.idLow(resolving, at))
            .isNotEqualTo(TransferRequest.idLow(pending, at));
        assertThat(TransferRequest.amount(resolving, at))
            .isEqualTo(TransferRequest.amount(pending, at));
        voids +=
            TransferRequest.flags(resolving, at) == TransferFlags.VOID_PENDING_TRANSFER ? 1 : 0;
      }
      assertThat(voids).isEqualTo(2);
    }
  }

  @Test
  void jsonRequestsAreWhatTheBinaryOnesWouldBe() throws Exception {
    JsonRequests json = new JsonRequests(SERVER, uniform(50, IdSource.random(3)), 20, "EUR", 1);
    BinaryRequests binary = binary(uniform(50, IdSource.random(3)), 20);
    for (int request = 0; request < 3; request++) {
      JsonNode rows = new ObjectMapper().readTree(body(json.next()));
      byte[] records = body(binary.next());
      assertThat(rows).hasSize(20);
      for (int i = 0; i < 20; i++) {
        int at = i * TransferRequest.BYTES;
        UUID id = UUID.fromString(rows.get(i).path("id").asText());
        assertThat(id.getMostSignificantBits()).isEqualTo(TransferRequest.idHigh(records, at));
        assertThat(id.getLeastSignificantBits()).isEqualTo(TransferRequest.idLow(records, at));
        assertThat(rows.get(i).path("debit_account_id").asLong())
            .isEqualTo(TransferRequest.debitAccountIdLow(records, at));
        assertThat(rows.get(i).path("credit_account_id").asLong())
            .isEqualTo(TransferRequest.creditAccountIdLow(records, at));
        assertThat(rows.get(i).path("amount").asLong())
            .isEqualTo(TransferRequest.amount(records, at));
        assertThat(rows.get(i).path("ledger").asText()).isEqualTo("EUR");
      }
    }
  }

  @Test
  void jsonAnswersAreCountedByResult() {
    ResultCounts counts = new ResultCounts();
    new JsonAnswers(3)
        .count(
            answer(
                "[{\"id\":\"a\",\"result\":\"created\",\"timestamp\":\"1\"},{\"id\":\"b\","
                    + "\"result\":\"exists\"},{\"result\":\"created\"}]"),
            3,
            counts);
    assertThat(counts.created()).isEqualTo(2);
    assertThat(counts.refused()).containsExactly(java.util.Map.entry("exists", 1L));
  }

  private static ResponseParser answer(String body) {
    ResponseParser parser = new ResponseParser();
    String text = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    parser.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    return parser;
  }

  private static UniformRows uniform(long accounts, IdSource ids) {
    return new UniformRows(ids, 11, FIRST, accounts);
  }

  private static BinaryRequests binary(RowSource rows, int count) {
    return new BinaryRequests(SERVER, rows, count, LEDGER, 1);
  }

  private static long[] lowIds(ByteBuffer request) {
    byte[] body = body(request);
    long[] ids = new long[body.length / TransferRequest.BYTES];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = TransferRequest.idLow(body, i * TransferRequest.BYTES);
    }
    return ids;
  }

  /** The bytes behind the empty line; their number must be what the head says. */
  private static byte[] body(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("\r\n\r\n") + 4;
    byte[] body = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
    assertThat(text).contains("Content-Length: " + body.length + "\r\n");
    return body;
  }
}
