package io.tallystick.account.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.account.policy.WindowUse.Debits;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ledger.state.GuardTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Sums over windows: exact while few, never less than what is true. */
class WindowUseTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = GuardTable.NANOS_PER_DAY;
  private static final WindowLimit MINUTE = new WindowLimit(60, Policy.NO_LIMIT, Policy.NO_LIMIT);

  @Property(tries = 300)
  void whatIsSettledAndGrantedIsCountedExactly(@ForAll long seed) {
    Random random = new Random(seed);
    WindowUse use = new WindowUse();
    List<Debits> settled = new ArrayList<>();
    List<Long> outstanding = new ArrayList<>();
    long now = 1_000 * DAY;
    for (int i = 0; i < 200; i++) {
      now += random.nextInt(3) * SECOND;
      if (random.nextBoolean() || outstanding.isEmpty()) {
        outstanding.add((long) i);
        use.granted(i, i + 1);
      } else {
        long grant = outstanding.remove(random.nextInt(outstanding.size()));
        if (random.nextInt(3) == 0) {
          use.released(grant);
        } else {
          settled.add(new Debits(now, grant + 1, 1));
          use.settled(grant, now);
        }
      }
      use.forget(now - MINUTE.nanos());
      long from = now - MINUTE.nanos();
      long amount = outstanding.stream().mapToLong(grant -> grant + 1).sum();
      long count = outstanding.size();
      for (Debits debit : settled) {
        amount += debit.timestamp() > from ? debit.amount() : 0;
        count += debit.timestamp() > from ? 1 : 0;
      }
      assertThat(use.within(MINUTE, now)).isEqualTo(new Debits(now, amount, count));
    }
  }

  /** Whatever amounts: sums that do not fit stop at the largest, and are right again later. */
  @Property(tries = 200)
  void sumsAreThoseOfAddingUpWhateverTheAmounts(@ForAll long seed) {
    Random random = new Random(seed);
    SettledDebits debits = new SettledDebits();
    List<Debits> plain = new ArrayList<>();
    long now = DAY;
    for (int i = 0; i < 300; i++) {
      now += random.nextInt(5) * SECOND;
      Debits debit =
          new Debits(now, random.nextLong() >>> (1 + random.nextInt(63)), random.nextLong() >>> 1);
      debits.add(debit);
      plain.add(debit);
      if (random.nextInt(4) == 0 && plain.size() > 1) {
        debits.mergeOldest();
        Debits oldest = plain.remove(0);
        Debits next = plain.get(0);
        plain.set(
            0,
            new Debits(
                next.timestamp(),
                WindowUse.sum(oldest.amount(), next.amount()),
                WindowUse.sum(oldest.count(), next.count())));
      }
      if (random.nextInt(10) == 0) {
        long until = now - random.nextInt(200) * SECOND;
        debits.forget(until);
        plain.removeIf(old -> old.timestamp() <= until);
      }
      long after = now - random.nextInt(100) * SECOND;
      long amount = 0;
      long count = 0;
      for (Debits old : plain) {
        amount = WindowUse.sum(amount, old.timestamp() > after ? old.amount() : 0);
        count = WindowUse.sum(count, old.timestamp() > after ? old.count() : 0);
      }
      assertThat(debits.size()).isEqualTo(plain.size());
      assertThat(debits.amountAfter(after)).isEqualTo(amount);
      assertThat(debits.countAfter(after)).isEqualTo(count);
    }
  }

  @Test
  void aDebitLeavesTheWindowWhenItIsAsOldAsTheWindowIsLong() {
    WindowUse use = new WindowUse();
    use.granted(1, 10);
    use.settled(1, 5 * DAY);
    assertThat(use.within(MINUTE, 5 * DAY + 60 * SECOND - 1).amount()).isEqualTo(10);
    assertThat(use.within(MINUTE, 5 * DAY + 60 * SECOND).amount()).isZero();
  }

  @Test
  void pastItsBoundItForgetsTooLateRatherThanTooEarly() {
    WindowUse use = new WindowUse();
    int debits = 2 * WindowUse.SETTLED_MAX;
    for (int i = 0; i < debits; i++) {
      use.granted(i, 1);
      use.settled(i, DAY + i);
    }
    WindowLimit day = new WindowLimit(86_400, Policy.NO_LIMIT, Policy.NO_LIMIT);
    assertThat(use.within(day, DAY + debits)).isEqualTo(new Debits(DAY + debits, debits, debits));
    assertThat(use.within(day, 2 * DAY + 10).count()).isEqualTo(debits);
  }

  @Test
  void sumsStayAtTheirMost() {
    WindowUse use = new WindowUse();
    use.granted(1, Long.MAX_VALUE);
    use.granted(2, Long.MAX_VALUE);
    assertThat(use.within(MINUTE, DAY).amount()).isEqualTo(Long.MAX_VALUE);
    use.released(1);
    assertThat(use.within(MINUTE, DAY)).isEqualTo(new Debits(DAY, Long.MAX_VALUE, 1));
  }

  @Test
  void daysThatWereReadWholeCountByTheirDebitsAndOthersByTheirSums() {
    List<GuardView.Day> days =
        List.of(
            new GuardView.Day(10, 100, 4),
            new GuardView.Day(11, 50, 3),
            new GuardView.Day(12, 9, 1));
    List<Debits> read = List.of(new Debits(12 * DAY + 5, 9, 1), new Debits(11 * DAY + 500, 20, 1));
    assertThat(KnownUse.of(days, read, 11 * DAY + 400))
        .containsExactly(
            new Debits(11 * DAY - 1, 100, 4),
            new Debits(11 * DAY + 400, 30, 2),
            new Debits(11 * DAY + 500, 20, 1),
            new Debits(12 * DAY + 5, 9, 1));
  }

  @Test
  void aPolicysBytesAreReadAsTheyWereWritten() {
    Policy policy =
        new Policy(
            true,
            5,
            List.of(new WindowLimit(86_400, 7, 8), new WindowLimit(60, 9, 1), MINUTE),
            List.of(new io.tallystick.ledger.Id(1, 2), new io.tallystick.ledger.Id(0, 3)),
            List.of(new io.tallystick.ledger.Id(-1, 2)),
            1,
            44,
            600,
            1);
    byte[] bytes = PolicyBytes.write(policy);
    assertThat(PolicyBytes.read(bytes)).isEqualTo(policy);
    assertThat(policy.windows().get(0).seconds()).isEqualTo(60);
    assertThat(PolicyBytes.digest(policy))
        .hasSize(32)
        .isNotEqualTo(PolicyBytes.digest(Policy.OPEN));
    for (int cut = 0; cut < bytes.length; cut++) {
      byte[] shorter = java.util.Arrays.copyOf(bytes, cut);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> PolicyBytes.read(shorter))
          .hasMessageContaining("no policy");
    }
  }
}
