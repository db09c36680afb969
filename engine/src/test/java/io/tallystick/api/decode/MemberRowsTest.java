package io.tallystick.api.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.ring.Body;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON rows of participants and keys become exactly the records and values they say. */
class MemberRowsTest {
  /** Of RFC 8032, 7.1, test 1. */
  private static final String KEY_HEX =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static final byte[] KEY = HexFormat.of().parseHex(KEY_HEX);
  private static final String OTHER_ID = "00112233445566778899aabbccddeeff";

  private static DecodedRows participants(String json) {
    return RowDecoder.participants(json.getBytes(StandardCharsets.UTF_8));
  }

  private static DecodedRows keys(String json) {
    return RowDecoder.keys(json.getBytes(StandardCharsets.UTF_8), "bank-a");
  }

  @Test
  void aParticipantsFieldsStandInItsRecordAndItsNameBesideIt() {
    DecodedRows rows =
        participants(
            "[{\"code\":\"a\",\"name\":\"A\",\"roles\":[]},{\"code\":\"bank-b\",\"name\":\"Bänk\","
                + "\"roles\":[\"submit\",\"auditor\"],\"suspended\":true,\"recovery_quorum\":3,"
                + "\"version\":4294967295}]");
    byte[] b = rows.records();
    assertThat(ParticipantRequest.code(b, 0)).isEqualTo("a");
    assertThat(ParticipantRequest.version(b, 0)).isEqualTo(1);
    assertThat(ParticipantRequest.flags(b, 0)).isZero();
    assertThat(ParticipantRequest.quorum(b, 0)).isZero();
    int at = Body.RECORD_BYTES;
    assertThat(ParticipantRequest.code(b, at)).isEqualTo("bank-b");
    assertThat(ParticipantRequest.roles(b, at)).isEqualTo(Roles.SUBMIT | Roles.AUDITOR);
    assertThat(ParticipantRequest.flags(b, at)).isEqualTo(ParticipantRequest.SUSPENDED);
    assertThat(ParticipantRequest.quorum(b, at)).isEqualTo(3);
    assertThat(ParticipantRequest.version(b, at)).isEqualTo(0xFFFF_FFFF);
    assertThat(rows.values()).extracting(Body.Value::row).containsExactly(0, 1);
    assertThat(rows.values())
        .allSatisfy(value -> assertThat(value.kind()).isEqualTo(ValueKind.DISPLAY_NAME));
    assertThat(rows.values().get(1).bytes()).isEqualTo("Bänk".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeysIdIsThatOfItsPublicKeyAndItsTimesAreNanoseconds() {
    DecodedRows rows =
        keys(
            "{\"public_key\":\"%s\",\"roles\":[\"read\"],\"not_before\":\"2027-01-01T00:00:00Z\",\"not_after\":\"1900000000000000000\"}"
                .formatted(KEY_HEX));
    byte[] b = rows.records();
    assertThat(KeyRequest.action(b, 0)).isEqualTo(KeyAction.ADD.number());
    assertThat(KeyRequest.id(b, 0)).isEqualTo(KeyIds.of(1, KEY));
    assertThat(KeyRequest.code(b, 0)).isEqualTo("bank-a");
    assertThat(KeyRequest.roles(b, 0)).isEqualTo(Roles.READ);
    assertThat(KeyRequest.notBefore(b, 0)).isEqualTo(1_798_761_600_000_000_000L);
    assertThat(KeyRequest.notAfter(b, 0)).isEqualTo(1_900_000_000_000_000_000L);
    assertThat(rows.values()).hasSize(1);
    assertThat(rows.values().get(0).bytes()).isEqualTo(KEY);
  }

  @Test
  void aRotationNamesWhatItReplacesAndARevocationNeedsTheIdAlone() {
    DecodedRows rows =
        keys(
            "[{\"action\":\"rotate\",\"public_key\":\"%s\",\"roles\":[\"read\"],\"replaces\":\"%s\",\"replaced_until\":\"7\"},{\"action\":\"revoke\",\"id\":\"%s\"}]"
                .formatted(KEY_HEX, OTHER_ID, OTHER_ID));
    byte[] b = rows.records();
    Id other = KeyIds.parse(OTHER_ID);
    assertThat(KeyRequest.replaces(b, 0)).isEqualTo(other);
    assertThat(KeyRequest.replacedUntil(b, 0)).isEqualTo(7);
    int at = Body.RECORD_BYTES;
    assertThat(KeyRequest.action(b, at)).isEqualTo(KeyAction.REVOKE.number());
    assertThat(KeyRequest.id(b, at)).isEqualTo(other);
    assertThat(KeyRequest.notAfter(b, at)).isZero();
    assertThat(rows.values()).extracting(Body.Value::row).containsExactly(0);
  }

  @Test
  void aRecoverysSignaturesStandBesideItInTheirOrder() {
    String signature = "AAAA".repeat(21) + "AA==";
    DecodedRows rows =
        keys(
            "{\"action\":\"recover\",\"public_key\":\"%s\",\"roles\":[\"admin\"],\"revoke_others\":true,\"signatures\":[{\"key_id\":\"%s\",\"signature\":\"%s\"},{\"signature\":\"%s\",\"key_id\":\"%s\"}]}"
                .formatted(KEY_HEX, OTHER_ID, signature, signature, "0".repeat(31) + "1"));
    assertThat(KeyRequest.flags(rows.records(), 0)).isEqualTo(KeyRequest.REVOKE_OTHERS);
    Body.Value value = rows.values().get(1);
    assertThat(value.kind()).isEqualTo(ValueKind.SIGNATURES);
    List<OfficerSignatures.Signed> read = OfficerSignatures.read(value.bytes()).orElseThrow();
    assertThat(read)
        .extracting(OfficerSignatures.Signed::keyId)
        .containsExactly(KeyIds.parse(OTHER_ID), new Id(0, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'n','roles':[]} | field_missing | code",
        "{'code':'a','roles':[]} | field_missing | name",
        "{'code':'a','name':'n'} | field_missing | roles",
        "{'code':'a b','name':'n','roles':[]} | participant_code_malformed | code",
        "{'code':'','name':'n','roles':[]} | participant_code_malformed | code",
        "{'code':'a','name':'','roles':[]} | participant_name_malformed | name",
        "{'code':'a','name':'n','roles':['king']} | role_unknown | roles",
        "{'code':'a','name':'n','roles':'submit'} | field_type | roles",
        "{'code':'a','name':'n','roles':[],'recovery_quorum':13} | number_out_of_range | recovery_quorum",
        "{'code':'a','name':'n','roles':[],'version':4294967296} | number_out_of_range | version",
        "{'code':'a','name':'n','roles':[],'suspended':'yes'} | field_type | suspended",
        "{'code':'a','name':'n','roles':[],'key':'x'} | field_unknown | key"
      })
  void participantsThatCannotBeRecordsAreRefused(String json, String code, String field) {
    TallystickException refused =
        catchThrowableOfType(
            TallystickException.class, () -> participants(json.replace('\'', '"')));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'roles':['read']} | field_missing | public_key",
        "{'public_key':'KEY'} | field_missing | roles",
        "{'action':'grow','public_key':'KEY','roles':[]} | action_unknown | action",
        "{'public_key':'00','roles':[]} | public_key_malformed | public_key",
        "{'public_key':'KEY','roles':[],'type':'rsa'} | key_type_unknown | type",
        "{'public_key':'KEY','roles':[],'replaces':'00112233445566778899aabbccddeeff'} | field_unknown | replaces",
        "{'public_key':'KEY','roles':[],'id':'00112233445566778899aabbccddeeff'} | field_unknown | id",
        "{'action':'revoke'} | field_missing | id",
        "{'action':'revoke','id':'x'} | key_id_malformed | id",
        "{'action':'revoke','id':'00112233445566778899aabbccddeeff','roles':[]} | field_unknown | roles",
        "{'action':'rotate','public_key':'KEY','roles':[]} | field_missing | replaces",
        "{'action':'recover','public_key':'KEY','roles':[]} | field_missing | signatures",
        "{'action':'recover','public_key':'KEY','roles':[],'signatures':[{}]} | signatures_malformed | signatures",
        "{'action':'recover','public_key':'KEY','roles':[],'signatures':[7]} | field_type | signatures",
        "{'action':'recover','public_key':'KEY','roles':[],'signatures':[{'key_id':'00112233445566778899aabbccddeeff','signature':'AA=='}]} | signatures_malformed | signatures",
        "{'public_key':'KEY','roles':[],'not_before':'yesterday'} | time_malformed | not_before"
      })
  void changesOfKeysThatCannotBeRecordsAreRefused(String json, String code, String field) {
    TallystickException refused =
        catchThrowableOfType(
            TallystickException.class, () -> keys(json.replace('\'', '"').replace("KEY", KEY_HEX)));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field);
  }
}
