package io.tallystick.api.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.api.encode.BinaryResults;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Outcome;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary bodies are refused only for what no record can hold. */
final class BinaryTransfersTest {
  @Property(tries = 300)
  void the_first_amount_that_does_not_fit_is_named(
      @ForAll @Size(min = 1, max = 9) List<Long> lows, @ForAll long upper, @ForAll int where) {
    byte[] records = new byte[lows.size() * 128];
    int upperRow = Math.floorMod(where, lows.size() * 2);
    int expected = -1;
    for (int row = 0; row < lows.size(); row++) {
      long low = lows.get(row);
      TransferRequest.amount(records, row * 128, low);
      long high = row == upperRow ? upper : 0;
      LittleEndian.putLong(records, row * 128 + TransferRequest.AMOUNT_UPPER, high);
      if (expected < 0 && (low < 0 || high != 0)) {
        expected = row;
      }
    }
    if (expected < 0) {
      assertThat(BinaryTransfers.check(records)).isEqualTo(lows.size());
    } else {
      TallystickException e =
          catchThrowableOfType(TallystickException.class, () -> BinaryTransfers.check(records));
      assertThat(e.code()).isEqualTo("amount_too_large");
      assertThat(e.field()).isEqualTo("amount");
      assertThat(e.row()).isEqualTo(expected);
    }
  }

  @Test
  void everything_else_is_left_to_the_ledger() {
    byte[] records = new byte[256];
    java.util.Arrays.fill(records, (byte) 0xFF);
    for (int at = 0; at < 256; at += 128) {
      TransferRequest.amount(records, at, Long.MAX_VALUE);
      LittleEndian.putLong(records, at + TransferRequest.AMOUNT_UPPER, 0);
    }
    assertThat(BinaryTransfers.check(records)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 129, 1_000})
  void a_body_is_a_whole_number_of_records(int bytes) {
    TallystickException e =
        catchThrowableOfType(
            TallystickException.class, () -> BinaryTransfers.check(new byte[bytes]));
    assertThat(e.code()).isEqualTo("body_not_whole_records");
  }

  @Test
  void an_empty_body_is_refused() {
    TallystickException e =
        catchThrowableOfType(TallystickException.class, () -> BinaryTransfers.check(new byte[0]));
    assertThat(e.code()).isEqualTo("body_empty");
  }

  @Property(tries = 100)
  void results_list_exactly_the_rows_that_were_not_created(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 3) Integer> results) {
    int n = results.size();
    int[] numbers = results.stream().mapToInt(Integer::intValue).toArray();
    long[] timestamps = new long[n];
    List<String> expected = new ArrayList<>();
    for (int row = 0; row < n; row++) {
      timestamps[row] = 1_000L + row;
      if (numbers[row] != 0) {
        expected.add(row + ":" + numbers[row] + ":" + timestamps[row]);
      }
    }
    byte[] bytes = BinaryResults.write(new Outcome(1, numbers, timestamps, null, null, null));
    List<String> found = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += BinaryResults.BYTES) {
      found.add(
          LittleEndian.getInt(bytes, at)
              + ":"
              + LittleEndian.getInt(bytes, at + 4)
              + ":"
              + LittleEndian.getLong(bytes, at + 8));
    }
    assertThat(found).isEqualTo(expected);
  }
}
