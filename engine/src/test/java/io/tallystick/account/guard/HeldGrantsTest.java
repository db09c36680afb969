package io.tallystick.account.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.account.guard.HeldGrants.Asked;
import io.tallystick.account.guard.HeldGrants.Held;
import io.tallystick.ledger.Id;
import org.junit.jupiter.api.Test;

/** Which requests of chains are judged, and when a grant's outcome should be known. */
class HeldGrantsTest {
  private static final Id CHAIN = new Id(1, 1);
  private static final Id OTHER = new Id(1, 2);
  private static final byte[] ROWS = {1};
  private static final byte[] OTHER_ROWS = {2};

  private final HeldGrants held = new HeldGrants();

  @Test
  void theSameRequestIsKnownAgainAndItsRowsAreHeldOnce() {
    assertThat(held.asked(CHAIN, ROWS)).isEqualTo(Asked.NEW);
    held.hold(CHAIN, new Held(ROWS, new long[] {1}, 10));
    assertThat(held.asked(CHAIN, ROWS)).isEqualTo(Asked.AGAIN);
    assertThat(held.asked(CHAIN, OTHER_ROWS)).isEqualTo(Asked.DIFFERS);
    assertThat(held.asked(OTHER, ROWS)).isEqualTo(Asked.UNDER_WAY);
    assertThat(held.asked(OTHER, OTHER_ROWS)).isEqualTo(Asked.NEW);
  }

  @Test
  void whatIsTakenOnceIsGone() {
    held.hold(CHAIN, new Held(ROWS, new long[] {4, 5}, 10));
    assertThat(held.take(CHAIN).numbers()).containsExactly(4, 5);
    assertThat(held.take(CHAIN)).isNull();
    assertThat(held.asked(OTHER, ROWS)).isEqualTo(Asked.NEW);
  }

  @Test
  void aGrantIsOverdueAfterItsTimeByAClockThatMayWrapAround() {
    held.hold(CHAIN, new Held(ROWS, new long[] {1}, Long.MIN_VALUE + 5));
    assertThat(held.overdue(Long.MAX_VALUE)).isFalse();
    assertThat(held.overdue(Long.MIN_VALUE + 5)).isFalse();
    assertThat(held.overdue(Long.MIN_VALUE + 6)).isTrue();
    held.clear();
    assertThat(held.overdue(Long.MIN_VALUE + 6)).isFalse();
  }
}
