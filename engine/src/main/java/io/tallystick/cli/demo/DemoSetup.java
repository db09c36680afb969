package io.tallystick.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.format.Quantities;
import io.tallystick.ring.Body;

/** Declares a demonstration's ledgers and opens its accounts. */
public final class DemoSetup {
  private final ApiClient api;
  private final Retries retries;
  private final Console console;

  public DemoSetup(ApiClient api, Retries retries, Console console) {
    this.api = api;
    this.retries = retries;
    this.console = console;
  }

  /** Does it; what is there already is left as it is. */
  public DemoWorkload run(DemoPlan plan) {
    DemoWorkload workload = new DemoWorkload(plan, declareLedgers());
    createAccounts(workload, plan.accounts());
    return workload;
  }

  private int[] declareLedgers() {
    Ledgers known = Ledgers.read(api);
    int[] numbers = new int[DemoWorkload.LEDGERS.size()];
    for (int i = 0; i < numbers.length; i++) {
      String code = DemoWorkload.LEDGERS.get(i);
      numbers[i] = known.find(code).orElseGet(() -> known.declare(code)).number();
    }
    console.err().println("ledgers   " + String.join(", ", DemoWorkload.LEDGERS));
    return numbers;
  }

  private void createAccounts(DemoWorkload workload, int accounts) {
    for (int from = 0; from < accounts; from += Body.ROWS_MAX) {
      int first = from;
      int to = Math.min(accounts, from + Body.ROWS_MAX);
      JsonNode answer =
          retries.run(
              () -> api.post("/v1/accounts", workload.accountRows(first, to)),
              (failure, pauseMs) -> {});
      for (JsonNode row : answer) {
        String result = Json.text(row, "result");
        if (!result.equals("created") && !result.equals("exists")) {
          throw TallystickException.of(
              ErrorKind.UNPROCESSABLE,
              result,
              "Account " + Json.text(row, "id") + " was refused: " + result + ".");
        }
      }
    }
    console.err().println("accounts  " + Quantities.count(accounts));
  }
}
