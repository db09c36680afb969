package io.tallystick.api.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request found again is answered as the ledger answers its retry. */
final class RetryResultsTest {
  private static byte[] request() {
    byte[] b = new byte[TransferRequest.BYTES];
    TransferRequest.id(b, 0, 1, 2);
    TransferRequest.debitAccountId(b, 0, 0, 10);
    TransferRequest.creditAccountId(b, 0, 0, 20);
    TransferRequest.amount(b, 0, 500);
    TransferRequest.ledger(b, 0, 978);
    TransferRequest.code(b, 0, 7);
    return b;
  }

  private static TransferRow stored(byte[] request, int type, int result, long actual) {
    byte[] record = new byte[StoredRecord.BYTES];
    System.arraycopy(request, 0, record, 0, request.length);
    TransferRequest.timestamp(record, 0, 99);
    StoredRecord.tail(record, 0, type, result, actual, -1, -1, 0, -1);
    return new TransferRow(record, 0, 1, null, null, 0, 0);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of((Consumer<byte[]>) b -> {}, TransferResult.EXISTS),
        change(b -> TransferRequest.flags(b, 0, 2), TransferResult.EXISTS_WITH_DIFFERENT_FLAGS),
        change(
            b -> TransferRequest.pendingId(b, 0, 0, 1),
            TransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID),
        change(b -> TransferRequest.timeout(b, 0, 1), TransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT),
        change(
            b -> TransferRequest.debitAccountId(b, 0, 0, 11),
            TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID),
        change(
            b -> TransferRequest.creditAccountId(b, 0, 1, 20),
            TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID),
        change(b -> TransferRequest.amount(b, 0, 501), TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT),
        change(
            b -> TransferRequest.userData128(b, 0, 1, 0),
            TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128),
        change(
            b -> TransferRequest.userData64(b, 0, 1),
            TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64),
        change(
            b -> TransferRequest.userData32(b, 0, 1),
            TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32),
        change(b -> TransferRequest.ledger(b, 0, 1), TransferResult.EXISTS_WITH_DIFFERENT_LEDGER),
        change(b -> TransferRequest.code(b, 0, 1), TransferResult.EXISTS_WITH_DIFFERENT_CODE));
  }

  private static Arguments change(Consumer<byte[]> change, TransferResult result) {
    return Arguments.of(change, result);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void the_first_field_that_differs_is_named(Consumer<byte[]> change, TransferResult expected) {
    byte[] again = request();
    change.accept(again);
    TransferRow row = stored(request(), RecordType.TRANSFER_CREATED, 0, 500);
    assertThat(RetryResults.transfer(again, 0, row)).isEqualTo(expected);
  }

  @Test
  void a_burnt_id_already_failed() {
    TransferRow row = stored(request(), RecordType.TRANSFER_REFUSED, 21, 0);
    assertThat(RetryResults.transfer(request(), 0, row))
        .isEqualTo(TransferResult.ID_ALREADY_FAILED);
  }

  @Test
  void a_balancing_amount_is_an_upper_bound() {
    byte[] balancing = request();
    TransferRequest.flags(balancing, 0, TransferFlags.BALANCING_DEBIT);
    TransferRow row = stored(balancing, RecordType.TRANSFER_CREATED, 0, 300);
    for (long amount : new long[] {300, 301, 500, Amounts.AMOUNT_MAX}) {
      TransferRequest.amount(balancing, 0, amount);
      assertThat(RetryResults.transfer(balancing, 0, row)).isEqualTo(TransferResult.EXISTS);
    }
    TransferRequest.amount(balancing, 0, 299);
    assertThat(RetryResults.transfer(balancing, 0, row))
        .isEqualTo(TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT);
  }

  @Test
  void a_post_that_inherits_matches_what_was_filled_in() {
    byte[] stored = request();
    TransferRequest.flags(stored, 0, TransferFlags.POST_PENDING_TRANSFER);
    TransferRequest.pendingId(stored, 0, 0, 5);
    TransferRequest.amount(stored, 0, Amounts.AMOUNT_MAX);
    TransferRow row = stored(stored, RecordType.TRANSFER_CREATED, 0, 450);
    byte[] again = new byte[TransferRequest.BYTES];
    TransferRequest.id(again, 0, 1, 2);
    TransferRequest.flags(again, 0, TransferFlags.POST_PENDING_TRANSFER);
    TransferRequest.pendingId(again, 0, 0, 5);
    TransferRequest.amount(again, 0, Amounts.AMOUNT_MAX);
    assertThat(RetryResults.transfer(again, 0, row)).isEqualTo(TransferResult.EXISTS);
    TransferRequest.creditAccountId(again, 0, 0, 21);
    assertThat(RetryResults.transfer(again, 0, row))
        .isEqualTo(TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID);
  }
}
