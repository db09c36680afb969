package io.tallystick.account.guard;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.account.MemoryJournal;
import io.tallystick.account.TestLedger;
import io.tallystick.account.WaitingCursor;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.SampleMembers;
import io.tallystick.participant.key.Ed25519Verifier;
import io.tallystick.participant.key.SigningKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers and changes of the policy that wait for signatures. */
class ApprovalTest {
  private static ActorTestKit kit;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestLedger ledger = new TestLedger();
  private final MemoryJournal journal = new MemoryJournal();
  private final SigningKey alice = SigningKey.generate();
  private final SigningKey bob = SigningKey.generate();
  private final SigningKey carol = SigningKey.generate();
  private final SigningKey reader = SigningKey.generate();

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void members() {
    int approve = Roles.APPROVE | Roles.READ;
    ParticipantView bank =
        new ParticipantView(1, "bank-a", "Bank A", approve, false, 0, 1, SampleMembers.ADDED, 0, 1);
    ledger
        .members()
        .take(
            bank,
            List.of(
                SampleMembers.key(1, alice, approve, 0, 0, false),
                SampleMembers.key(2, bob, approve, 0, 0, false),
                SampleMembers.key(3, carol, approve, 0, 0, false),
                SampleMembers.key(4, reader, Roles.READ, 0, 0, false)));
  }

  private Policy policy(int approvals, long above, int changeApprovals, long limit) {
    return new Policy(
        false,
        Policy.NO_LIMIT,
        List.of(new WindowLimit(86_400, limit, Policy.NO_LIMIT)),
        List.of(),
        List.of(alice.id(), bob.id(), reader.id()),
        approvals,
        above,
        60,
        changeApprovals);
  }

  private Owner owner() {
    return new Owner(kit, ledger, journal);
  }

  private Owner ownerWith(Policy policy) {
    Owner owner = owner();
    assertThat(Owner.words(owner.policy(policy, 0, Id.ZERO))).isEqualTo("done");
    return owner;
  }

  private static byte[] statement(Owner owner, long id) throws Exception {
    return Base64.getDecoder().decode(waiting(owner, id).get("statement").asText());
  }

  private static JsonNode waiting(Owner owner, long id) throws Exception {
    for (JsonNode one : JSON.readTree(Owner.text(owner.show())).get("waiting")) {
      if (id == 0 || one.get("id").asText().equals(Long.toString(id))) {
        return one;
      }
    }
    return null;
  }

  private static String approve(Owner owner, long id, SigningKey key) throws Exception {
    return Owner.words(owner.approve(new Id(0, id), key.id(), key.sign(statement(owner, id))));
  }

  @Test
  void aTransferIsSettledWhenAsManyApprovedAsItNeeds() throws Exception {
    Owner owner = ownerWith(policy(2, 10, 0, 1_000));
    assertThat(owner.result(1, 10)).isEqualTo("created");
    assertThat(owner.result(2, 11)).isEqualTo("waits");
    assertThat(owner.result(2, 11)).isEqualTo("waits");
    assertThat(approve(owner, 2, alice)).isEqualTo("waits");
    assertThat(approve(owner, 2, alice)).isEqualTo("already_approved");
    assertThat(ledger.debited()).isEqualTo(10);
    assertThat(approve(owner, 2, bob)).isEqualTo("done");
    assertThat(ledger.debited()).isEqualTo(21);
    assertThat(waiting(owner, 2)).isNull();
    assertThat(owner.result(2, 11)).isEqualTo("exists");
  }

  @Test
  void whatWaitsIsListedPageByPageOldestFirst() throws Exception {
    Owner owner = ownerWith(policy(1, 0, 0, 1_000));
    List<Long> ids = List.of(9L, 3L, 7L, 5L);
    for (long id : ids) {
      assertThat(owner.result(id, 5)).isEqualTo("waits");
      ledger.pass(1);
    }
    List<Long> seen = new ArrayList<>();
    WaitingCursor after = null;
    do {
      JsonNode page = JSON.readTree(Owner.text(owner.waiting(after, 3)));
      page.get("waiting").forEach(one -> seen.add(one.get("id").asLong()));
      JsonNode cursor = page.get("cursor");
      after = cursor.isNull() ? null : WaitingCursor.parse(cursor.asText());
    } while (after != null);
    assertThat(seen).isEqualTo(ids);
    assertThat(approve(owner, 3, alice)).isEqualTo("done");
    JsonNode left = JSON.readTree(Owner.text(owner.waiting(null, 100)));
    assertThat(left.get("waiting")).hasSize(3);
    assertThat(JSON.readTree(Owner.text(owner.show())).get("waiting_count").asInt()).isEqualTo(3);
  }

  @Test
  void whatWaitsAndWhoApprovedOutlivesASnapshot() throws Exception {
    Owner owner = ownerWith(policy(2, 0, 0, 1_000));
    assertThat(owner.result(1, 5)).isEqualTo("waits");
    assertThat(approve(owner, 1, alice)).isEqualTo("waits");
    assertThat(owner.result(2, 5)).isEqualTo("waits");
    for (int version = 1; version <= GuardedAccount.SNAPSHOT_EVERY; version++) {
      assertThat(Owner.words(owner.policy(policy(2, 0, 0, 1_000), version, Id.ZERO)))
          .isEqualTo("done");
    }
    String before = Owner.text(owner.waiting(null, 10));
    Owner next = owner();
    assertThat(Owner.text(next.waiting(null, 10))).isEqualTo(before);
    assertThat(journal.read()).isLessThan(GuardedAccount.SNAPSHOT_EVERY);
    assertThat(approve(next, 1, bob)).isEqualTo("done");
    assertThat(ledger.debited()).isEqualTo(5);
  }

  @Test
  void onlyApproversWithTheRoleAndARightSignatureCount() throws Exception {
    Owner owner = ownerWith(policy(1, 0, 0, 1_000));
    assertThat(owner.result(1, 5)).isEqualTo("waits");
    assertThat(owner.result(2, 5)).isEqualTo("waits");
    assertThat(approve(owner, 1, carol)).isEqualTo("approver_unknown");
    assertThat(approve(owner, 1, reader)).isEqualTo("approver_key_invalid");
    byte[] ofAnother = alice.sign(statement(owner, 2));
    assertThat(Owner.words(owner.approve(new Id(0, 1), alice.id(), ofAnother)))
        .isEqualTo("approval_signature_invalid");
    assertThat(Owner.words(owner.approve(new Id(0, 3), alice.id(), ofAnother)))
        .isEqualTo("approval_not_found");
    assertThat(ledger.debited()).isZero();
  }

  @Test
  void whoApprovedIsProvedByWhatIsShown() throws Exception {
    Owner owner = ownerWith(policy(2, 0, 0, 1_000));
    assertThat(owner.result(1, 5)).isEqualTo("waits");
    assertThat(approve(owner, 1, bob)).isEqualTo("waits");
    // Another owner shows the same, out of the journal.
    Owner next = owner();
    JsonNode shown = waiting(next, 1);
    JsonNode approved = shown.get("approved").get(0);
    Base64.Decoder base64 = Base64.getDecoder();
    assertThat(
            new Ed25519Verifier()
                .verifies(
                    bob.id(),
                    base64.decode(approved.get("public_key").asText()),
                    base64.decode(shown.get("statement").asText()),
                    base64.decode(approved.get("signature").asText())))
        .isTrue();
  }

  @Test
  void whatWaitsTooLongExpires() throws Exception {
    Owner owner = ownerWith(policy(1, 0, 0, 1_000));
    assertThat(owner.result(1, 5)).isEqualTo("waits");
    byte[] signature = alice.sign(statement(owner, 1));
    ledger.pass(61);
    assertThat(Owner.words(owner.approve(new Id(0, 1), alice.id(), signature)))
        .isIn("approval_expired", "approval_not_found");
    Awaitility.await().until(() -> waiting(owner, 1) == null);
    assertThat(ledger.debited()).isZero();
  }

  @Test
  void limitsAreJudgedAgainWhenTheLastApproves() throws Exception {
    Owner owner = ownerWith(policy(1, 50, 0, 100));
    assertThat(owner.result(1, 80)).isEqualTo("waits");
    assertThat(owner.result(2, 50)).isEqualTo("created");
    assertThat(approve(owner, 1, alice)).isEqualTo("policy_refused window_amount");
    assertThat(waiting(owner, 1)).isNull();
    assertThat(ledger.debited()).isEqualTo(50);
  }

  @Test
  void whatWasApprovedBeforeACrashIsSettledByTheNextOwner() throws Exception {
    Owner owner = ownerWith(policy(1, 0, 0, 1_000));
    assertThat(owner.result(1, 5)).isEqualTo("waits");
    byte[] signature = alice.sign(statement(owner, 1));
    owner.node.pause();
    owner.approve(new Id(0, 1), alice.id(), signature);
    Awaitility.await().until(() -> owner.node.held() == 1);
    Owner next = owner();
    next.show();
    Awaitility.await().until(() -> ledger.debited() == 5);
    owner.node.resume();
    assertThat(ledger.debited()).isEqualTo(5);
    Awaitility.await().until(() -> waiting(next, 1) == null);
  }

  @Test
  void aSignatureIsNotTakenByAnActorThatAnotherHasFollowed() throws Exception {
    Owner owner = ownerWith(policy(2, 10, 0, 1_000));
    assertThat(owner.result(1, 11)).isEqualTo("waits");
    byte[] signature = alice.sign(statement(owner, 1));
    assertThat(owner().result(2, 10)).isEqualTo("created");
    int events = journal.size();
    assertThat(Owner.words(owner.approve(new Id(0, 1), alice.id(), signature)))
        .isEqualTo("policy_unavailable");
    assertThat(journal.size()).isEqualTo(events);
  }

  @Test
  void aChangeOfThePolicyNeedsAnApproverWhoIsNotItsMaker() throws Exception {
    Owner owner = ownerWith(policy(0, 0, 1, 100));
    Policy wider = policy(0, 0, 1, 900);
    assertThat(Owner.words(owner.policy(wider, 1, alice.id()))).isEqualTo("waits");
    JsonNode proposal = waiting(owner, 0);
    Id what = Id.parse(proposal.get("id").asText(), "");
    byte[] statement = Base64.getDecoder().decode(proposal.get("statement").asText());
    assertThat(Owner.words(owner.approve(what, alice.id(), alice.sign(statement))))
        .isEqualTo("approver_is_maker");
    assertThat(owner.result(1, 101)).isEqualTo("policy_refused window_amount");
    assertThat(Owner.words(owner.approve(what, bob.id(), bob.sign(statement)))).isEqualTo("done");
    assertThat(owner.result(1, 101)).isEqualTo("created");
    assertThat(waiting(owner, 0)).isNull();
  }

  @Test
  void onlySoMuchWaits() {
    Owner owner = ownerWith(policy(1, 0, 0, 1_000));
    for (int id = 1; id <= 4; id++) {
      assertThat(owner.result(id, 1)).isEqualTo("waits");
    }
    assertThat(owner.result(5, 1)).isEqualTo("approvals_waiting");
  }
}
