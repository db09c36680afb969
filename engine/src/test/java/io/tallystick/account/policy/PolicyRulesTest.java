package io.tallystick.account.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision as a table. Used: 60 in 2 debits two hours ago, 30 in 1 just now, 5 granted. */
class PolicyRulesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long NOW = 1_800_000_000L * SECOND;
  private static final Id FRIEND = new Id(0, 7);

  @ParameterizedTest(name = "{0}: {1} to {2}, {3} approved => {4}")
  @CsvSource({
    "open,                       100, 9, 0, allowed",
    "open,                       9223372036854775807, 9, 0, allowed",
    "frozen,                     0,   9, 0, frozen",
    "frozen friends max=1,       100, 9, 0, frozen",
    "friends,                    100, 7, 0, allowed",
    "friends max=1,              100, 9, 0, counterparty",
    "max=100,                    100, 9, 0, allowed",
    "max=100,                    101, 9, 0, transfer_max",
    "max=100,                    9223372036854775807, 9, 0, transfer_max",
    "max=100 window=3600:1:1,    101, 9, 0, transfer_max",
    "window=3600:100:max,        65,  9, 0, allowed",
    "window=3600:100:max,        66,  9, 0, window_amount",
    "window=3600:max:3,          1,   9, 0, allowed",
    "window=3600:max:2,          1,   9, 0, window_count",
    "window=3600:100:2,          66,  9, 0, window_amount",
    "window=10800:100:max,       5,   9, 0, allowed",
    "window=10800:100:max,       6,   9, 0, window_amount",
    "window=10800:max:4,         1,   9, 0, window_count",
    "window=3600:100:max window=10800:100:max, 6, 9, 0, window_amount",
    "window=3600:0:max,          0,   9, 0, window_amount",
    "approvals=2,                1,   9, 0, waits 2",
    "approvals=2,                1,   9, 1, waits 2",
    "approvals=2,                1,   9, 2, allowed",
    "approvals=2 above=50,       50,  9, 0, allowed",
    "approvals=2 above=50,       51,  9, 0, waits 2",
    "approvals=2 max=100,        101, 9, 2, transfer_max",
    "approvals=2 window=3600:100:max, 66, 9, 2, window_amount",
  })
  void theFirstRuleThatIsAgainstItIsTold(
      String policy, long amount, long credited, int approved, String expected) {
    Verdict verdict =
        PolicyRules.judge(policy(policy), amount, new Id(0, credited), approved, use(), NOW);
    assertThat(words(verdict)).isEqualTo(expected);
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      assertThat(refused.why()).isNotBlank();
      return refused.rule();
    }
    return verdict instanceof Verdict.Waits waits ? "waits " + waits.approvals() : "allowed";
  }

  private static WindowUse use() {
    WindowUse use = new WindowUse();
    use.begin(
        List.of(
            new WindowUse.Debits(NOW - 2 * HOUR, 60, 2),
            new WindowUse.Debits(NOW - SECOND, 30, 1)));
    use.granted(1, 5);
    if (use.outstanding() != 1) {
      throw new AssertionError("a grant counts until its outcome is known");
    }
    return use;
  }

  private static Policy policy(String text) {
    boolean frozen = false;
    long max = Policy.NO_LIMIT;
    int approvals = 0;
    long above = 0;
    List<WindowLimit> windows = new ArrayList<>();
    List<Id> friends = new ArrayList<>();
    for (String word : text.strip().split(" ")) {
      String[] field = word.split("=");
      switch (field[0]) {
        case "open" -> {}
        case "frozen" -> frozen = true;
        case "friends" -> friends.add(FRIEND);
        case "max" -> max = Long.parseLong(field[1]);
        case "approvals" -> approvals = Integer.parseInt(field[1]);
        case "above" -> above = Long.parseLong(field[1]);
        case "window" -> {
          String[] part = field[1].split(":");
          windows.add(new WindowLimit(number(part[0]), number(part[1]), number(part[2])));
        }
        default -> throw new IllegalArgumentException(word);
      }
    }
    List<Id> approvers = List.of(new Id(0, 1), new Id(0, 2), new Id(0, 3));
    return new Policy(frozen, max, windows, friends, approvers, approvals, above, 60, 0);
  }

  private static long number(String text) {
    return text.equals("max") ? Policy.NO_LIMIT : Long.parseLong(text);
  }
}
