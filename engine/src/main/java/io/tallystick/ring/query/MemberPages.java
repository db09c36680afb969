package io.tallystick.ring.query;

import io.tallystick.ledger.member.MemberReads;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Participants as queries show them; on the apply thread. */
final class MemberPages {
  private static final char CURSOR = 'p';

  private MemberPages() {}

  /** The number that a page's rows come after; 0 without a cursor. */
  static int after(String cursor) {
    return cursor == null ? 0 : (int) Cursors.position(CURSOR, cursor, Integer.MAX_VALUE - 1);
  }

  static Optional<MemberRow> participant(MemberReads members, String code) {
    return members
        .participant(code)
        .map(found -> new MemberRow(found, members.keysOf(found.number())));
  }

  /** At most {@code limit} participants after the number {@code after}. */
  static Page<ParticipantView> participants(MemberReads members, int after, int limit) {
    int end = (int) Math.min(members.participantCount(), (long) after + limit);
    List<ParticipantView> rows = new ArrayList<>();
    for (int number = after + 1; number <= end; number++) {
      rows.add(members.participant(number));
    }
    return new Page<>(rows, end < members.participantCount() ? Cursors.of(CURSOR, end) : null);
  }
}
