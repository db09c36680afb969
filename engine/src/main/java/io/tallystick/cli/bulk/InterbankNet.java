package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.csv.CsvWriter;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was received net from each other bank, by month of the value date. A bank's nostro account
 * is debited with what comes in from it and credited with what goes out to it, so the net is debits
 * less credits. Only posted amounts count; a post without a value date has that of its pending
 * transfer.
 */
public final class InterbankNet {
  /** Stands for no choice of a month. */
  public static final int EVERY_MONTH = 0;

  private static final int DAYS_FACTOR = 100;

  private final Map<Key, BigInteger> nets = new TreeMap<>();
  private final Set<String> ledgers = new TreeSet<>();
  private LedgerInfo ledger = new LedgerInfo(0, "", 0);

  private InterbankNet() {}

  private record Key(int month, String bank) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byMonth = Integer.compare(month, other.month);
      return byMonth != 0 ? byMonth : bank.compareTo(other.bank);
    }
  }

  /**
   * Reads the transfers of all accounts of a code.
   *
   * @param wanted the one ledger to look at; empty for all
   * @param month such as 199301, or {@link #EVERY_MONTH}
   */
  public static InterbankNet read(
      ApiClient api, Ledgers ledgers, int code, Optional<LedgerInfo> wanted, int month) {
    InterbankNet net = new InterbankNet();
    List<JsonNode> accounts = new ArrayList<>();
    String byLedger = wanted.map(ledger -> "&ledger=" + ledger.number()).orElse("");
    Pages.forEach(api, "/v1/accounts?code=" + code + byLedger, "accounts", accounts::add);
    for (JsonNode account : accounts) {
      net.ledger = ledgers.ofAnswer(account);
      net.ledgers.add(net.ledger.code());
      net.addAccount(api, account, month);
    }
    return net;
  }

  /** Codes of the ledgers that the accounts are in. */
  public Set<String> ledgers() {
    return Set.copyOf(ledgers);
  }

  public boolean isEmpty() {
    return nets.isEmpty();
  }

  /** The form for people. */
  public Table toTable() {
    Table table = Table.titled("month", "bank", ">net received " + ledger.code());
    nets.forEach((key, net) -> table.row(Times.formatMonth(key.month), key.bank, amount(net)));
    return table;
  }

  /** The form for programs. */
  public ArrayNode toJson() {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    nets.forEach(
        (key, net) ->
            rows.addObject()
                .put("month", Times.formatMonth(key.month))
                .put("bank", key.bank)
                .put("ledger", ledger.code())
                .put("net_received", amount(net)));
    return rows;
  }

  /** CSV with the columns month, bank, net_received. */
  public void writeTo(CsvWriter writer) throws IOException {
    writer.row("month", "bank", "net_received");
    for (Map.Entry<Key, BigInteger> entry : nets.entrySet()) {
      Key key = entry.getKey();
      writer.row(Times.formatMonth(key.month), key.bank, amount(entry.getValue()));
    }
  }

  private void addAccount(ApiClient api, JsonNode account, int month) {
    String id = Json.text(account, "id");
    String bank = id.substring(id.lastIndexOf(':') + 1);
    Pages.forEach(
        api,
        "/v1/accounts/" + ApiClient.encode(id) + "/transfers",
        "transfers",
        transfer -> addTransfer(id, bank, transfer, month));
  }

  private void addTransfer(String id, String bank, JsonNode transfer, int month) {
    if (!movesPosted(transfer)) {
      return;
    }
    int valueDate = (int) Json.number(transfer, "user_data_32");
    int monthOfIt = valueDate / DAYS_FACTOR;
    if (!Times.isValueDate(valueDate) || (month != EVERY_MONTH && monthOfIt != month)) {
      return;
    }
    BigInteger amount = new BigInteger(Json.text(transfer, "amount"));
    boolean received = Json.text(transfer, "debit_account_id").equals(id);
    nets.merge(new Key(monthOfIt, bank), received ? amount : amount.negate(), BigInteger::add);
  }

  private static boolean movesPosted(JsonNode transfer) {
    List<String> flags = Json.texts(transfer, "flags");
    String type = Json.text(transfer, "type", "transfer_created");
    return type.equals("transfer_created")
        && !flags.contains("pending")
        && !flags.contains("void_pending_transfer");
  }

  private String amount(BigInteger minor) {
    return ledger.amount(minor.toString());
  }
}
