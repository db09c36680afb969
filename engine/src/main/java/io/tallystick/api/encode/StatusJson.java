package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.ring.query.Views.StatusRow;
import java.io.IOException;

/** Where the node stands. */
public final class StatusJson {
  private StatusJson() {}

  /** The document of {@code /v1/status}. */
  public static void write(JsonGenerator json, StatusRow row, String notReadyBecause)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("ready", notReadyBecause == null);
    if (notReadyBecause != null) {
      json.writeStringField("not_ready_because", notReadyBecause);
    }
    json.writeStringField("node", row.node());
    json.writeStringField("role", row.role());
    json.writeStringField("version", row.version());
    json.writeStringField("group", row.group());
    json.writeNumberField("epoch", row.epoch());
    json.writeNumberField("term", row.term());
    json.writeNumberField("settled_height", row.settledHeight());
    json.writeNumberField("applied_height", row.appliedHeight());
    json.writeNumberField("sealed_height", row.sealedHeight());
    json.writeStringField("sealed_hash", row.sealedHash());
    json.writeNumberField("journalled_height", row.journalledHeight());
    json.writeStringField("journal", row.journal());
    json.writeNumberField("journal_lag_batches", row.journalLagBatches());
    json.writeNumberField("journal_lag_bytes", row.journalLagBytes());
    json.writeNumberField("records", row.records());
    json.writeNumberField("accounts", row.accounts());
    json.writeNumberField("open_pending_transfers", row.openPendings());
    Fields.time(json, row.lastTimestamp());
    json.writeNumberField("clock_behind_ns", row.clockBehindNanos());
    json.writeNumberField("heap_used_bytes", row.heapUsedBytes());
    json.writeNumberField("index_off_heap_bytes", row.indexOffHeapBytes());
    json.writeEndObject();
  }
}
