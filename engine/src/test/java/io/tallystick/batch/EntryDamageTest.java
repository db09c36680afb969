package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.LittleEndian;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries whose checksum is right and whose content is not: each field has its own refusal. */
class EntryDamageTest {
  /** Two bodies of one row each at 32 and 168, the side section at 304 (two names), checksum. */
  private static byte[] entry() {
    EntryWriter writer = new EntryWriter(0);
    byte[] record = new byte[BatchLimits.REQUEST_BYTES];
    writer.addBody(2, 1, record, 0);
    writer.addName(0, "a:1");
    writer.addBody(2, 1, record, 0);
    writer.addName(0, "b:2");
    writer.finish(1L << 60, 0);
    return writer.copy();
  }

  @ParameterizedTest(name = "{3} when {1} bytes at {0} are {2}")
  @CsvSource(
      textBlock =
          """
          0,   2, 2,          format_version
          0,   2, 0,          format_version
          2,   2, 2,          flags
          4,   4, 327,        entry_bytes
          8,   8, 8191,       stamp
          8,   8, -1,         stamp
          16,  4, 1,          event_count
          16,  4, 8191,       event_count
          16,  4, -1,         event_count
          20,  4, 1,          body_count
          20,  4, 3,          body_count
          20,  4, -1,         body_count
          24,  4, 400,        side_bytes
          24,  4, -1,         side_bytes
          24,  4, 19,         body_count
          28,  4, 1,          reserved
          32,  2, 0,          body_kind
          34,  2, 1,          reserved
          36,  4, 0,          body_rows
          36,  4, 3,          body_rows
          36,  4, -1,         body_rows
          172, 4, 2,          body_rows
          304, 1, 0,          side_kind
          305, 4, 1,          side_order
          305, 4, 2,          side_index
          305, 4, -1,         side_index
          315, 4, 0,          side_order
          309, 2, 0,          side_value_bytes
          309, 2, 65,         side_value_bytes
          309, 2, 14,         side_value_bytes
          311, 1, 32,         side_name
          311, 1, 127,        side_name
          311, 1, 200,        side_name
          """)
  void a_wrong_field_is_named(int at, int bytes, long value, String what) {
    byte[] entry = entry();
    for (int i = 0; i < bytes; i++) {
      entry[at + i] = (byte) (value >> (8 * i));
    }
    CRC32C checksum = new CRC32C();
    checksum.update(entry, 0, entry.length - 4);
    LittleEndian.putInt(entry, entry.length - 4, (int) checksum.getValue());
    assertThatThrownBy(() -> new EntryReader().wrap(entry, 0, entry.length))
        .hasMessageStartingWith(what + " at bytes");
  }
}
