package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of participants; each test ends with a replay. */
class MemberRulesTest {
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
  void aParticipantIsReadAsItWasMade() {
    ParticipantView view = bench.ledger.reads().members().participant("bank-a").orElseThrow();
    assertThat(view.number()).isEqualTo(2);
    assertThat(view.name()).isEqualTo("bank-a plc");
    assertThat(Roles.names(view.roles())).containsExactly("submit", "approve", "read", "admin");
    assertThat(view.version()).isEqualTo(1);
    assertThat(view.keys()).isEqualTo(1);
    assertThat(view.ownerNumber()).isEqualTo(2);
    assertThat(bench.ledger.reads().members().participant("house").orElseThrow().ownerNumber())
        .isZero();
    assertThat(bench.ledger.reads().members().participant("bank-b")).isEmpty();
    assertThat(bench.ledger.reads().members().participant("bank b")).isEmpty();
  }

  @Test
  void aRetryOfACreationOrChangeExists() {
    assertThat(bench.participant("root", "bank-a", ALL, 0, 1)).isEqualTo("exists");
    long first = bench.out.timestamps()[0];
    assertThat(first)
        .isEqualTo(bench.ledger.reads().members().participant("bank-a").get().createdAt());
    created(bench.participant("root", "bank-a", "submit,read,admin", 2, 2));
    assertThat(bench.participant("root", "bank-a", "submit,read,admin", 2, 2)).isEqualTo("exists");
    assertThat(bench.participant("root", "bank-a", ALL, 2, 2))
        .isEqualTo("exists_with_different_fields");
    assertThat(bench.participant("root", "bank-a", ALL, 0, 1)).isEqualTo("version_conflict");
    assertThat(bench.participant("root", "bank-a", ALL, 0, 4)).isEqualTo("version_conflict");
    assertThat(bench.participant("root", "bank-b", ALL, 0, 2)).isEqualTo("participant_not_found");
  }

  @Test
  void participantsAreTheOperatorsMatter() {
    created(bench.add("a-admin", "bank-a", "a-submit", "submit"));
    for (String key : new String[] {"a-admin", "a-submit"}) {
      assertThat(bench.participant(key, "bank-b", ALL, 0, 1)).isEqualTo("submitter_not_authorised");
    }
  }

  @Test
  void whatIsNoParticipantIsRefused() {
    assertThat(bench.participant(row(1, 0, 0), null, "root")).isEqualTo("name_malformed");
    assertThat(bench.participant(row(1, 0, 0), "n".repeat(129), "root"))
        .isEqualTo("name_malformed");
    assertThat(bench.participant(row(1, 0, 0), "line\nfeed", "root")).isEqualTo("name_malformed");
    assertThat(bench.participant(row(0, 0, 0), "n", "root")).isEqualTo("version_must_not_be_zero");
    assertThat(bench.participant(row(1, 64, 0), "n", "root")).isEqualTo("roles_unknown");
    assertThat(bench.participant(row(1, 128, 0), "n", "root")).isEqualTo("roles_unknown");
    assertThat(bench.participant(row(1, 1, 13), "n", "root")).isEqualTo("quorum_out_of_range");
    assertThat(bench.participant(row(1, 1, -1), "n", "root")).isEqualTo("quorum_out_of_range");
    for (int at : new int[] {0, 15, 64, 119}) {
      byte[] row = row(1, 1, 0);
      row[at] = 1;
      assertThat(bench.participant(row, "n", "root")).isEqualTo("reserved_field");
    }
    byte[] flags = row(1, 1, 0);
    flags[ParticipantRequest.FLAGS] = 2;
    assertThat(bench.participant(flags, "n", "root")).isEqualTo("reserved_flag");
    byte[] stamped = row(1, 1, 0);
    ParticipantRequest.timestamp(stamped, 0, 1);
    assertThat(bench.participant(stamped, "n", "root")).isEqualTo("timestamp_must_be_zero");
    for (byte wrong : new byte[] {'_', ' ', '/', 0, (byte) 0xC3}) {
      byte[] code = row(1, 1, 0);
      code[ParticipantRequest.CODE] = wrong;
      assertThat(bench.participant(code, "n", "root")).isEqualTo("code_malformed");
    }
    byte[] hole = row(1, 1, 0);
    hole[ParticipantRequest.CODE + 31] = 'x';
    assertThat(bench.participant(hole, "n", "root")).isEqualTo("code_malformed");
    Assertions.assertThatThrownBy(
            () -> ParticipantRequest.write(new byte[128], 0, "a_b", 0, 0, 0, 1))
        .isInstanceOf(TallystickException.class);
  }

  private static byte[] row(int version, int roles, int quorum) {
    byte[] row = new byte[128];
    ParticipantRequest.write(row, 0, "bank-x", roles, 0, quorum, version);
    return row;
  }

  @Test
  void whoseScopeIsTheOperatorsStaysSo() {
    assertThat(bench.participant("root", "bank-a", ALL + ",operator", 0, 2))
        .isEqualTo("operator_role_is_fixed");
    assertThat(bench.participant("root", "house", "submit", 0, 2))
        .isEqualTo("operator_role_is_fixed");
    byte[] row = new byte[128];
    ParticipantRequest.write(row, 0, "house", Roles.OPERATOR, ParticipantRequest.SUSPENDED, 0, 2);
    assertThat(bench.participant(row, "n", "root")).isEqualTo("operator_cannot_be_suspended");
  }

  @Test
  void keysOfASuspendedParticipantCanDoNothing() {
    created(bench.add("root", "bank-a", "a-submit", "submit"));
    byte[] row = new byte[128];
    ParticipantRequest.write(row, 0, "bank-a", Roles.SUBMIT, ParticipantRequest.SUSPENDED, 0, 2);
    created(bench.participant(row, "bank-a plc", "root"));
    created(bench.ledgerOf("root"));
    assertThat(bench.account("a-submit", 1, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.add("a-admin", "bank-a", "k", "submit")).isEqualTo("submitter_not_authorised");
    created(bench.participant("root", "bank-a", ALL, 0, 3));
    created(bench.account("a-submit", 1, 0));
  }

  @Test
  void aNumberMeansTheSameInAllResults() {
    Set<String> texts = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    Arrays.stream(KeyResult.values())
        .filter(r -> r.number() >= 1000)
        .forEach(r -> texts.add(r.number() + r.wireName()));
    Arrays.stream(ParticipantResult.values())
        .filter(r -> r.number() >= 1000)
        .forEach(r -> texts.add(r.number() + r.wireName()));
    Arrays.stream(TransferResult.values())
        .filter(r -> r.number() >= 1000)
        .forEach(r -> texts.add(r.number() + r.wireName()));
    Arrays.stream(AccountResult.values())
        .filter(r -> r.number() >= 1000)
        .forEach(r -> texts.add(r.number() + r.wireName()));
    Arrays.stream(LedgerResult.values())
        .filter(r -> r.number() >= 1000)
        .forEach(r -> texts.add(r.number() + r.wireName()));
    texts.forEach(text -> assertThat(numbers.add(Integer.parseInt(text, 0, 4, 10))).isTrue());
    for (KeyResult result : KeyResult.values()) {
      assertThat(KeyResult.of(result.number())).isSameAs(result);
    }
    for (ParticipantResult result : ParticipantResult.values()) {
      assertThat(ParticipantResult.of(result.number())).isSameAs(result);
    }
  }

  @Test
  void keyIdsAndSignaturesAreReadBack() {
    Id id = MemberBench.keyId("k");
    assertThat(KeyIds.parse(KeyIds.text(id))).isEqualTo(id);
    assertThat(KeyIds.parse(KeyIds.text(id).toUpperCase(java.util.Locale.ROOT))).isNull();
    assertThat(KeyIds.parse("00")).isNull();
    byte[] signatures = MemberBench.signatures("a", "b");
    assertThat(signatures).hasSize(2 * 82);
    for (int length = 0; length < signatures.length; length++) {
      boolean whole = length == 0 || length == 82;
      assertThat(OfficerSignatures.read(Arrays.copyOf(signatures, length)).isPresent())
          .isEqualTo(whole);
    }
  }
}
