package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealerTest {
  @Test
  void each_header_links_to_the_one_before() {
    TestChain chain = TestChain.random(new Random(1), 5, 20);
    Hash previous = Hash.ZERO;
    long records = 0;
    for (int i = 0; i < chain.heights(); i++) {
      byte[] bytes = chain.batches().get(i);
      BatchHeader header = SealedBatch.decode(bytes, 0, bytes.length).header();
      assertThat(header.height()).isEqualTo(i + 1L);
      assertThat(header.previousHash()).isEqualTo(previous);
      assertThat(header.firstRecord()).isEqualTo(records);
      previous = header.hash();
      records = header.recordsThrough();
    }
    assertThat(chain.sealer().head().hash()).isEqualTo(previous);
    assertThat(chain.sealer().head().recordCount()).isEqualTo(records);
  }

  @Test
  void an_empty_batch_has_the_root_of_the_batch_before() {
    TestChain chain = TestChain.random(new Random(2), 1, 20);
    Hash root = BatchHeader.decode(chain.batches().get(0), 0).merkleRoot();
    ChainHead head = chain.sealer().head();
    BatchHeader empty =
        chain.add(new BatchDraft().order(head.term(), head.stampNs() + 8_190, 1, 0));
    assertThat(empty.merkleRoot()).isEqualTo(root);
    assertThat(empty.recordCount()).isZero();
    assertThat(empty.refusalDigest()).isEqualTo(Hash.OF_NOTHING);
    assertThat(empty.sideDigest()).isEqualTo(Hash.OF_NOTHING);
    assertThat(empty.closesJournalUnit()).isTrue();
  }

  @Test
  void a_later_epoch_goes_on_behind_the_same_hash() {
    TestChain chain = TestChain.random(new Random(3), 2, 20);
    ChainState state = chain.sealer().state();
    Sealer next =
        new Sealer(new ChainState(state.head().inEpoch(2), state.frontier()), chain.store());
    ChainHead head = state.head();
    BatchHeader header =
        next.seal(new BatchDraft().order(head.term() + 1, head.stampNs() + 8_190, 0, 0));
    assertThat(header.epoch()).isEqualTo(2);
    assertThat(header.previousHash()).isEqualTo(head.hash());
    assertThat(head.check(header)).isEmpty();
  }

  @Test
  void a_draft_that_does_not_follow_its_chain_is_refused() {
    TestChain chain = TestChain.random(new Random(4), 2, 20);
    ChainHead head = chain.sealer().head();
    long stampMin = head.stampNs() + 8_190;
    for (BatchDraft draft :
        new BatchDraft[] {
          new BatchDraft().order(head.term() - 1, stampMin, 0, 0),
          new BatchDraft().order(head.term(), stampMin - 1, 0, 0),
          new BatchDraft().order(head.term(), stampMin, 0, 1),
          new BatchDraft().order(head.term(), stampMin, 2, 0),
        }) {
      Sealer sealer = new Sealer(chain.sealer().state(), chain.store());
      assertThatThrownBy(() -> sealer.seal(draft))
          .isInstanceOfSatisfying(
              TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL));
    }
  }

  @Test
  void a_state_of_wrong_bytes_is_damage() {
    byte[] state = TestChain.random(new Random(5), 2, 20).sealer().state().encode();
    byte[] version = state.clone();
    version[0] = 2;
    byte[] size = state.clone();
    size[56] ^= 1;
    byte[] negative = state.clone();
    negative[63] = -1;
    for (byte[] wrong : new byte[][] {version, size, negative, new byte[95]}) {
      assertThatThrownBy(() -> ChainState.decode(wrong, 0, wrong.length))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("chain_state_damaged"));
    }
  }

  @Test
  void sealing_a_large_batch_allocates_nothing_per_record() {
    int count = BatchLimits.EVENTS_MAX;
    byte[] records = new byte[count * BatchLimits.RECORD_BYTES];
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    BatchDraft draft = new BatchDraft().records(records, 0, count);
    long stampNs = 1L << 60;
    for (int i = 0; i < 5; i++) {
      stampNs += 20_000;
      sealer.seal(draft.order(1, stampNs, 0, count));
    }
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    sealer.seal(draft.order(1, stampNs + 20_000, 0, count));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(count);
  }
}
