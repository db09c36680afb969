package io.tallystick.gatling.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows say what the API asks for and leave out what they inherit. */
final class JsonTransfersTest {
  private static final TransferId ID = new TransferId(0x6ba7b8109dad11d1L, 0x80b400c04fd430c8L);

  private static String json(Transfer transfer) {
    return new String(JsonTransfers.encode(List.of(transfer)), StandardCharsets.US_ASCII);
  }

  @Test
  void aTransferNamesItsAccounts() {
    assertThat(json(Transfer.of(ID, 17, 18, 1250, 978)))
        .isEqualTo(
            "[{\"id\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"debit_account_id\":\"17\","
                + "\"credit_account_id\":\"18\",\"ledger\":978,\"code\":1,\"amount\":\"1250\"}]");
  }

  @Test
  void aHoldHasATimeoutAndItsFlag() {
    assertThat(json(Transfer.of(ID, 17, 18, 1250, 978).pending(60)))
        .contains("\"timeout\":60", "\"flags\":[\"pending\"]");
  }

  @Test
  void aPostInheritsAccountsLedgerAndCode() {
    assertThat(json(Transfer.post(new TransferId(0, 1), ID, 1000)))
        .isEqualTo(
            "[{\"id\":\"00000000-0000-0000-0000-000000000001\","
                + "\"pending_id\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\","
                + "\"amount\":\"1000\",\"flags\":[\"post_pending_transfer\"]}]");
  }

  @Test
  void aVoidLeavesOutTheAmount() {
    assertThat(json(Transfer.voided(new TransferId(0, 1), ID)))
        .doesNotContain("amount")
        .contains("\"flags\":[\"void_pending_transfer\"]");
  }
}
