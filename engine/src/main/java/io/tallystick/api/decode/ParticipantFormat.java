package io.tallystick.api.decode;

import io.tallystick.ledger.member.ParticipantCode;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantRules;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The fields of a participant. */
final class ParticipantFormat implements RowFormat {
  private static final int CODE = 0;
  private static final int NAME = 1;
  private static final int ROLES = 2;
  private static final int SUSPENDED = 3;
  private static final int RECOVERY_QUORUM = 4;
  private static final int VERSION = 5;

  private static final String[] NAMES = {
    "code", "name", "roles", "suspended", "recovery_quorum", "version"
  };
  private static final int[] REQUIRED = {CODE, NAME, ROLES};
  private static final long U32_MAX = 0xFFFF_FFFFL;

  private String code;
  private byte[] name;
  private int roles;
  private boolean suspended;
  private int quorum;
  private int version = 1;

  @Override
  public BodyKind kind() {
    return BodyKind.PARTICIPANTS;
  }

  @Override
  public String[] fieldNames() {
    return NAMES;
  }

  @Override
  public int field(String field) {
    return switch (field) {
      case "code" -> CODE;
      case "name" -> NAME;
      case "roles" -> ROLES;
      case "suspended" -> SUSPENDED;
      case "recovery_quorum" -> RECOVERY_QUORUM;
      case "version" -> VERSION;
      default -> NO_FIELD;
    };
  }

  @Override
  public void read(int field, RowInput in) throws IOException {
    switch (field) {
      case CODE -> {
        code = in.string("a participant's code");
        if (!ParticipantCode.acceptable(code)) {
          throw in.refused("participant_code_malformed", code, "1 to 32 of A-Z a-z 0-9 -");
        }
      }
      case NAME -> {
        String text = in.string("a name");
        name = text.getBytes(StandardCharsets.UTF_8);
        if (!ParticipantRules.nameAcceptable(name)) {
          throw in.refused(
              "participant_name_malformed",
              text,
              "1 to "
                  + ValueKind.DISPLAY_NAME_BYTES_MAX
                  + " bytes of UTF-8 without control characters");
        }
      }
      case ROLES -> roles = RolesField.read(in);
      case SUSPENDED -> suspended = in.flag();
      case RECOVERY_QUORUM -> quorum = (int) in.unsigned(ParticipantRequest.QUORUM_MAX);
      default -> version = (int) in.unsigned(U32_MAX);
    }
  }

  @Override
  public void finish(RowInput in, long given) {
    for (int field : REQUIRED) {
      if ((given & (1L << field)) == 0) {
        throw in.missing(NAMES[field]);
      }
    }
    ParticipantRequest.write(
        in.records(),
        in.at(),
        code,
        roles,
        given(given, SUSPENDED) && suspended ? ParticipantRequest.SUSPENDED : 0,
        given(given, RECOVERY_QUORUM) ? quorum : 0,
        given(given, VERSION) ? version : 1);
    in.id(code);
    in.value(ValueKind.DISPLAY_NAME, name);
  }

  private static boolean given(long given, int field) {
    return (given & (1L << field)) != 0;
  }
}
