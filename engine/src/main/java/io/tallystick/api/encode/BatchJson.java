package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.ring.query.Views.BatchRow;
import io.tallystick.ring.query.Views.ProofRow;
import java.io.IOException;
import java.util.List;

/** Batches and proofs; hashes as lower-case hex. */
public final class BatchJson {
  private BatchJson() {}

  /** One batch's header with a link to its records. */
  public static void write(JsonGenerator json, BatchRow row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("height", row.height());
    json.writeNumberField("term", row.term());
    json.writeNumberField("epoch", row.epoch());
    json.writeNumberField("rules_version", row.rulesVersion());
    json.writeNumberField("first_number", row.firstNumber());
    json.writeNumberField("count", row.count());
    Fields.time(json, row.timestamp());
    json.writeBooleanField("closes_unit", row.closesUnit());
    Fields.hex(json, "hash", row.hash());
    Fields.hex(json, "previous_hash", row.previousHash());
    Fields.hex(json, "merkle_root", row.merkleRoot());
    Fields.hex(json, "refused_digest", row.refusedDigest());
    Fields.hex(json, "side_digest", row.sideDigest());
    Fields.hex(json, "header", row.headerBytes());
    json.writeStringField("records", "/v1/batches/" + row.height() + "/records");
    json.writeEndObject();
  }

  /** Batches, oldest first, and the height to ask on from. */
  public static void writeAll(JsonGenerator json, List<BatchRow> rows, long after)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("batches");
    for (BatchRow row : rows) {
      write(json, row);
    }
    json.writeEndArray();
    json.writeNumberField("after", rows.isEmpty() ? after : rows.get(rows.size() - 1).height());
    json.writeEndObject();
  }

  /** An RFC 6962 inclusion proof with the header whose root it leads to. */
  public static void writeProof(JsonGenerator json, ProofRow row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", row.number());
    json.writeNumberField("tree_size", row.treeSize());
    Fields.hex(json, "record", row.record());
    json.writeArrayFieldStart("path");
    for (byte[] node : row.path()) {
      json.writeString(Fields.hex(node));
    }
    json.writeEndArray();
    json.writeFieldName("batch");
    write(json, row.batch());
    json.writeEndObject();
  }
}
