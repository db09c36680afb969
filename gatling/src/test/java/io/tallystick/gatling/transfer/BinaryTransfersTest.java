package io.tallystick.gatling.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Records lie as docs/api.md says: the layout is read out of that page. */
final class BinaryTransfersTest {
  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final Pattern FIELD = Pattern.compile("(\\d+)\\s+([a-z0-9_]+)\\s+u(16|32|64|128)");
  private static final TransferId ID = new TransferId(0x0102030405060708L, 0x1112131415161718L);
  private static final TransferId PENDING =
      new TransferId(0x2122232425262728L, 0x3132333435363738L);
  private static final Transfer EVERY_FIELD =
      new Transfer(ID, 0x41L, 0x42L, 0x43L, 0x44, 0x45, 0x03, PENDING, 0x46);

  /** Offsets by field, out of the block that follows "Bulk". */
  private static Map<String, Integer> documentedOffsets() throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    String bulk = page.substring(page.indexOf("### Bulk"));
    int block = bulk.indexOf("```");
    Matcher fields = FIELD.matcher(bulk.substring(block, bulk.indexOf("```", block + 3)));
    Map<String, Integer> offsets = new LinkedHashMap<>();
    while (fields.find()) {
      offsets.put(fields.group(2), Integer.parseInt(fields.group(1)));
    }
    return offsets;
  }

  @Test
  void everyFieldStandsWhereTheApiSays() throws IOException {
    Map<String, Integer> at = documentedOffsets();
    ByteBuffer record =
        ByteBuffer.wrap(BinaryTransfers.encode(List.of(EVERY_FIELD)))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(at).hasSize(14);
    assertThat(record.capacity()).isEqualTo(128);
    assertThat(record.getLong(at.get("id"))).isEqualTo(ID.low());
    assertThat(record.getLong(at.get("id") + 8)).isEqualTo(ID.high());
    assertThat(record.getLong(at.get("debit_account_id"))).isEqualTo(0x41);
    assertThat(record.getLong(at.get("credit_account_id"))).isEqualTo(0x42);
    assertThat(record.getLong(at.get("amount"))).isEqualTo(0x43);
    assertThat(record.getLong(at.get("pending_id"))).isEqualTo(PENDING.low());
    assertThat(record.getLong(at.get("pending_id") + 8)).isEqualTo(PENDING.high());
    assertThat(record.getInt(at.get("ledger"))).isEqualTo(0x44);
    assertThat(record.getShort(at.get("code"))).isEqualTo((short) 0x45);
    assertThat(record.getShort(at.get("flags"))).isEqualTo((short) 0x03);
    assertThat(record.getInt(at.get("timeout"))).isEqualTo(0x46);
    assertThat(record.getLong(at.get("zero"))).isZero();
    assertThat(record.getLong(at.get("user_data_128"))).isZero();
    assertThat(record.getLong(at.get("user_data_64"))).isZero();
    assertThat(record.getLong(at.get("timestamp"))).isZero();
  }

  @Test
  void theBytesAreLittleEndianAndNothingElseIsSet() {
    assertThat(HexFormat.of().formatHex(BinaryTransfers.encode(List.of(EVERY_FIELD))))
        .isEqualTo(
            "18171615141312110807060504030201"
                + "41000000000000000000000000000000"
                + "42000000000000000000000000000000"
                + "43000000000000000000000000000000"
                + "38373635343332312827262524232221"
                + "00000000000000000000000000000000"
                + "00000000000000000000000046000000"
                + "44000000450003000000000000000000");
  }

  @Test
  void rowsLieBehindEachOther() {
    Transfer second = Transfer.of(new TransferId(1, 2), 3, 4, 5, 978);
    byte[] both = BinaryTransfers.encode(List.of(EVERY_FIELD, second));
    assertThat(both).hasSize(256).endsWith(BinaryTransfers.encode(List.of(second)));
  }
}
