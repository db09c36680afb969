package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.InclusionProof;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.merkle.MerkleProver;
import io.tallystick.ledger.StoredRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** A server's true answer to the question for a proof. */
public final class SampleProof {
  private SampleProof() {}

  /** The proof of one of so many records, each filled with its number. */
  public static ObjectNode of(int number, int size) {
    byte[] records = new byte[size * StoredRecord.BYTES];
    for (int i = 0; i < size; i++) {
      Arrays.fill(records, i * StoredRecord.BYTES, (i + 1) * StoredRecord.BYTES, (byte) i);
    }
    MemorySubtreeStore store = new MemorySubtreeStore();
    MerkleLog log = new MerkleLog(store);
    log.append(records, 0, size);
    InclusionProof proof =
        new MerkleProver(
                store,
                (first, count, into, offset) ->
                    System.arraycopy(
                        records,
                        (int) first * StoredRecord.BYTES,
                        into,
                        offset,
                        count * StoredRecord.BYTES))
            .inclusion(number, size);
    BatchHeader header =
        new BatchHeader(
            1,
            0,
            new UUID(1, 2),
            1,
            5,
            1,
            0,
            1,
            size,
            size,
            0,
            Hash.OF_NOTHING,
            Hash.OF_NOTHING,
            Hash.ZERO,
            log.root(),
            0,
            0);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", number).put("tree_size", size);
    byte[] record =
        Arrays.copyOfRange(records, number * StoredRecord.BYTES, (number + 1) * StoredRecord.BYTES);
    json.put("record", HexFormat.of().formatHex(record));
    ArrayNode path = json.putArray("path");
    proof.path().forEach(hash -> path.add(hash.toString()));
    json.putObject("batch")
        .put("height", 5)
        .put("header", HexFormat.of().formatHex(header.toBytes()))
        .put("hash", header.hash().toString());
    return json;
  }
}
