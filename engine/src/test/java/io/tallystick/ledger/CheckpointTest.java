package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A checkpoint holds the state as it was when it began, whatever happens while it is taken. */
class CheckpointTest {
  private static final LedgerLimits LIMITS = new LedgerLimits(5_000, 3_000, 4);

  @Property(tries = 60)
  void aCheckpointRestoresTheStateAtItsBeginningByteForByte(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int begin,
      @ForAll @IntRange(max = 7) int slice) {
    RandomBatches random = new RandomBatches(seed, 3_000);
    Harness harness = new Harness(LIMITS);
    harness.batch(random.first());
    harness.batch(List.of(accounts(2_000)));
    for (int i = 0; i < begin; i++) {
      step(harness, random);
    }
    long[][] before = States.copy(harness.ledger);
    int sealed = harness.log.batches.size();
    States.Pages pages = new States.Pages();
    LedgerCheckpoint checkpoint = harness.ledger.beginCheckpoint(pages);
    pages.meta = checkpoint.meta();
    for (int i = 0; i < 20; i++) {
      step(harness, random);
      checkpoint.copySlice(slice);
    }
    while (!checkpoint.copySlice(10)) {
      step(harness, random);
    }
    assertThat(pages.count()).isEqualTo((int) checkpoint.pagesTotal());
    Ledger restored = Ledger.restore(LIMITS, new Harness.NoLookup(), pages.source());
    States.assertSame(States.copy(restored), before);

    ApplyOutput out = new ApplyOutput();
    for (MemoryLog.Sealed s : harness.log.batches.subList(sealed, harness.log.batches.size())) {
      restored.replay(
          s.timestamp(), s.firstNumber(), s.records(), 0, s.count(), s.nameSource(), out);
    }
    States.assertSame(States.copy(restored), States.copy(harness.ledger));
    harness.ledger = restored;
    harness.assertSameAsModel();
  }

  @Test
  void aSliceCopiesNoMoreThanItMay() {
    Harness harness = new Harness(LIMITS);
    harness.batch(new RandomBatches(1, 10).first());
    harness.batch(List.of(accounts(2_000)));
    States.Pages pages = new States.Pages();
    LedgerCheckpoint checkpoint = harness.ledger.beginCheckpoint(pages);
    for (int copied = 0; !checkpoint.copySlice(3); copied += 3) {
      assertThat(pages.count()).isEqualTo(copied + 3);
    }
    assertThat(pages.count()).isEqualTo((int) checkpoint.pagesTotal()).isGreaterThan(60);
    assertThat(checkpoint.pagesCopied()).isEqualTo(checkpoint.pagesTotal());
  }

  @Test
  void onlyOneCheckpointIsTakenAtATime() {
    Ledger ledger = new Ledger(LIMITS, new Harness.NoLookup());
    LedgerCheckpoint first = ledger.beginCheckpoint(new States.Pages());
    assertThatThrownBy(() -> ledger.beginCheckpoint(new States.Pages()))
        .isInstanceOf(TallystickException.class);
    first.abort();
    assertThat(ledger.beginCheckpoint(new States.Pages()).copySlice(1_000)).isTrue();
  }

  @Test
  void foreignBytesAreNoCheckpoint() {
    States.Pages pages = new States.Pages();
    assertThatThrownBy(() -> Ledger.restore(LIMITS, new Harness.NoLookup(), pages))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("checkpoint");
  }

  private static void step(Harness harness, RandomBatches random) {
    harness.clock += random.pause() * 1_000_000_000L;
    harness.batch(random.next());
  }

  private static Harness.Body accounts(int count) {
    byte[] b = new byte[count * 128];
    for (int i = 0; i < count; i++) {
      AccountRequest.id(b, i * 128, 7, i);
      AccountRequest.ledger(b, i * 128, 1);
      AccountRequest.code(b, i * 128, 1);
    }
    return new Harness.Body(Harness.Kind.ACCOUNTS, b, java.util.Map.of(3, "number:three"));
  }
}
