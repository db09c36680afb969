package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.state.LedgerState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checkpoints hold participants and keys; those of before there were any still restore. */
class MemberCheckpointTest {
  private static States.Pages checkpoint(Ledger ledger) {
    States.Pages pages = new States.Pages();
    LedgerCheckpoint checkpoint = ledger.beginCheckpoint(pages);
    pages.meta = checkpoint.meta();
    while (!checkpoint.copySlice(10)) {
      Thread.onSpinWait();
    }
    return pages;
  }

  @Test
  void aRestoredLedgerKnowsCodesAndKeysAndGoesOnAlike() {
    MemberBench bench = MemberBench.withTwoParticipants();
    bench.add("a-admin", "bank-a", "k", "submit");
    States.Pages pages = checkpoint(bench.ledger);
    Ledger restored =
        Ledger.restore(LedgerLimits.defaults(), new Harness.NoLookup(), pages.source());
    States.assertSame(States.copy(restored), States.copy(bench.ledger));
    assertThat(restored.reads().members().participant("bank-a").orElseThrow())
        .isEqualTo(bench.ledger.reads().members().participant("bank-a").orElseThrow());
    assertThat(restored.reads().members().key(MemberBench.keyId("k")).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(bench.ledger.reads().members().key(MemberBench.keyId("k")).orElseThrow());

    int before = bench.batches.size();
    bench.rotate("a-admin", "bank-a", "k", "k2", "submit", 0);
    bench.participant("root", "bank-b", "read", 0, 1);
    ApplyOutput out = new ApplyOutput();
    for (MemberBench.Sealed s : bench.batches.subList(before, bench.batches.size())) {
      restored.replay(s.timestamp(), s.first(), s.records(), 0, s.count(), s.names(), out);
    }
    States.assertSame(States.copy(restored), States.copy(bench.ledger));
  }

  @Test
  void aCheckpointOfBeforeThereWereParticipantsRestores() {
    Harness harness = new Harness(new LedgerLimits(100, 100, 4));
    harness.batch(new RandomBatches(1, 10).first());
    States.Pages pages = checkpoint(harness.ledger);
    int sections = 11;
    assertThat(LedgerState.SECTIONS).isGreaterThan(sections);
    byte[] meta = Arrays.copyOf(pages.meta, 8 + sections * Long.BYTES);
    LittleEndian.putInt(meta, 4, sections);
    pages.meta = meta;
    Ledger restored = Ledger.restore(harness.limits, new Harness.NoLookup(), pages.source());
    States.assertSame(States.copy(restored), States.copy(harness.ledger));
    assertThat(restored.reads().members().participantCount()).isZero();
    assertThat(LedgerCheckpoint.pagesOf(meta)).hasSize(sections);
  }
}
