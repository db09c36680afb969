package io.tallystick.ledger.model;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ParticipantRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Participants and keys in plain collections: written from the rules' words, to be held against the
 * engine. Results are named as on the wire.
 */
public final class NaiveMembers {
  private static final int ADMIN = 8;
  private static final int OPERATOR = 16;
  private static final int OFFICER = 64;

  /** A participant. */
  public static final class Member {
    String code;
    String name;
    int roles;
    boolean suspended;
    int quorum;
    int version;

    /** All of it as text, for comparison. */
    public String text() {
      return code + " " + name + " " + roles + " " + suspended + " " + quorum + " " + version;
    }
  }

  /** A key. */
  public static final class Key {
    int number;
    Id id;
    String participant;
    int roles;
    long from;
    long until;
    boolean revoked;
    boolean replaced;
    long revokedUntil;
    byte[] request;

    boolean validAt(long time) {
      return from <= time && (until == 0 || time < until);
    }

    void endBy(long time) {
      until = until == 0 ? time : Math.min(until, time);
    }

    /** All of it that is decided, as text, for comparison. */
    public String text() {
      return number
          + " "
          + KeyIds.text(id)
          + " "
          + participant
          + " "
          + roles
          + " "
          + from
          + " "
          + until
          + " "
          + revoked
          + " "
          + replaced;
    }
  }

  private final Map<String, Member> members = new TreeMap<>();
  private final List<Key> keys = new ArrayList<>();

  /** All participants, by code. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** All keys, oldest first. */
  public List<Key> keys() {
    return List.copyOf(keys);
  }

  /**
   * Roles of a submitting key at a time; null where nobody's key submits, which may all until an
   * operator has a key.
   */
  private Integer rolesOf(int submitter, long time) {
    if (submitter == 0) {
      boolean operated =
          keys.stream()
              .anyMatch(key -> (key.roles & members.get(key.participant).roles & OPERATOR) != 0);
      return operated ? Integer.valueOf(0) : null;
    }
    if (submitter > keys.size()) {
      return 0;
    }
    Key key = keys.get(submitter - 1);
    Member member = members.get(key.participant);
    return member.suspended || !key.validAt(time) ? 0 : key.roles & (member.roles | OFFICER);
  }

  private static boolean operator(Integer roles) {
    return roles == null || (roles & OPERATOR) != 0;
  }

  /** Creates or changes a participant. */
  public String participant(byte[] row, String name, int submitter, long time) {
    if (!operator(rolesOf(submitter, time))) {
      return "submitter_not_authorised";
    }
    int flags = ParticipantRequest.flags(row, 0);
    if (flags > 1 || flags < 0) {
      return "reserved_flag";
    }
    String code = ParticipantRequest.code(row, 0);
    int version = ParticipantRequest.version(row, 0);
    if (version == 0) {
      return "version_must_not_be_zero";
    }
    Member wanted = new Member();
    wanted.code = code;
    wanted.name = name;
    wanted.roles = ParticipantRequest.roles(row, 0);
    wanted.suspended = flags == 1;
    wanted.quorum = ParticipantRequest.quorum(row, 0);
    wanted.version = version;
    Member known = members.get(code);
    if (known == null && version != 1) {
      return "participant_not_found";
    }
    if (known != null && version == known.version) {
      return wanted.text().equals(known.text()) ? "exists" : "exists_with_different_fields";
    }
    if (known != null && version != known.version + 1) {
      return "version_conflict";
    }
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > 128) {
      return "name_malformed";
    }
    if (wanted.roles < 0 || wanted.roles >= OFFICER) {
      return "roles_unknown";
    }
    if (wanted.quorum < 0 || wanted.quorum > 12) {
      return "quorum_out_of_range";
    }
    if (wanted.suspended && (wanted.roles & OPERATOR) != 0) {
      return "operator_cannot_be_suspended";
    }
    if (known != null && (known.roles & OPERATOR) != (wanted.roles & OPERATOR)) {
      return "operator_role_is_fixed";
    }
    members.put(code, wanted);
    return "created";
  }

  /** Adds, rotates, revokes or recovers a key. */
  public String key(byte[] row, byte[] publicKey, byte[] signatures, int submitter, long time) {
    Integer roles = rolesOf(submitter, time);
    if (roles != null && roles == 0) {
      return "submitter_not_authorised";
    }
    int action = KeyRequest.action(row, 0);
    if (KeyRequest.flags(row, 0) != 0 && !(action == 4 && KeyRequest.flags(row, 0) == 1)) {
      return "reserved_flag";
    }
    String code = KeyRequest.code(row, 0);
    if (!operator(roles) && !keys.get(submitter - 1).participant.equals(code)) {
      return "not_permitted";
    }
    if (!members.containsKey(code)) {
      return "participant_not_found";
    }
    if (action == 3) {
      return revoke(row, members.get(code), roles, time);
    }
    String wrong = bring(row, publicKey, signatures, members.get(code), roles, time);
    if (wrong == null) {
      add(row, code, time);
      return "created";
    }
    return wrong;
  }

  private String revoke(byte[] row, Member member, Integer roles, long time) {
    Key key = find(KeyRequest.id(row, 0));
    boolean its = key != null && key.participant.equals(member.code);
    if (!manages(roles, member, its ? key.roles : 0)) {
      return "not_permitted";
    }
    long asked = KeyRequest.notAfter(row, 0);
    if (its && key.revoked && key.revokedUntil == asked) {
      return "exists";
    }
    if (asked != 0 && asked < time) {
      return "validity_empty";
    }
    if (!its) {
      return "key_not_found";
    }
    long end = asked == 0 ? time : asked;
    if (key.revoked && key.until <= end) {
      return "key_already_revoked";
    }
    if (operatorKey(key) && otherOperators(Set.of(key), time) == 0) {
      return "last_operator_key";
    }
    key.revoked = true;
    key.revokedUntil = asked;
    key.endBy(end);
    return "created";
  }

  private String bring(
      byte[] row, byte[] publicKey, byte[] signatures, Member member, Integer roles, long time) {
    int action = KeyRequest.action(row, 0);
    int wanted = KeyRequest.roles(row, 0);
    if (action != 4 && !manages(roles, member, wanted)) {
      return "not_permitted";
    }
    if (publicKey == null || publicKey.length != 32) {
      return "public_key_malformed";
    }
    if (!KeyIds.of(1, publicKey).equals(KeyRequest.id(row, 0))) {
      return "key_id_differs";
    }
    Key known = find(KeyRequest.id(row, 0));
    if (known != null) {
      return Arrays.equals(known.request, row) ? "exists" : "key_already_used";
    }
    if (wanted <= 0 || wanted > 127) {
      return "roles_unknown";
    }
    if ((wanted & OFFICER) != 0 && wanted != OFFICER) {
      return "officer_stands_alone";
    }
    if ((wanted & ~member.roles & ~OFFICER) != 0) {
      return "roles_not_granted";
    }
    long notAfter = KeyRequest.notAfter(row, 0);
    if (notAfter != 0 && notAfter <= Math.max(time, KeyRequest.notBefore(row, 0))) {
      return "validity_empty";
    }
    boolean brings = (wanted & OPERATOR) != 0;
    if (action == 2) {
      Key old = find(KeyRequest.replaces(row, 0));
      if (old == null || !old.participant.equals(member.code)) {
        return "key_not_found";
      }
      if (!manages(roles, member, old.roles)) {
        return "not_permitted";
      }
      if (old.revoked || old.replaced) {
        return "key_already_revoked";
      }
      long until = KeyRequest.replacedUntil(row, 0);
      if (until != 0 && until < time) {
        return "validity_empty";
      }
      if (operatorKey(old) && !brings && otherOperators(Set.of(old), time) == 0) {
        return "last_operator_key";
      }
    }
    if (action == 4) {
      String wrong = signed(signatures, member, time);
      if (wrong != null) {
        return wrong;
      }
      Set<Key> ended = new HashSet<>(keys);
      ended.removeIf(key -> !key.participant.equals(member.code));
      boolean operators = (member.roles & OPERATOR) != 0;
      boolean endsOthers = KeyRequest.flags(row, 0) == 1;
      if (endsOthers && operators && !brings && otherOperators(ended, time) == 0) {
        return "last_operator_key";
      }
    }
    return null;
  }

  private String signed(byte[] signatures, Member member, long time) {
    if (signatures == null || OfficerSignatures.read(signatures).isEmpty()) {
      return "signatures_malformed";
    }
    Set<Id> signers = new HashSet<>();
    for (OfficerSignatures.Signed signed : OfficerSignatures.read(signatures).get()) {
      Key key = find(signed.keyId());
      if (key == null
          || !key.participant.equals(member.code)
          || key.roles != OFFICER
          || !key.validAt(time)
          || !signers.add(key.id)) {
        return "signer_not_an_officer";
      }
    }
    return member.quorum == 0 || signers.size() < member.quorum ? "quorum_not_reached" : null;
  }

  private void add(byte[] row, String code, long time) {
    int action = KeyRequest.action(row, 0);
    if (action == 4 && KeyRequest.flags(row, 0) == 1) {
      for (Key key : keys) {
        boolean over = key.until != 0 && key.until <= time;
        if (key.participant.equals(code) && key.roles != OFFICER && !over) {
          key.revoked = true;
          key.revokedUntil = 0;
          key.endBy(time);
        }
      }
    }
    Key key = new Key();
    key.number = keys.size() + 1;
    key.id = KeyRequest.id(row, 0);
    key.participant = code;
    key.roles = KeyRequest.roles(row, 0);
    key.from = KeyRequest.notBefore(row, 0) == 0 ? time : KeyRequest.notBefore(row, 0);
    key.until = KeyRequest.notAfter(row, 0);
    key.request = row.clone();
    if (action == 2) {
      Key old = find(KeyRequest.replaces(row, 0));
      old.replaced = true;
      long until = KeyRequest.replacedUntil(row, 0);
      old.endBy(until == 0 ? time : until);
    }
    keys.add(key);
  }

  private static boolean manages(Integer roles, Member member, int keyRoles) {
    if (operator(roles)) {
      return true;
    }
    boolean officersDecide = member.quorum > 0 && (keyRoles & OFFICER) != 0;
    return (roles & ADMIN) != 0 && !officersDecide && (keyRoles & OPERATOR) == 0;
  }

  private boolean operatorKey(Key key) {
    return (key.roles & members.get(key.participant).roles & OPERATOR) != 0;
  }

  private long otherOperators(Set<Key> but, long time) {
    return keys.stream()
        .filter(key -> !but.contains(key) && operatorKey(key) && key.validAt(time))
        .count();
  }

  private Key find(Id id) {
    return keys.stream().filter(key -> key.id.equals(id)).findFirst().orElse(null);
  }
}
