package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The fields of a change of a key; which of them a row has depends on its action. */
final class KeyFormat implements RowFormat {
  private static final int ACTION = 0;
  private static final int ID = 1;
  private static final int TYPE = 2;
  private static final int PUBLIC_KEY = 3;
  private static final int ROLES = 4;
  private static final int NOT_BEFORE = 5;
  private static final int NOT_AFTER = 6;
  private static final int REPLACES = 7;
  private static final int REPLACED_UNTIL = 8;
  private static final int REVOKE_OTHERS = 9;
  private static final int SIGNATURES = 10;

  private static final String[] NAMES = {
    "action",
    "id",
    "type",
    "public_key",
    "roles",
    "not_before",
    "not_after",
    "replaces",
    "replaced_until",
    "revoke_others",
    "signatures"
  };

  private static final long BRINGING = bits(ACTION, TYPE, PUBLIC_KEY, ROLES, NOT_BEFORE, NOT_AFTER);

  private final String participant;
  private KeyAction action;
  private Id id;
  private KeyType type;
  private byte[] publicKey;
  private int roles;
  private long notBefore;
  private long notAfter;
  private Id replaces;
  private long replacedUntil;
  private boolean revokeOthers;
  private List<OfficerSignatures.Signed> signatures;

  KeyFormat(String participant) {
    this.participant = participant;
  }

  private static long bits(int... fields) {
    long bits = 0;
    for (int field : fields) {
      bits |= 1L << field;
    }
    return bits;
  }

  @Override
  public BodyKind kind() {
    return BodyKind.KEYS;
  }

  @Override
  public String[] fieldNames() {
    return NAMES;
  }

  @Override
  public int field(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return i;
      }
    }
    return NO_FIELD;
  }

  @Override
  public void read(int field, RowInput in) throws IOException {
    switch (field) {
      case ACTION -> {
        String text = in.string("add, rotate, revoke or recover");
        action =
            KeyAction.ofName(text)
                .orElseThrow(
                    () -> in.refused("action_unknown", text, "add, rotate, revoke or recover"));
      }
      case ID -> id = keyId(in);
      case TYPE -> {
        String text = in.string("ed25519");
        type =
            KeyType.ofName(text).orElseThrow(() -> in.refused("key_type_unknown", text, "ed25519"));
      }
      case PUBLIC_KEY -> {
        try {
          publicKey = PublicKeyText.parse(in.string("a public key"), NAMES[PUBLIC_KEY]);
        } catch (TallystickException e) {
          throw in.here(e);
        }
      }
      case ROLES -> roles = RolesField.read(in);
      case NOT_BEFORE -> notBefore = in.time();
      case NOT_AFTER -> notAfter = in.time();
      case REPLACES -> replaces = keyId(in);
      case REPLACED_UNTIL -> replacedUntil = in.time();
      case REVOKE_OTHERS -> revokeOthers = in.flag();
      default -> signatures = signatures(in);
    }
  }

  private static Id keyId(RowInput in) throws IOException {
    String text = in.string("the id of a key");
    Id id = KeyIds.parse(text);
    if (id == null) {
      throw in.refused("key_id_malformed", text, "32 lower-case hex digits");
    }
    return id;
  }

  /** An array of objects {@code {"key_id": …, "signature": …}}. */
  private static List<OfficerSignatures.Signed> signatures(RowInput in) throws IOException {
    String rule = "an array of objects with key_id and signature";
    if (in.token() != JsonToken.START_ARRAY) {
      throw in.wrongType(rule);
    }
    List<OfficerSignatures.Signed> signatures = new ArrayList<>();
    while (in.next() != JsonToken.END_ARRAY) {
      if (in.token() != JsonToken.START_OBJECT) {
        throw in.wrongType(rule);
      }
      signatures.add(signature(in, rule));
      if (signatures.size() > ParticipantRequest.QUORUM_MAX) {
        throw in.refused("signatures_malformed", null, "at most " + ParticipantRequest.QUORUM_MAX);
      }
    }
    return signatures;
  }

  private static OfficerSignatures.Signed signature(RowInput in, String rule) throws IOException {
    Id keyId = null;
    byte[] signature = null;
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.fieldName();
      in.next();
      switch (name) {
        case "key_id" -> keyId = keyId(in);
        case "signature" -> signature = base64(in);
        default -> throw in.refused("signatures_malformed", name, rule);
      }
    }
    if (keyId == null || signature == null) {
      throw in.refused("signatures_malformed", null, rule);
    }
    return new OfficerSignatures.Signed(keyId, signature);
  }

  private static byte[] base64(RowInput in) throws IOException {
    String text = in.string("a signature in base64");
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == KeyType.ED25519.signatureBytes()) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw in.refused("signatures_malformed", text, "64 bytes in base64");
    }
    throw in.refused("signatures_malformed", text, "64 bytes in base64");
  }

  @Override
  public void finish(RowInput in, long given) {
    KeyAction chosen = has(given, ACTION) ? action : KeyAction.ADD;
    checkFields(in, given, chosen);
    if (chosen == KeyAction.REVOKE) {
      KeyRequest.begin(in.records(), in.at(), chosen, id, participant);
      KeyRequest.notAfter(in.records(), in.at(), has(given, NOT_AFTER) ? notAfter : 0);
      in.id(KeyIds.text(id));
      return;
    }
    KeyType chosenType = has(given, TYPE) ? type : KeyType.ED25519;
    Id newId = KeyIds.of(chosenType.number(), publicKey);
    KeyRequest.begin(in.records(), in.at(), chosen, newId, participant);
    KeyRequest.brings(
        in.records(),
        in.at(),
        chosenType,
        roles,
        has(given, NOT_BEFORE) ? notBefore : 0,
        has(given, NOT_AFTER) ? notAfter : 0);
    in.id(KeyIds.text(newId));
    in.value(ValueKind.PUBLIC_KEY, publicKey);
    if (chosen == KeyAction.ROTATE) {
      KeyRequest.replaces(
          in.records(), in.at(), replaces, has(given, REPLACED_UNTIL) ? replacedUntil : 0);
    }
    if (chosen == KeyAction.RECOVER) {
      boolean ends = has(given, REVOKE_OTHERS) && revokeOthers;
      KeyRequest.flags(in.records(), in.at(), ends ? KeyRequest.REVOKE_OTHERS : 0);
      if (!signatures.isEmpty()) {
        in.value(ValueKind.SIGNATURES, OfficerSignatures.write(signatures));
      }
    }
  }

  private static void checkFields(RowInput in, long given, KeyAction action) {
    long required =
        switch (action) {
          case ADD -> bits(PUBLIC_KEY, ROLES);
          case ROTATE -> bits(PUBLIC_KEY, ROLES, REPLACES);
          case REVOKE -> bits(ID);
          case RECOVER -> bits(PUBLIC_KEY, ROLES, SIGNATURES);
        };
    long allowed =
        switch (action) {
          case ADD -> BRINGING;
          case ROTATE -> BRINGING | bits(REPLACES, REPLACED_UNTIL);
          case REVOKE -> bits(ACTION, ID, NOT_AFTER);
          case RECOVER -> BRINGING | bits(REVOKE_OTHERS, SIGNATURES);
        };
    for (int field = 0; field < NAMES.length; field++) {
      if (has(required & ~given, field)) {
        throw in.missing(NAMES[field]);
      }
      if (has(given & ~allowed, field)) {
        throw in.refused(
            ErrorKind.INVALID,
            "field_unknown",
            NAMES[field],
            null,
            "none of the action " + action.wireName());
      }
    }
  }

  private static boolean has(long given, int field) {
    return (given & (1L << field)) != 0;
  }
}
