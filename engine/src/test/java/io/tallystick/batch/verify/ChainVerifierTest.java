package io.tallystick.batch.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchDraft;
import io.tallystick.batch.ChainHead;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.TestChain;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private final TestChain chain = TestChain.random(new Random(1), 6, 600);

  private VerifyResult verify(VerifyPlan plan) {
    return new ChainVerifier(plan, new ListSource(chain.batches())).verify();
  }

  private String failureOf(VerifyPlan plan) {
    ChainFailure failure = verify(plan).failure().orElseThrow();
    return failure.height() + " " + failure.fault().what();
  }

  @Test
  void progress_is_told_after_every_batch() {
    List<String> heard = new ArrayList<>();
    VerifyResult result =
        verify(
            VerifyPlan.fromGenesis()
                .listener((height, records) -> heard.add(height + "/" + records)));
    assertThat(heard).hasSize(6).last().isEqualTo("6/" + result.state().head().recordCount());
    assertThat(result.state().head().hash()).isEqualTo(chain.hash(6));
  }

  @Test
  void an_expected_hash_is_asked_for_at_its_height() {
    assertThat(verify(VerifyPlan.fromGenesis().expect(4, chain.hash(4))).right()).isTrue();
    assertThat(failureOf(VerifyPlan.fromGenesis().expect(4, chain.hash(3))))
        .isEqualTo("4 expected_hash");
  }

  @Test
  void a_chain_shorter_than_known_is_cut() {
    assertThat(verify(VerifyPlan.fromGenesis().reaches(6)).right()).isTrue();
    assertThat(failureOf(VerifyPlan.fromGenesis().reaches(7))).isEqualTo("7 cut_end");
    assertThat(failureOf(VerifyPlan.fromGenesis().expect(9, Hash.ZERO))).isEqualTo("7 cut_end");
    VerifyResult nothing =
        new ChainVerifier(VerifyPlan.fromGenesis().reaches(1), new ListSource(List.of())).verify();
    assertThat(nothing.failure()).map(ChainFailure::height).contains(1L);
  }

  @Test
  void no_batches_at_all_are_right_if_none_are_known() {
    VerifyResult nothing =
        new ChainVerifier(VerifyPlan.fromGenesis(), new ListSource(List.of())).verify();
    assertThat(nothing.right()).isTrue();
    assertThat(nothing.state().head().height()).isZero();
  }

  @Test
  void another_group_is_refused() {
    assertThat(failureOf(VerifyPlan.fromGenesis().group(new UUID(1, 2)))).isEqualTo("1 group_id");
  }

  @Test
  void a_walk_can_start_behind_any_state() {
    Random random = new Random(2);
    TestChain grown = TestChain.random(random, 3, 400);
    ChainState state = grown.sealer().state();
    List<byte[]> later = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      grown.add(grown.randomDraft(random, 400));
      later.add(grown.batches().get(3 + i));
    }
    VerifyResult result = new ChainVerifier(VerifyPlan.from(state), new ListSource(later)).verify();
    assertThat(result.failure()).isEmpty();
    assertThat(result.heights()).isEqualTo(3);
    assertThat(result.state()).isEqualTo(grown.sealer().state());
    VerifyPlan other = VerifyPlan.from(state).expect(3, Hash.ZERO);
    assertThat(new ChainVerifier(other, new ListSource(later)).verify().failure())
        .map(ChainFailure::height)
        .contains(3L);
  }

  private static TestChain twoEpochs() {
    TestChain first = TestChain.random(new Random(3), 2, 20);
    ChainHead head = first.sealer().head();
    TestChain second =
        new TestChain(new ChainState(head.inEpoch(2), first.sealer().state().frontier()));
    second.add(new BatchDraft().order(head.term() + 1, head.stampNs() + 8_190, 0, 0));
    first.batches().addAll(second.batches());
    return first;
  }

  private static Optional<String> epochFault(Map<Long, Long> epochs) {
    VerifyPlan plan = VerifyPlan.fromGenesis().epochs(epochs);
    return new ChainVerifier(plan, new ListSource(twoEpochs().batches()))
        .verify()
        .failure()
        .map(failure -> failure.height() + " " + failure.fault().what());
  }

  @Test
  void an_epoch_starts_only_behind_the_height_that_it_was_restored_to() {
    VerifyPlan unknown = VerifyPlan.fromGenesis();
    assertThat(new ChainVerifier(unknown, new ListSource(twoEpochs().batches())).verify().right())
        .isTrue();
    assertThat(epochFault(Map.of(1L, 0L, 2L, 2L))).isEmpty();
    assertThat(epochFault(Map.of(1L, 0L, 2L, 1L))).contains("3 epoch");
    assertThat(epochFault(Map.of(1L, 0L))).contains("3 epoch");
    assertThat(epochFault(Map.of(2L, 0L))).contains("1 epoch");
  }

  @Test
  void what_the_replay_finds_is_the_failure_of_its_batch() {
    VerifyPlan plan =
        VerifyPlan.fromGenesis()
            .replay(
                batch ->
                    batch.header().height() == 5
                        ? Optional.of(batch.recordFault(2, "balance", "7", "8"))
                        : Optional.empty());
    ChainFailure failure = verify(plan).failure().orElseThrow();
    assertThat(failure.height()).isEqualTo(5);
    assertThat(failure.fault().fromByte()).isEqualTo(256 + 2 * 176);
    assertThat(failure.fault().toByte()).isEqualTo(256 + 3 * 176);
    long before = chain.batches().subList(0, 4).stream().mapToLong(batch -> batch.length).sum();
    assertThat(failure.placeFrom()).isEqualTo(before + 256 + 2 * 176);
    assertThat(failure)
        .hasToString(
            "height 5: balance at bytes 608…784: expected 7, found 8 (list, bytes %d…%d)"
                .formatted(before + 608, before + 784));
  }

  private static SealedBatchSource failing(ErrorKind kind) {
    return new SealedBatchSource() {
      @Override
      public Optional<SourcedBatch> next() {
        throw TallystickException.of(kind, "segment_damaged", "checksum of a frame");
      }

      @Override
      public String place() {
        return "0001.segment";
      }

      @Override
      public long placeOffset() {
        return 4096;
      }
    };
  }

  @Test
  void a_place_that_cannot_be_read_is_a_failure_at_the_height_that_was_due() {
    ChainFailure failure =
        new ChainVerifier(VerifyPlan.from(chain.sealer().state()), failing(ErrorKind.DAMAGED))
            .verify()
            .failure()
            .orElseThrow();
    assertThat(failure.height()).isEqualTo(7);
    assertThat(failure.fault().what()).isEqualTo("segment_damaged");
    assertThat(failure.place()).isEqualTo("0001.segment");
    assertThat(failure.placeFrom()).isEqualTo(4096);
    ChainVerifier away =
        new ChainVerifier(VerifyPlan.fromGenesis(), failing(ErrorKind.UNAVAILABLE));
    assertThatThrownBy(away::verify).isInstanceOf(TallystickException.class);
  }

  @Test
  void kept_subtree_roots_are_held_against_the_records() {
    assertThat(chain.store().count()).isGreaterThan(1);
    assertThat(verify(VerifyPlan.fromGenesis().subtrees(chain.store())).right()).isTrue();
    assertThat(failureOf(VerifyPlan.fromGenesis().subtrees(new MemorySubtreeStore())))
        .isEqualTo("7 subtrees_missing");
    MemorySubtreeStore changed = new MemorySubtreeStore();
    byte[] root = new byte[Hash.BYTES];
    for (long i = 0; i < chain.store().count(); i++) {
      chain.store().read(i, root, 0);
      root[0] ^= 1;
      changed.append(root, 0);
    }
    assertThat(failureOf(VerifyPlan.fromGenesis().subtrees(changed))).endsWith("subtree_differs");
  }

  @Test
  void an_expected_head_is_a_height_and_a_hash() {
    ExpectedHead head = new ExpectedHead(17, chain.hash(1));
    assertThat(ExpectedHead.parse(head.toString())).isEqualTo(head);
    for (String wrong :
        new String[] {
          "", ":", "17", "17:", "0:" + Hash.ZERO, "x:" + Hash.ZERO, "17:" + "0".repeat(63)
        }) {
      assertThatThrownBy(() -> ExpectedHead.parse(wrong))
          .as(wrong)
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
    }
  }
}
