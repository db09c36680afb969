package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealed batches whose hashes are right and whose content is not, as a forger would leave them. */
class SealedBatchDamageTest {
  private static final long STAMP = 1_000_000;

  /** Releases at 256 and 432, records of two events at 608 and 784, the side section at 960. */
  private static byte[] sealed() {
    byte[] records = new byte[4 * StoredRecord.BYTES];
    long none = StoredRecord.NONE;
    for (int i = 0; i < 4; i++) {
      int at = i * StoredRecord.BYTES;
      int type = i < 2 ? RecordType.PENDING_EXPIRED : RecordType.ACCOUNT_CREATED;
      long timestamp =
          i < 2 ? BatchStamps.ofRelease(STAMP, 2, i) : BatchStamps.ofEvent(STAMP, 2, i - 2);
      StoredRecord.tail(records, at, type, 0, 0, none, none, 0, none);
      TransferRequest.timestamp(records, at, timestamp);
    }
    SideWriter side = new SideWriter();
    side.addName(2, "a:1");
    side.addName(3, "b:2");
    BatchDraft draft =
        new BatchDraft()
            .order(1, STAMP, 0, 2)
            .records(records, 0, 4)
            .side(side.bytes(), 0, side.length());
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    sealer.seal(draft);
    return SealedBatch.encode(sealer.preamble(), draft);
  }

  @ParameterizedTest(name = "{3} when {1} bytes at {0} are {2}")
  @CsvSource(
      textBlock =
          """
          0,   2, 2,       format_version
          2,   2, 0,       rules_version
          4,   4, 2,       flags
          24,  8, 0,       epoch
          24,  8, -1,      epoch
          32,  8, 0,       height
          40,  8, -1,      term
          48,  8, -1,      first_record
          56,  8, 8191,    stamp
          56,  8, 999999,  record_timestamp
          64,  4, 3,       sealed_batch_bytes
          64,  4, 5,       sealed_batch_bytes
          64,  4, 8193,    record_count
          64,  4, -1,      record_count
          68,  4, 1,       record_timestamp
          68,  4, 8191,    event_count
          72,  4, 19,      sealed_batch_bytes
          72,  4, -1,      side_bytes
          76,  4, 1,       reserved
          376, 8, 1,       record_timestamp
          904, 8, 999999,  record_timestamp
          904, 8, 1000001, record_timestamp
          428, 2, 0,       record_type
          428, 2, 10,      record_type
          428, 2, 9,       record_timestamp
          428, 2, 2,       record_timestamp
          780, 2, 5,       record_timestamp
          956, 2, 5,       record_order
          430, 2, 1,       submitter
          392, 8, 0,       record_reference
          400, 8, 1,       record_reference
          416, 8, -2,      record_reference
          960, 1, 0,       side_kind
          961, 4, 4,       side_index
          961, 4, 3,       side_order
          965, 2, 0,       side_value_bytes
          967, 1, 10,      side_name
          """)
  void a_wrong_field_is_named(int at, int bytes, long value, String what) {
    byte[] sealed = sealed();
    for (int i = 0; i < bytes; i++) {
      sealed[at + i] = (byte) (value >> (8 * i));
    }
    TestChain.rehash(sealed);
    Optional<BatchFault> fault = new SealedBatchChecker().check(sealed, 0, sealed.length);
    assertThat(fault).map(BatchFault::what).contains(what);
    // These three are found by comparing with another place, which may be the one that is named.
    if (!Set.of("sealed_batch_bytes", "record_timestamp", "side_order").contains(what)) {
      assertThat(fault.orElseThrow().fromByte()).isLessThanOrEqualTo(at);
      assertThat(fault.orElseThrow().toByte()).isGreaterThan(at);
    }
  }

  @Test
  void any_changed_byte_is_found_or_left_to_the_merkle_root() {
    byte[] sealed = sealed();
    assertThat(new SealedBatchChecker().check(sealed, 0, sealed.length)).isEmpty();
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      boolean inRecords = i >= SealedBatch.PREAMBLE_BYTES && i < 960;
      Optional<BatchFault> fault = new SealedBatchChecker().check(changed, 0, changed.length);
      assertThat(fault.isPresent() || inRecords).as("byte %d", i).isTrue();
    }
  }

  @Test
  void bytes_that_are_no_sealed_batch_are_damage() {
    byte[] sealed = sealed();
    for (int length : new int[] {0, 100, 256, sealed.length - 1}) {
      assertThatThrownBy(() -> SealedBatch.decode(sealed, 0, length))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
                assertThat(e.code()).isEqualTo(SealedBatch.DAMAGED_CODE);
              });
    }
  }
}
