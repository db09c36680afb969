package io.tallystick.ledger;

import static io.tallystick.ledger.MemberBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.OfficerSignatures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of keys; each test ends with a replay. */
class KeyRulesTest {
  private static final String ALL = MemberBench.ALL;

  private final MemberBench bench = MemberBench.withTwoParticipants();

  @AfterEach
  void everythingReplaysToTheSameMemory() {
    bench.assertReplayIsSame();
  }

  private static void created(String result) {
    assertThat(result).isEqualTo("created");
  }

  @Test
  void aKeyIsReadAsItWasMade() {
    long now = bench.next();
    created(bench.add("a-admin", "bank-a", "k", "submit,read", now + SECOND, now + 5 * SECOND));
    KeyView view = bench.ledger.reads().members().key(MemberBench.keyId("k")).orElseThrow();
    assertThat(view.number()).isEqualTo(3);
    assertThat(view.publicKey()).isEqualTo(MemberBench.publicKey("k"));
    assertThat(view.participant()).isEqualTo(2);
    assertThat(view.type()).isEqualTo(1);
    assertThat(view.from()).isEqualTo(now + SECOND);
    assertThat(view.until()).isEqualTo(now + 5 * SECOND);
    assertThat(view.valid(now)).isFalse();
    assertThat(view.valid(now + SECOND)).isTrue();
    assertThat(view.valid(now + 5 * SECOND)).isFalse();
    assertThat(bench.ledger.reads().members().keysOf(2))
        .extracting(KeyView::number)
        .containsExactly(3, 2);
  }

  @Test
  void anAdministratorManagesKeysOfItsOwnParticipantOnly() {
    created(bench.participant("root", "bank-b", ALL, 0, 1));
    created(bench.add("a-admin", "bank-a", "a-submit", "submit"));
    assertThat(bench.add("a-admin", "bank-b", "k", "submit")).isEqualTo("not_permitted");
    assertThat(bench.add("a-admin", "nobody", "k", "submit")).isEqualTo("not_permitted");
    assertThat(bench.add("root", "nobody", "k", "submit")).isEqualTo("participant_not_found");
    assertThat(bench.add("a-submit", "bank-a", "k", "submit")).isEqualTo("not_permitted");
    assertThat(bench.revoke("a-submit", "bank-a", "a-admin", 0)).isEqualTo("not_permitted");
    assertThat(bench.revoke("a-admin", "bank-a", "root", 0)).isEqualTo("key_not_found");
    assertThat(bench.revoke("a-admin", "house", "root", 0)).isEqualTo("not_permitted");
  }

  @Test
  void anAdministratorMakesNoOperator() {
    created(bench.add("root", "house", "h-admin", "admin"));
    assertThat(bench.add("h-admin", "house", "k", "operator")).isEqualTo("not_permitted");
    assertThat(bench.revoke("h-admin", "house", "root", 0)).isEqualTo("not_permitted");
    assertThat(bench.rotate("h-admin", "house", "root", "k", "submit", 0))
        .isEqualTo("not_permitted");
    created(bench.add("h-admin", "house", "k", "submit"));
  }

  @Test
  void rolesOfAKeyStayWithinItsParticipants() {
    created(bench.participant("root", "bank-a", "submit,admin", 0, 2));
    assertThat(bench.add("a-admin", "bank-a", "k", "read")).isEqualTo("roles_not_granted");
    assertThat(bench.add("root", "bank-a", "k", "auditor")).isEqualTo("roles_not_granted");
    assertThat(bench.add("root", "bank-a", "k", "")).isEqualTo("roles_unknown");
    assertThat(bench.add("root", "bank-a", "k", "officer,submit"))
        .isEqualTo("officer_stands_alone");
    created(bench.add("root", "bank-a", "k", "submit"));
    created(bench.participant("root", "bank-a", "admin", 0, 3));
    created(bench.ledgerOf("root"));
    assertThat(bench.transfer("k", 1, 1, 2, 0, 0)).isEqualTo("submitter_not_authorised");
  }

  @Test
  void aKeyIsAddedOnceForEver() {
    created(bench.add("a-admin", "bank-a", "k", "submit"));
    assertThat(bench.add("a-admin", "bank-a", "k", "submit")).isEqualTo("exists");
    assertThat(bench.out.timestamps()[0])
        .isEqualTo(bench.ledger.reads().members().key(MemberBench.keyId("k")).get().addedAt());
    assertThat(bench.add("a-admin", "bank-a", "k", "read")).isEqualTo("key_already_used");
    assertThat(bench.add("root", "house", "k", "submit")).isEqualTo("key_already_used");
    created(bench.revoke("a-admin", "bank-a", "k", 0));
    assertThat(bench.add("a-admin", "bank-a", "k", "submit")).isEqualTo("exists");
    created(bench.ledgerOf("root"));
    assertThat(bench.account("k", 1, 0)).isEqualTo("submitter_not_authorised");
  }

  @Test
  void aPublicKeyThatIsNotTheIdsIsRefused() {
    byte[] row = MemberBench.adding(KeyAction.ADD, "bank-a", "k", "submit");
    assertThat(bench.key(row, null, null, "root")).isEqualTo("public_key_malformed");
    assertThat(bench.key(row, new byte[31], null, "root")).isEqualTo("public_key_malformed");
    assertThat(bench.key(row, new byte[32], null, "root")).isEqualTo("key_id_differs");
    byte[] type = row.clone();
    type[KeyRequest.TYPE] = 2;
    assertThat(bench.key(type, MemberBench.publicKey("k"), null, "root"))
        .isEqualTo("key_type_unknown");
    for (int at : new int[] {KeyRequest.REPLACES, KeyRequest.REPLACED_UNTIL, KeyRequest.ZERO}) {
      byte[] wrong = row.clone();
      wrong[at] = 1;
      assertThat(bench.key(wrong, MemberBench.publicKey("k"), null, "root"))
          .isEqualTo("reserved_field");
    }
    byte[] action = row.clone();
    action[KeyRequest.ACTION] = 9;
    assertThat(bench.key(action, MemberBench.publicKey("k"), null, "root"))
        .isEqualTo("action_unknown");
    byte[] flags = row.clone();
    flags[KeyRequest.FLAGS] = 1;
    assertThat(bench.key(flags, MemberBench.publicKey("k"), null, "root"))
        .isEqualTo("reserved_flag");
    byte[] stamped = row.clone();
    KeyRequest.timestamp(stamped, 0, 5);
    assertThat(bench.key(stamped, MemberBench.publicKey("k"), null, "root"))
        .isEqualTo("timestamp_must_be_zero");
  }

  @Test
  void aKeyWorksWithinItsTimesOnly() {
    created(bench.ledgerOf("root"));
    long now = bench.next();
    assertThat(bench.add("root", "bank-a", "k", "submit", now + 9, now + 9))
        .isEqualTo("validity_empty");
    assertThat(bench.add("root", "bank-a", "k", "submit", 0, now - 9)).isEqualTo("validity_empty");
    assertThat(bench.add("root", "bank-a", "k", "submit", -1, 0)).isEqualTo("validity_empty");
    now = bench.next();
    created(bench.add("root", "bank-a", "k", "submit", now + 5 * SECOND, now + 10 * SECOND));
    assertThat(bench.account("k", 1, 0)).isEqualTo("submitter_not_authorised");
    bench.clock = now + 5 * SECOND;
    created(bench.account("k", 1, 0));
    bench.clock = now + 10 * SECOND;
    assertThat(bench.account("k", 2, 0)).isEqualTo("submitter_not_authorised");
  }

  @Test
  void aRotationEndsTheOldKeyWhenItSays() {
    created(bench.ledgerOf("root"));
    created(bench.add("a-admin", "bank-a", "old", "submit"));
    long until = bench.next() + 60 * SECOND;
    created(bench.rotate("a-admin", "bank-a", "old", "new", "submit", until));
    assertThat(bench.rotate("a-admin", "bank-a", "old", "new", "submit", until))
        .isEqualTo("exists");
    assertThat(bench.rotate("a-admin", "bank-a", "old", "newer", "submit", 0))
        .isEqualTo("key_already_revoked");
    assertThat(bench.rotate("a-admin", "bank-a", "none", "newer", "submit", 0))
        .isEqualTo("key_not_found");
    created(bench.account("old", 1, 0));
    created(bench.account("new", 2, 0));
    bench.clock = until;
    assertThat(bench.account("old", 3, 0)).isEqualTo("submitter_not_authorised");
    created(bench.account("new", 3, 0));
    assertThat(bench.ledger.reads().members().key(MemberBench.keyId("old")).get().replaced())
        .isTrue();
  }

  @Test
  void aRevocationHoldsFromItsRecordOn() {
    created(bench.ledgerOf("root"));
    created(bench.add("a-admin", "bank-a", "k", "submit"));
    created(bench.account("k", 1, 0));
    created(bench.revoke("a-admin", "bank-a", "k", 0));
    assertThat(bench.account("k", 2, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.revoke("a-admin", "bank-a", "k", 0)).isEqualTo("exists");
    assertThat(bench.revoke("a-admin", "bank-a", "k", bench.next() + SECOND))
        .isEqualTo("key_already_revoked");
  }

  @Test
  void aRevocationCanBeMovedForwardOnly() {
    created(bench.ledgerOf("root"));
    created(bench.add("a-admin", "bank-a", "k", "submit"));
    long later = bench.next() + 60 * SECOND;
    created(bench.revoke("a-admin", "bank-a", "k", later));
    created(bench.account("k", 1, 0));
    assertThat(bench.revoke("a-admin", "bank-a", "k", later)).isEqualTo("exists");
    assertThat(bench.revoke("a-admin", "bank-a", "k", later + 1)).isEqualTo("key_already_revoked");
    assertThat(bench.revoke("a-admin", "bank-a", "k", 5)).isEqualTo("validity_empty");
    created(bench.revoke("a-admin", "bank-a", "k", 0));
    assertThat(bench.account("k", 2, 0)).isEqualTo("submitter_not_authorised");
  }

  @Test
  void theLastOperatorCannotBeShutOut() {
    assertThat(bench.revoke("root", "house", "root", 0)).isEqualTo("last_operator_key");
    assertThat(bench.rotate("root", "house", "root", "k", "submit", 0))
        .isEqualTo("last_operator_key");
    created(bench.rotate("root", "house", "root", "root2", "operator", 0));
    assertThat(bench.revoke("root", "house", "root2", 0)).isEqualTo("submitter_not_authorised");
    created(bench.add("root2", "house", "root3", "operator"));
    created(bench.revoke("root2", "house", "root3", 0));
    assertThat(bench.revoke("root2", "house", "root2", 0)).isEqualTo("last_operator_key");
  }

  @Test
  void aRowIsJudgedWithThePowersThatEarlierRowsLeft() {
    // One body revokes the submitting key and then uses it.
    byte[] two = new byte[256];
    KeyRequest.begin(two, 0, KeyAction.REVOKE, MemberBench.keyId("a-admin"), "bank-a");
    byte[] adding = MemberBench.adding(KeyAction.ADD, "bank-a", "k", "submit");
    System.arraycopy(adding, 0, two, 128, 128);
    int key = bench.keyNumber("a-admin");
    bench.batch(2, () -> bench.ledger.applyKeys(two, 0, 2, Names.EMPTY, key));
    assertThat(bench.out.results()[0]).isZero();
    assertThat(bench.out.results()[1]).isEqualTo(KeyResult.SUBMITTER_NOT_AUTHORISED.number());
  }

  private void officers() {
    created(bench.participant("root", "bank-a", ALL, 2, 2));
    for (String officer : new String[] {"o1", "o2", "o3"}) {
      created(bench.add("root", "bank-a", officer, "officer"));
    }
  }

  @Test
  void asManyOfficersAsTheQuorumAsksForRecoverAParticipant() {
    created(bench.ledgerOf("root"));
    created(bench.add("a-admin", "bank-a", "stolen", "submit"));
    officers();
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin", "o1"))
        .isEqualTo("quorum_not_reached");
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin", "o1", "o1"))
        .isEqualTo("signer_not_an_officer");
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin", "o1", "stolen"))
        .isEqualTo("signer_not_an_officer");
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin", "o1", "unknown"))
        .isEqualTo("signer_not_an_officer");
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin")).isEqualTo("quorum_not_reached");
    created(bench.recover("o1", "bank-a", "new-admin", "admin", "o3", "o1"));
    assertThat(bench.recover("o1", "bank-a", "new-admin", "admin", "o3", "o1")).isEqualTo("exists");
    assertThat(bench.account("stolen", 1, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.revoke("a-admin", "bank-a", "o1", 0)).isEqualTo("submitter_not_authorised");
    created(bench.add("new-admin", "bank-a", "fresh", "submit"));
    created(bench.account("fresh", 1, 0));
  }

  @Test
  void theRecordOfARecoveryCarriesWhoSigned() {
    officers();
    created(bench.recover("o2", "bank-a", "new-admin", "admin", "o1", "o2"));
    byte[] signatures = bench.out.value(0, 5);
    assertThat(OfficerSignatures.read(signatures).orElseThrow())
        .extracting(OfficerSignatures.Signed::keyId)
        .containsExactly(MemberBench.keyId("o1"), MemberBench.keyId("o2"));
    assertThat(StoredRecord.submitter(bench.out.records(), 0)).isEqualTo(2);
    assertThat(StoredRecord.incarnation(bench.out.records(), 0)).isEqualTo(bench.keyNumber("o2"));
  }

  @Test
  void officersAreNotAnAdministratorsMatterOnceTheyCanRecover() {
    created(bench.add("a-admin", "bank-a", "o0", "officer"));
    officers();
    assertThat(bench.add("a-admin", "bank-a", "o4", "officer")).isEqualTo("not_permitted");
    assertThat(bench.revoke("a-admin", "bank-a", "o1", 0)).isEqualTo("not_permitted");
    assertThat(bench.rotate("a-admin", "bank-a", "o1", "k", "submit", 0))
        .isEqualTo("not_permitted");
    created(bench.revoke("root", "bank-a", "o1", 0));
    assertThat(bench.recover("o2", "bank-a", "k", "admin", "o1", "o2"))
        .isEqualTo("signer_not_an_officer");
    created(bench.recover("o2", "bank-a", "o4", "officer", "o2", "o3"));
  }

  @Test
  void officersOfOthersAndKeysWithoutSignaturesRecoverNothing() {
    created(bench.participant("root", "bank-b", ALL, 1, 1));
    created(bench.add("root", "bank-b", "b-officer", "officer"));
    officers();
    assertThat(bench.recover("b-officer", "bank-a", "k", "admin", "o1", "o2"))
        .isEqualTo("not_permitted");
    assertThat(bench.recover("root", "bank-a", "k", "admin", "o1", "b-officer"))
        .isEqualTo("signer_not_an_officer");
    byte[] row = MemberBench.adding(KeyAction.RECOVER, "bank-a", "k", "admin");
    assertThat(bench.key(row, MemberBench.publicKey("k"), null, "o1"))
        .isEqualTo("signatures_malformed");
    assertThat(bench.key(row, MemberBench.publicKey("k"), new byte[] {1}, "o1"))
        .isEqualTo("signatures_malformed");
    created(bench.key(row, MemberBench.publicKey("k"), MemberBench.signatures("o1", "o2"), "o1"));
    created(bench.add("a-admin", "bank-a", "still", "submit"));
  }

  @Test
  void aRecoveryOfTheOperatorLeavesAnOperator() {
    created(bench.participant("root", "house", "submit,admin,operator", 1, 2));
    created(bench.add("root", "house", "h-officer", "officer"));
    assertThat(bench.recover("h-officer", "house", "k", "submit", "h-officer"))
        .isEqualTo("last_operator_key");
    created(bench.recover("h-officer", "house", "k", "operator", "h-officer"));
    assertThat(bench.participant("root", "bank-b", ALL, 0, 1))
        .isEqualTo("submitter_not_authorised");
    created(bench.participant("k", "bank-b", ALL, 0, 1));
  }
}
