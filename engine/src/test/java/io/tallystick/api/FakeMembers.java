package io.tallystick.api;

import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.member.MemberReads;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Participants and keys behind the fake engine: judged by a real ledger that holds no money. */
final class FakeMembers {
  private static final TransferLookup NO_PAST =
      new TransferLookup() {
        @Override
        public long find(int kind, long idHigh, long idLow) {
          return NONE;
        }

        @Override
        public void read(long number, byte[] into, int offset) {
          throw new AssertionError("nothing was settled");
        }
      };

  private final Ledger ledger = new Ledger(new LedgerLimits(10, 10, 10), NO_PAST);
  private final ApplyOutput output = new ApplyOutput();

  /** What a server's gate looks at. */
  final MemberDirectory directory = new MemberDirectory();

  /** Results and records of a body. */
  record Applied(int[] results, List<byte[]> records) {}

  Applied apply(Body body, long timestamp) {
    long stamp =
        Math.max(timestamp, ledger.reads().lastTimestamp() + body.rows() + LedgerLimits.EVENTS_MAX);
    ledger.beginBatch(stamp, body.rows(), ledger.reads().nextNumber(), output);
    Names beside = beside(body);
    int key = body.submitter().key();
    if (body.kind() == BodyKind.PARTICIPANTS) {
      ledger.applyParticipants(body.records(), 0, body.rows(), beside, key);
    } else {
      ledger.applyKeys(body.records(), 0, body.rows(), beside, key);
    }
    ledger.endBatch();
    directory.takeAll(reads());
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < output.recordCount(); i++) {
      int at = i * StoredRecord.BYTES;
      records.add(Arrays.copyOfRange(output.records(), at, at + StoredRecord.BYTES));
    }
    return new Applied(Arrays.copyOf(output.results(), body.rows()), records);
  }

  MemberReads reads() {
    return ledger.reads().members();
  }

  private static Names beside(Body body) {
    return new Names() {
      @Override
      public int length(int row) {
        return 0;
      }

      @Override
      public void copy(int row, byte[] into, int offset) {}

      @Override
      public byte[] value(int row, int kind) {
        return body.values().stream()
            .filter(value -> value.row() == row && value.kind() == kind)
            .map(Body.Value::bytes)
            .findFirst()
            .orElse(null);
      }
    };
  }
}
