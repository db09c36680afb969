package io.tallystick.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The demonstration's accounts and transfers. Everything follows from the plan: the same body is
 * the same bytes each time, so that it may be sent again. Pure.
 */
public final class DemoWorkload {
  /** The ledgers, by ISO 4217 code. */
  public static final List<String> LEDGERS = List.of("EUR", "USD");

  /** Code of the accounts and of the transfers. */
  public static final int CODE = 1;

  private static final int AMOUNT_MAX = 100_000;

  private final DemoPlan plan;
  private final int[] ledgerNumbers;
  private final long[] idHighs;
  private final long[] idLows;

  /**
   * @param ledgerNumbers numbers of {@link #LEDGERS}
   */
  public DemoWorkload(DemoPlan plan, int[] ledgerNumbers) {
    this.plan = plan;
    this.ledgerNumbers = ledgerNumbers.clone();
    this.idHighs = new long[plan.accounts()];
    this.idLows = new long[plan.accounts()];
    for (int i = 0; i < plan.accounts(); i++) {
      Id id = Id.ofName(Id.OPERATOR, accountName(i));
      idHighs[i] = id.high();
      idLows[i] = id.low();
    }
  }

  /** Name of an account, such as {@code demo:eur:17}; even ones are in the first ledger. */
  public static String accountName(int account) {
    String code = LEDGERS.get(account % LEDGERS.size()).toLowerCase(Locale.ROOT);
    return "demo:" + code + ":" + (account / LEDGERS.size() + 1);
  }

  /** Rows for the creation of accounts {@code from} (inclusive) to {@code to} (exclusive). */
  public ArrayNode accountRows(int from, int to) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode(to - from);
    for (int i = from; i < to; i++) {
      rows.addObject()
          .put("id", accountName(i))
          .put("ledger", LEDGERS.get(i % LEDGERS.size()))
          .put("code", CODE);
    }
    return rows;
  }

  /**
   * Writes a body's records.
   *
   * @param body from 0
   * @param records room for a body of the plan
   * @return rows written
   */
  public int write(long body, byte[] records) {
    int rows = plan.rows(body);
    int ledger = (int) (body % LEDGERS.size());
    int accountsOfLedger = (plan.accounts() - ledger + 1) / LEDGERS.size();
    SplittableRandom random = new SplittableRandom(plan.run() + body);
    Arrays.fill(records, 0, rows * Body.RECORD_BYTES, (byte) 0);
    for (int row = 0; row < rows; row++) {
      int at = row * Body.RECORD_BYTES;
      int debit = random.nextInt(accountsOfLedger);
      int credit = (debit + 1 + random.nextInt(accountsOfLedger - 1)) % accountsOfLedger;
      int debitAccount = debit * LEDGERS.size() + ledger;
      int creditAccount = credit * LEDGERS.size() + ledger;
      TransferRequest.id(records, at, plan.run(), body * plan.bodyRows() + row + 1);
      TransferRequest.debitAccountId(records, at, idHighs[debitAccount], idLows[debitAccount]);
      TransferRequest.creditAccountId(records, at, idHighs[creditAccount], idLows[creditAccount]);
      TransferRequest.amount(records, at, 1 + random.nextInt(AMOUNT_MAX));
      TransferRequest.ledger(records, at, ledgerNumbers[ledger]);
      TransferRequest.code(records, at, CODE);
    }
    return rows;
  }
}
