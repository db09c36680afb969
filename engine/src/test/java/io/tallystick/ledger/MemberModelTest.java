package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.MemberReads;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.model.NaiveMembers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever is asked of participants and keys, the engine answers as the naive model does. */
class MemberModelTest {
  private static final String[] CODES = {"house", "bank-a", "bank-b", "desk"};
  private static final String[] KEYS = new String[14];
  private static final String[] ROLES = {
    "submit",
    "admin",
    "operator",
    "officer",
    "submit,read",
    "admin,submit",
    "auditor",
    "officer,read",
    "operator,admin",
    ""
  };

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = "key-" + i;
    }
  }

  private final Set<String> seen = new HashSet<>();

  @Property(tries = 300)
  void theEngineAgreesWithTheModel(@ForAll long seed) {
    run(seed, 60);
  }

  @Test
  void chanceReachesAlmostEveryResult() {
    for (long seed = 0; seed < 150; seed++) {
      run(seed, 60);
    }
    assertThat(seen)
        .contains(
            "created",
            "exists",
            "submitter_not_authorised",
            "exists_with_different_fields",
            "version_conflict",
            "participant_not_found",
            "operator_role_is_fixed",
            "operator_cannot_be_suspended",
            "not_permitted",
            "key_already_used",
            "roles_not_granted",
            "officer_stands_alone",
            "validity_empty",
            "key_not_found",
            "key_already_revoked",
            "signer_not_an_officer",
            "quorum_not_reached",
            "last_operator_key");
  }

  private void run(long seed, int steps) {
    Random random = new Random(seed);
    MemberBench bench = new MemberBench();
    NaiveMembers naive = new NaiveMembers();
    for (int step = 0; step < steps; step++) {
      if (random.nextInt(4) == 0) {
        bench.clock += random.nextInt(5) * MemberBench.SECOND;
      }
      String submitter = submitter(random, naive);
      int key = submitter == null ? 0 : bench.keyNumber(submitter);
      long time = bench.next();
      String expected;
      String actual;
      if (random.nextInt(3) == 0) {
        byte[] row = participant(random);
        String name = random.nextInt(20) == 0 ? "" : "name " + random.nextInt(2);
        expected = naive.participant(row, name, key, time);
        actual = bench.participant(row, name.isEmpty() ? null : name, submitter);
      } else {
        byte[] row = key(random, time, naive);
        int action = KeyRequest.action(row, 0);
        byte[] publicKey = action == 3 ? null : publicKeyOf(row);
        byte[] signatures = action == 4 ? signatures(random) : null;
        expected = naive.key(row, publicKey, signatures, key, time);
        actual = bench.key(row, publicKey, signatures, submitter);
      }
      assertThat(actual).as("step %d of seed %d", step, seed).isEqualTo(expected);
      assertThat(bench.clock).isEqualTo(time);
      seen.add(actual);
      assertSame(bench.ledger.reads().members(), naive);
    }
    bench.assertReplayIsSame();
  }

  private static void assertSame(MemberReads reads, NaiveMembers naive) {
    List<String> members = new ArrayList<>();
    for (int number = 1; number <= reads.participantCount(); number++) {
      ParticipantView v = reads.participant(number);
      members.add(
          v.code()
              + " "
              + v.name()
              + " "
              + v.roles()
              + " "
              + v.suspended()
              + " "
              + v.quorum()
              + " "
              + v.version());
    }
    assertThat(members)
        .containsExactlyInAnyOrderElementsOf(
            naive.members().stream().map(NaiveMembers.Member::text).toList());
    List<String> keys = new ArrayList<>();
    for (int number = 1; number <= reads.keyCount(); number++) {
      KeyView v = reads.key(number);
      keys.add(
          number
              + " "
              + KeyIds.text(v.id())
              + " "
              + reads.code(v.participant())
              + " "
              + v.roles()
              + " "
              + v.from()
              + " "
              + v.until()
              + " "
              + v.revoked()
              + " "
              + v.replaced());
    }
    assertThat(keys)
        .containsExactlyElementsOf(naive.keys().stream().map(NaiveMembers.Key::text).toList());
  }

  private static String submitter(Random random, NaiveMembers naive) {
    int known = naive.keys().size();
    if (known == 0 || random.nextInt(3) == 0) {
      return null;
    }
    return named(naive.keys().get(random.nextInt(known)).text().split(" ")[1]);
  }

  private static String named(String keyId) {
    return Arrays.stream(KEYS)
        .filter(name -> KeyIds.text(MemberBench.keyId(name)).equals(keyId))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] participant(Random random) {
    byte[] row = new byte[128];
    String code = CODES[random.nextInt(CODES.length)];
    int operator = code.equals("house") == (random.nextInt(10) != 0) ? 16 : 0;
    ParticipantRequest.write(
        row,
        0,
        code,
        (random.nextInt(4) == 0 ? random.nextInt(16) : 15) | operator | (random.nextInt(3) << 5),
        random.nextInt(8) == 0 ? 1 : 0,
        random.nextInt(3),
        random.nextInt(3) == 0 ? 1 : random.nextInt(4));
    return row;
  }

  private static byte[] key(Random random, long time, NaiveMembers naive) {
    byte[] row = new byte[128];
    String name = KEYS[random.nextInt(KEYS.length)];
    String code = CODES[random.nextInt(CODES.length)];
    KeyAction action = KeyAction.values()[random.nextInt(4)];
    String known = KEYS[random.nextInt(KEYS.length)];
    if (!naive.keys().isEmpty() && random.nextInt(4) != 0) {
      String[] one = naive.keys().get(random.nextInt(naive.keys().size())).text().split(" ");
      known = named(one[1]);
      code = one[2];
    }
    KeyRequest.begin(
        row, 0, action, MemberBench.keyId(action == KeyAction.REVOKE ? known : name), code);
    if (action == KeyAction.REVOKE) {
      KeyRequest.notAfter(row, 0, moment(random, time));
      return row;
    }
    KeyRequest.brings(
        row,
        0,
        io.tallystick.ledger.member.KeyType.ED25519,
        MemberBench.roles(ROLES[random.nextInt(ROLES.length)]),
        moment(random, time),
        random.nextInt(4) == 0 ? moment(random, time) : 0);
    if (action == KeyAction.ROTATE) {
      KeyRequest.replaces(row, 0, MemberBench.keyId(known), moment(random, time));
    }
    if (action == KeyAction.RECOVER) {
      KeyRequest.flags(row, 0, random.nextInt(2));
    }
    return row;
  }

  /** Mostly none; else a few seconds around now, on whole seconds so that retries happen. */
  private static long moment(Random random, long time) {
    if (random.nextInt(3) != 0) {
      return 0;
    }
    long second = time / MemberBench.SECOND + random.nextInt(6) - 1;
    return second * MemberBench.SECOND;
  }

  private static byte[] publicKeyOf(byte[] row) {
    return Arrays.stream(KEYS)
        .filter(name -> MemberBench.keyId(name).equals(KeyRequest.id(row, 0)))
        .map(MemberBench::publicKey)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] signatures(Random random) {
    String[] signers = new String[random.nextInt(3)];
    for (int i = 0; i < signers.length; i++) {
      signers[i] = KEYS[random.nextInt(KEYS.length)];
    }
    return MemberBench.signatures(signers);
  }
}
