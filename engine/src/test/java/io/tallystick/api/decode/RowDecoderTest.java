package io.tallystick.api.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.query.Views.LedgerRow;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON bodies become exactly the records they say, or are refused with field, row and value. */
final class RowDecoderTest {
  private static final String ROW =
      "{\"id\":\"t-1\",\"debit_account_id\":\"a\",\"credit_account_id\":\"b\",\"amount\":\"5\","
          + "\"ledger\":\"EUR\",\"code\":1}";

  private static Optional<LedgerRow> ledger(String code) {
    return code.equals("EUR")
        ? Optional.of(new LedgerRow(978, "EUR", 2, 1, 0, "0", "0", "0", "0"))
        : Optional.empty();
  }

  private static DecodedRows transfers(String json) {
    return RowDecoder.transfers(json.getBytes(StandardCharsets.UTF_8), "", RowDecoderTest::ledger);
  }

  private static TallystickException refused(String json) {
    return catchThrowableOfType(TallystickException.class, () -> transfers(json));
  }

  /** A good row with one field's value replaced, as the second of two rows. */
  private static String with(String field, String value) {
    return "["
        + ROW
        + ","
        + ROW.replace("t-1", "t-2")
            .replaceAll("\"" + field + "\":(\"[^\"]*\"|\\d+)", "\"" + field + "\":" + value)
        + "]";
  }

  private static String adding(String field, String value) {
    return "["
        + ROW
        + ","
        + ROW.substring(0, ROW.length() - 1)
        + ",\""
        + field
        + "\":"
        + value
        + "}]";
  }

  // One line is one wrong value of one field of the second row.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount           | -5                        | amount_malformed      | -5
          amount           | 12.5                      | amount_malformed      | 12.5
          amount           | 1e3                       | amount_malformed      | 1e3
          amount           | "12.50"                   | amount_malformed      | 12.50
          amount           | ""                        | amount_malformed      | ''
          amount           | " 1"                      | amount_malformed      | ' 1'
          amount           | 9223372036854775808       | amount_too_large      | 9223372036854775808
          amount           | "9223372036854775808"     | amount_too_large      | 9223372036854775808
          amount           | true                      | field_type            | true
          amount           | {}                        | field_type            | {
          amount           | []                        | field_type            | [
          amount           | null                      | field_missing         | NULL
          id               | 1.5                       | field_type            | 1.5
          id               | ""                        | id_malformed          | ''
          id               | "a b"                     | id_malformed          | a b
          id               | "1x"                      | id_malformed          | 1x
          id               | "@x/a"                    | id_reference          | @x/a
          id               | "@/a"                     | id_reference          | @/a
          id               | "0x12"                    | id_malformed          | 0x12
          id               | -7                        | id_malformed          | -7
          id               | null                      | field_missing         | NULL
          debit_account_id | "ä"                       | id_malformed          | ä
          debit_account_id | "@/0x00000000000000000000000000000001" | id_malformed | @/0x00000000000000000000000000000001
          debit_account_id | false                     | field_type            | false
          credit_account_id| "340282366920938463463374607431768211456" | id_malformed | 340282366920938463463374607431768211456
          ledger           | "eur"                     | ledger_code_malformed | eur
          ledger           | -1                        | number_malformed      | -1
          ledger           | 4294967296                | number_out_of_range   | 4294967296
          ledger           | "4294967296"              | number_out_of_range   | 4294967296
          ledger           | 9.78                      | field_type            | 9.78
          ledger           | []                        | field_type            | [
          code             | 65536                     | number_out_of_range   | 65536
          code             | -1                        | number_malformed      | -1
          code             | "x"                       | number_malformed      | x
          code             | 1.0                       | number_malformed      | 1.0
          code             | ""                        | number_malformed      | ''
          """,
      nullValues = "NULL")
  void a_wrong_value_is_refused_with_field_row_and_value(
      String field, String value, String code, String refusedValue) {
    TallystickException e = refused(with(field, value));
    assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.field()).isEqualTo(field);
    assertThat(e.row()).isEqualTo(1);
    assertThat(e.value()).isEqualTo(refusedValue);
    assertThat(e.getMessage()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flags         | "linked"               | field_type
          flags         | ["linked",1]           | field_type
          flags         | ["imported"]           | flag_unknown
          flags         | [["linked"]]           | field_type
          flags         | [null]                 | field_type
          flags         | 65536                  | number_out_of_range
          pending_id    | {}                     | field_type
          timeout       | 4294967296             | number_out_of_range
          user_data_64  | 18446744073709551616   | number_out_of_range
          user_data_64  | "99999999999999999999" | number_out_of_range
          user_data_32  | 4294967296             | number_out_of_range
          user_data_128 | "name"                 | number_malformed
          user_data_128 | "-1"                   | number_malformed
          nonsense      | 1                      | field_unknown
          amount_upper  | 0                      | field_unknown
          amount        | 1                      | field_repeated
          id            | null                   | field_repeated
          """)
  void a_wrong_further_field_is_refused(String field, String value, String code) {
    TallystickException e = refused(adding(field, value));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.field()).isEqualTo(field);
    assertThat(e.row()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{",
        "{",
        "[",
        "nul",
        "[{\"id\":}]",
        "[{\"id\" 1}]",
        "[{}],",
        "[] []",
        "{'id':1}",
        "[{\"id\":\"\u0001\"}]",
        "[{\"id\":01}]",
        "[{\"id\":NaN}]",
        "[1,]"
      })
  void what_is_not_json_is_refused(String json) {
    TallystickException e = refused(json.equals("[{}],") ? "[" + ROW + "]," : json);
    assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(e.code()).isIn("json_malformed", "row_type", "body_empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''      | body_empty
          ' '     | body_empty
          []      | body_empty
          1       | row_type
          "x"     | row_type
          null    | row_type
          [1]     | row_type
          [[]]    | row_type
          [null]  | row_type
          """)
  void a_body_without_rows_is_refused(String json, String code) {
    assertThat(refused(json).code()).isEqualTo(code);
  }

  @Test
  void deep_nesting_and_endless_numbers_end_early() {
    assertThat(refused("[".repeat(100_000)).code()).isEqualTo("row_type");
    assertThat(refused("[{\"x\":" + "[".repeat(100_000)).code()).isEqualTo("field_unknown");
    assertThat(refused("[{\"code\":" + "9".repeat(100_000) + "}]").code())
        .isEqualTo("json_malformed");
    assertThat(refused("[{\"" + "n".repeat(100_000) + "\":1}]").code()).isEqualTo("json_malformed");
  }

  @Test
  void text_that_is_not_utf8_is_refused() {
    byte[] body = ROW.getBytes(StandardCharsets.UTF_8);
    body[8] = (byte) 0xFF;
    TallystickException e =
        catchThrowableOfType(
            TallystickException.class,
            () -> RowDecoder.transfers(body, "", RowDecoderTest::ledger));
    assertThat(e.code()).isEqualTo("json_malformed");
  }

  @Test
  void at_most_8190_rows_are_taken() {
    String rows = (ROW + ",").repeat(8_189) + ROW;
    assertThat(transfers("[" + rows + "]").rows()).isEqualTo(8_190);
    TallystickException e = refused("[" + rows + "," + ROW + "]");
    assertThat(e.kind()).isEqualTo(ErrorKind.TOO_LARGE);
    assertThat(e.code()).isEqualTo("rows_too_many");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debit_account_id", "credit_account_id", "ledger", "code", "amount"})
  void only_a_post_or_void_may_leave_fields_out(String field) {
    String without = ROW.replaceAll(",\"" + field + "\":(\"[^\"]*\"|\\d+)", "");
    TallystickException e = refused(without);
    assertThat(e.code()).isEqualTo("field_missing");
    assertThat(e.field()).isEqualTo(field);
    for (String flag : new String[] {"post_pending_transfer", "void_pending_transfer"}) {
      String row = without.replace("{", "{\"flags\":[\"" + flag + "\"],\"pending_id\":\"p\",");
      assertThat(transfers(row).rows()).isEqualTo(1);
    }
  }

  @Test
  void what_a_record_can_hold_is_left_to_the_ledger() {
    DecodedRows rows =
        transfers(
            "{\"id\":\"0\",\"debit_account_id\":0,\"credit_account_id\":\"0\",\"amount\":0,"
                + "\"ledger\":0,\"code\":0,\"flags\":65535,\"timestamp\":\"7\"}");
    assertThat(TransferRequest.flags(rows.records(), 0)).isEqualTo(0xFFFF);
    assertThat(TransferRequest.timestamp(rows.records(), 0)).isEqualTo(7);
  }

  @Test
  void an_unknown_code_and_an_internal_id_are_noted_for_a_look_up() {
    DecodedRows rows =
        transfers(
            "["
                + ROW
                + ","
                + ROW.replace("EUR", "CZK").replace("t-1", "0x" + "0".repeat(31) + "9")
                + "]");
    assertThat(rows.unknownLedgers()).containsExactly(new DecodedRows.UnknownLedger(1, "CZK"));
    assertThat(rows.internalIdRows()).containsExactly(1);
    assertThat(TransferRequest.idLow(rows.records(), 128)).isEqualTo(9);
  }

  @Property(tries = 200)
  void every_transfer_becomes_its_record(
      @ForAll long idHigh,
      @ForAll long idLow,
      @ForAll @LongRange(min = 0) long amount,
      @ForAll @IntRange(min = 0, max = 65_535) int code,
      @ForAll @IntRange(min = 0, max = 255) int flags,
      @ForAll int timeout,
      @ForAll long data64,
      @ForAll int data32) {
    Id id = new Id(idHigh, idLow);
    String json =
        "{\"user_data_64\":\""
            + Long.toUnsignedString(data64)
            + "\",\"user_data_32\":"
            + Integer.toUnsignedString(data32)
            + ",\"user_data_128\":\""
            + id.toUuid()
            + "\",\"timeout\":"
            + Integer.toUnsignedString(timeout)
            + ",\"flags\":[\""
            + String.join("\",\"", TransferFlags.names(flags | 1))
            + "\"],\"code\":"
            + code
            + ",\"ledger\":\"EUR\",\"amount\":\""
            + amount
            + "\",\"debit_account_id\":"
            + new BigInteger(id.toDecimal())
            + ",\"credit_account_id\":\"nostro:YZ\",\"id\":\""
            + id.toUuid()
            + "\",\"pending_id\":\""
            + id.toHex()
            + "\"}";
    byte[] expected = new byte[128];
    TransferRequest.id(expected, 0, idHigh, idLow);
    TransferRequest.debitAccountId(expected, 0, idHigh, idLow);
    Id credit = Id.ofName("", "nostro:YZ");
    TransferRequest.creditAccountId(expected, 0, credit.high(), credit.low());
    TransferRequest.amount(expected, 0, amount);
    TransferRequest.pendingId(expected, 0, idHigh, idLow);
    TransferRequest.userData128(expected, 0, idHigh, idLow);
    TransferRequest.userData64(expected, 0, data64);
    TransferRequest.userData32(expected, 0, data32);
    TransferRequest.timeout(expected, 0, timeout);
    TransferRequest.ledger(expected, 0, 978);
    TransferRequest.code(expected, 0, code);
    TransferRequest.flags(expected, 0, flags | 1);
    assertThat(transfers(json).records()).isEqualTo(expected);
  }

  @Test
  void accounts_keep_the_names_they_were_given() {
    DecodedRows rows =
        RowDecoder.accounts(
            "[{\"id\":7,\"ledger\":978,\"code\":1},{\"id\":\"n:1\",\"ledger\":\"978\",\"code\":2,\"flags\":[\"history\",\"guarded\"]}]"
                .getBytes(StandardCharsets.UTF_8),
            "",
            RowDecoderTest::ledger);
    assertThat(rows.names()).containsExactly(null, "n:1");
    assertThat(rows.single()).isFalse();
    assertThat(AccountRequest.idLow(rows.records(), 0)).isEqualTo(7);
    assertThat(AccountRequest.flags(rows.records(), 128))
        .isEqualTo(AccountFlags.HISTORY | AccountFlags.GUARDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"code":"EUR"}                          | 978   | 2
          {"code":"EUR","scale":4}                | 978   | 4
          {"code":"EUR","id":"978"}               | 978   | 2
          {"code":"BHD"}                          | 48    | 3
          {"code":"XAU","scale":6}                | 959   | 6
          {"code":"POINTS","id":1000,"scale":0}   | 1000  | 0
          {"code":"BGN","id":975,"scale":2}       | 975   | 2
          """)
  void a_ledger_knows_what_iso_4217_says(String json, int number, int scale) {
    DecodedRows rows = RowDecoder.ledgers(json.getBytes(StandardCharsets.UTF_8));
    assertThat(LedgerRequest.ledger(rows.records(), 0)).isEqualTo(number);
    assertThat(LedgerRequest.scale(rows.records(), 0)).isEqualTo(scale);
    assertThat(rows.single()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":5}                                | field_missing          | code
          {"code":"POINTS"}                       | field_missing          | id
          {"code":"POINTS","id":1000}             | field_missing          | scale
          {"code":"XAU"}                          | field_missing          | scale
          {"code":"points","id":1000,"scale":0}   | ledger_code_malformed  | code
          {"code":"EUR","id":979}                 | ledger_number_differs  | id
          {"code":"POINTS","id":978,"scale":0}    | ledger_number_reserved | id
          {"code":"EUR","scale":-1}               | number_malformed       | scale
          {"code":"EUR","name":"Euro"}            | field_unknown          | name
          """)
  void a_ledger_that_cannot_be_is_refused(String json, String code, String field) {
    TallystickException e =
        catchThrowableOfType(
            TallystickException.class,
            () -> RowDecoder.ledgers(json.getBytes(StandardCharsets.UTF_8)));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.field()).isEqualTo(field);
    assertThat(e.row()).isZero();
  }
}
