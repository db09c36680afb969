package io.tallystick.gatling.ledger;

import io.tallystick.gatling.signing.RequestSigner;
import io.tallystick.gatling.transfer.BodyFormat;
import io.tallystick.gatling.transfer.Transfer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Declares ledgers, opens accounts and settles transfers before a run. What is there already is
 * fine, so every simulation may run against the same node again and again.
 */
public final class LedgerSetup {
  private static final int ROWS_MAX = 8_190;
  private static final int SCALE = 2;
  private static final String JSON = "application/json";
  private static final Pattern RESULT = Pattern.compile("\"result\"\\s*:\\s*\"([a-z0-9_]+)\"");
  private static final Set<String> DONE = Set.of("created", "exists");

  private final LedgerClient client;

  /**
   * @param url where the node or gateway listens
   * @param signer signs the requests; empty where the node asks for no signatures
   */
  public LedgerSetup(URI url, Optional<RequestSigner> signer) {
    client = new LedgerClient(url, signer.orElse(null));
  }

  /** Opens accounts, and their ledgers before. */
  public void open(List<Accounts> accounts) {
    for (Accounts some : accounts) {
      declare(some.currency());
      for (int from = 0; from < some.count(); from += ROWS_MAX) {
        send("/v1/accounts", accountsBody(some, from, Math.min(some.count(), from + ROWS_MAX)));
      }
    }
  }

  /** Settles transfers that a run will read. */
  public void settle(List<Transfer> transfers) {
    for (int from = 0; from < transfers.size(); from += ROWS_MAX) {
      List<Transfer> some = transfers.subList(from, Math.min(transfers.size(), from + ROWS_MAX));
      send("/v1/transfers", BodyFormat.JSON.encode(some));
    }
  }

  private void declare(Currency currency) {
    String body = "{\"code\":\"" + currency.name() + "\",\"scale\":" + SCALE + "}";
    send("/v1/ledgers", body.getBytes(StandardCharsets.US_ASCII));
  }

  private void send(String path, byte[] body) {
    Matcher results = RESULT.matcher(client.post(path, JSON, body));
    while (results.find()) {
      if (!DONE.contains(results.group(1))) {
        throw new IllegalStateException("POST " + path + ": a row answered " + results.group(1));
      }
    }
  }

  private static byte[] accountsBody(Accounts accounts, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int place = from; place < to; place++) {
      text.append(place == from ? '[' : ',').append("{\"id\":\"").append(accounts.number(place));
      text.append("\",\"ledger\":").append(accounts.currency().number());
      text.append(",\"code\":").append(accounts.code()).append('}');
    }
    return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
