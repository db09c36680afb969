package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import java.io.IOException;
import java.util.List;

/** Participants and their keys. */
public final class MemberJson {
  private MemberJson() {}

  /** One page of participants. */
  public static void writePage(JsonGenerator json, Page<ParticipantView> page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("participants");
    for (ParticipantView participant : page.rows()) {
      json.writeStartObject();
      fields(json, participant);
      json.writeEndObject();
    }
    json.writeEndArray();
    Fields.cursor(json, page.cursor());
    json.writeEndObject();
  }

  /** One participant with its keys. */
  public static void write(JsonGenerator json, MemberRow row, long nowNanos) throws IOException {
    json.writeStartObject();
    fields(json, row.participant());
    keys(json, row.keys(), nowNanos);
    json.writeEndObject();
  }

  /** The keys of a participant. */
  public static void writeKeys(JsonGenerator json, MemberRow row, long nowNanos)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("participant", row.participant().code());
    keys(json, row.keys(), nowNanos);
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, ParticipantView participant) throws IOException {
    json.writeStringField("code", participant.code());
    json.writeStringField("name", participant.name());
    Fields.names(json, "roles", Roles.names(participant.roles()));
    json.writeBooleanField("suspended", participant.suspended());
    json.writeNumberField("recovery_quorum", participant.quorum());
    Fields.unsigned(json, "version", participant.version());
    Fields.digits(json, "created", participant.createdAt());
    Fields.time(json, participant.changedAt());
  }

  private static void keys(JsonGenerator json, List<KeyView> keys, long nowNanos)
      throws IOException {
    json.writeArrayFieldStart("keys");
    for (KeyView key : keys) {
      json.writeStartObject();
      json.writeStringField("id", KeyIds.text(key.id()));
      json.writeStringField("type", type(key.type()));
      json.writeStringField("public_key", PublicKeyText.write(key.publicKey()));
      Fields.names(json, "roles", Roles.names(key.roles()));
      json.writeStringField("state", state(key, nowNanos));
      Fields.digits(json, "valid_from", key.from());
      if (key.until() == 0) {
        json.writeNullField("valid_until");
      } else {
        Fields.digits(json, "valid_until", key.until());
      }
      Fields.time(json, key.addedAt());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String state(KeyView key, long nowNanos) {
    if (key.until() != 0 && nowNanos >= key.until()) {
      return key.revoked() ? "revoked" : key.replaced() ? "replaced" : "expired";
    }
    return nowNanos < key.from() && key.from() > key.addedAt() ? "not_yet_valid" : "valid";
  }

  private static String type(int number) {
    return KeyType.of(number).map(KeyType::wireName).orElse("unknown_" + number);
  }

  /** The fields of a stored record of a participant or key. */
  static void record(JsonGenerator json, byte[] record) throws IOException {
    if (StoredRecord.type(record, 0) == RecordType.PARTICIPANT_CHANGED) {
      json.writeStringField("code", ParticipantRequest.code(record, 0));
      Fields.names(json, "roles", Roles.names(ParticipantRequest.roles(record, 0)));
      json.writeBooleanField(
          "suspended", (ParticipantRequest.flags(record, 0) & ParticipantRequest.SUSPENDED) != 0);
      json.writeNumberField("recovery_quorum", ParticipantRequest.quorum(record, 0));
      Fields.unsigned(json, "version", ParticipantRequest.version(record, 0));
      return;
    }
    json.writeStringField("participant", KeyRequest.code(record, 0));
    json.writeStringField(
        "action", KeyAction.of(KeyRequest.action(record, 0)).orElseThrow().wireName());
    json.writeStringField("id", KeyIds.text(KeyRequest.id(record, 0)));
    Fields.names(json, "roles", Roles.names(KeyRequest.roles(record, 0)));
    Id replaces = KeyRequest.replaces(record, 0);
    if (!replaces.equals(Id.ZERO)) {
      json.writeStringField("replaces", KeyIds.text(replaces));
    }
  }
}
