package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.InclusionProof;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.merkle.MerkleHasher;
import io.tallystick.batch.merkle.MerkleProver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads docs/batch-format.md and holds its worked example and limits against the code. */
class BatchFormatPageTest {
  private static final Path PAGE = Path.of("..", "docs", "batch-format.md");

  private final List<String> lines = read();

  private static List<String> read() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> block(String info) {
    int start = lines.indexOf("```" + info) + 1;
    assertThat(start).as("a block %s", info).isPositive();
    List<String> rest = lines.subList(start, lines.size());
    return rest.subList(0, rest.indexOf("```"));
  }

  /** Bytes of a block of lines "offset bytes ; comment". */
  private byte[] bytes(String info) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : block(info)) {
      String data = line.split(";", 2)[0].strip();
      assertThat(Integer.parseInt(data, 0, 4, 16)).as(line).isEqualTo(out.size());
      out.writeBytes(HexFormat.of().parseHex(data.substring(4).replace(" ", "")));
    }
    return out.toByteArray();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : block("values")) {
      String[] parts = line.split(" +", 2);
      values.put(parts[0], parts[1]);
    }
    return values;
  }

  @Test
  void the_example_is_height_1_of_the_golden_chain() {
    assertThat(bytes("hex entry")).isEqualTo(GoldenChainTest.golden("entry").get(0));
    assertThat(bytes("hex sealed")).isEqualTo(GoldenChainTest.golden("sealed").get(0));
  }

  @Test
  void the_example_can_be_read() {
    byte[] entry = bytes("hex entry");
    EntryReader reader = new EntryReader();
    reader.wrap(entry, 0, entry.length);
    assertThat(reader.bodyCount()).isEqualTo(3);
    assertThat(reader.eventCount()).isEqualTo(5);
    assertThat(reader.stampNs()).isEqualTo(GoldenChain.STAMP_NS);
    byte[] sealed = bytes("hex sealed");
    SealedBatch batch = SealedBatch.decode(sealed, 0, sealed.length);
    assertThat(batch.header().height()).isEqualTo(1);
    SideReader side = batch.side();
    assertThat(side.next()).isTrue();
    assertThat(side.text()).isEqualTo("customer:1");
  }

  @Test
  void its_values_are_what_its_bytes_give() {
    byte[] entry = bytes("hex entry");
    byte[] sealed = bytes("hex sealed");
    SealedBatch batch = SealedBatch.decode(sealed, 0, sealed.length);
    MerkleHasher hasher = new MerkleHasher();
    Hash[] leaves = new Hash[4];
    Map<String, String> computed = new LinkedHashMap<>();
    RefusalDigest refusals = new RefusalDigest();
    refusals.add(4, 1, 12, entry, 32 + 136 + 264 + 8 + 128);
    computed.put("refusal-digest", refusals.finish().toString());
    computed.put("side-digest", batch.header().sideDigest().toString());
    for (int i = 0; i < 4; i++) {
      leaves[i] = hasher.leaf(sealed, batch.recordOffset(i), BatchLimits.RECORD_BYTES);
      computed.put("leaf-" + i, leaves[i].toString());
    }
    computed.put("node-0-1", hasher.node(leaves[0], leaves[1]).toString());
    computed.put("node-2-3", hasher.node(leaves[2], leaves[3]).toString());
    computed.put("merkle-root", batch.header().merkleRoot().toString());
    computed.put("header-hash", batch.hash().toString());
    computed.put(
        "balance-check",
        "0x%016x%016x"
            .formatted(batch.header().balanceCheckHigh(), batch.header().balanceCheckLow()));
    assertThat(values()).isEqualTo(computed);
    assertThat(batch.header().refusalDigest()).hasToString(computed.get("refusal-digest"));
  }

  @Test
  void its_proof_is_the_one_that_it_names() {
    byte[] sealed = bytes("hex sealed");
    MerkleProver prover =
        new MerkleProver(
            new MemorySubtreeStore(),
            (first, count, into, offset) ->
                System.arraycopy(
                    sealed,
                    SealedBatch.PREAMBLE_BYTES + (int) first * BatchLimits.RECORD_BYTES,
                    into,
                    offset,
                    count * BatchLimits.RECORD_BYTES));
    InclusionProof proof = prover.inclusion(2, 4);
    assertThat(proof.path())
        .map(Hash::toString)
        .containsExactly(values().get("leaf-3"), values().get("node-0-1"));
    assertThat(
            proof.proves(
                Hash.parse(values().get("leaf-2")), Hash.parse(values().get("merkle-root"))))
        .isTrue();
  }

  @Test
  void its_limits_are_those_of_the_code() {
    Map<String, Integer> limits =
        Map.of(
            "EVENTS_MAX", BatchLimits.EVENTS_MAX,
            "EXPIRED_MAX", BatchLimits.EXPIRED_MAX,
            "RECORDS_MAX", BatchLimits.RECORDS_MAX,
            "REQUEST_BYTES", BatchLimits.REQUEST_BYTES,
            "RECORD_BYTES", BatchLimits.RECORD_BYTES,
            "NAME_BYTES_MAX", BatchLimits.NAME_BYTES_MAX,
            "SIDE_VALUE_BYTES_MAX", BatchLimits.SIDE_VALUE_BYTES_MAX,
            "SIDE_BYTES_MAX", BatchLimits.SIDE_BYTES_MAX,
            "ENTRY_BYTES_MAX", BatchLimits.ENTRY_BYTES_MAX,
            "SEALED_BYTES_MAX", BatchLimits.SEALED_BYTES_MAX);
    limits.forEach(
        (name, value) ->
            assertThat(lines)
                .as(name)
                .anyMatch(line -> line.startsWith("| `" + name + "` | " + value + " |")));
  }
}
