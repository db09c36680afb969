package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.InclusionProof;
import io.tallystick.batch.merkle.MerkleHasher;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Table;
import io.tallystick.ledger.StoredRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A transfer's receipt: the record, the header of a batch whose Merkle root covers it, and the path
 * between them (RFC 6962). Checked here, from the bytes; nothing that the server says about it is
 * taken on trust but the header's hash, which is to be compared with a head that the reader holds.
 */
public final class Receipt {
  private final byte[] record;
  private final InclusionProof proof;
  private final BatchHeader header;
  private final Hash statedHash;

  private Receipt(byte[] record, InclusionProof proof, BatchHeader header, Hash statedHash) {
    this.record = record;
    this.proof = proof;
    this.header = header;
    this.statedHash = statedHash;
  }

  /**
   * Reads a server's proof.
   *
   * @throws TallystickException code {@code answer_not_understood}
   */
  public static Receipt of(JsonNode json) {
    try {
      List<Hash> path = new ArrayList<>();
      Json.texts(json, "path").forEach(hex -> path.add(Hash.parse(hex)));
      JsonNode batch = json.path("batch");
      byte[] headerBytes = HexFormat.of().parseHex(Json.text(batch, "header"));
      if (headerBytes.length != BatchHeader.BYTES) {
        throw notUnderstood(null);
      }
      return new Receipt(
          HexFormat.of().parseHex(Json.text(json, "record")),
          new InclusionProof(Json.number(json, "number"), Json.number(json, "tree_size"), path),
          BatchHeader.decode(headerBytes, 0),
          Hash.parse(Json.text(batch, "hash")));
    } catch (IllegalArgumentException e) {
      throw notUnderstood(e);
    }
  }

  /** Whether the record leads to the header's Merkle root, and the header to the stated hash. */
  public boolean holds() {
    return record.length == StoredRecord.BYTES
        && header.hash().equals(statedHash)
        && header.recordsThrough() == proof.size()
        && proof.proves(new MerkleHasher().leaf(record, 0, record.length), header.merkleRoot());
  }

  /** The form for people. */
  public Table facts() {
    Table table = Table.facts();
    table.fact("receipt", holds() ? "holds: checked here, from the bytes" : "DOES NOT HOLD");
    table.fact("record", proof.index() + " of " + proof.size());
    table.fact("leaf hash", new MerkleHasher().leaf(record, 0, record.length));
    table.fact("path", proof.path().size() + " hashes");
    table.fact("Merkle root", header.merkleRoot());
    table.fact("batch", header.height());
    table.fact("batch hash", header.hash());
    return table;
  }

  /** The form for programs. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("holds", holds());
    json.put("record", HexFormat.of().formatHex(record));
    json.put("number", proof.index());
    json.put("tree_size", proof.size());
    ArrayNode path = json.putArray("path");
    proof.path().forEach(hash -> path.add(hash.toString()));
    json.put("merkle_root", header.merkleRoot().toString());
    json.put("height", header.height());
    json.put("batch_hash", header.hash().toString());
    return json;
  }

  private static TallystickException notUnderstood(Throwable cause) {
    return TallystickException.of(
        ErrorKind.INTERNAL,
        "answer_not_understood",
        "The server's proof is not of the form that this client knows.",
        cause);
  }
}
