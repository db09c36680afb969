package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.ConcatenatedBatchSource;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes of participants, keys and submitters, which have to stay readable for ever. */
class GoldenMembersTest {
  private final LedgerLimits limits = new LedgerLimits(1_000, 1_000, 10);

  private static List<byte[]> golden(String word) {
    try (InputStream in = GoldenMembersTest.class.getResourceAsStream("golden-members-v1.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(word + " "))
          .map(line -> HexFormat.of().parseHex(line.substring(word.length() + 1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writers_still_write_the_golden_bytes() {
    GoldenMembers chain = new GoldenMembers();
    assertThat(chain.entries()).containsExactlyElementsOf(golden("entry"));
    assertThat(chain.sealed()).containsExactlyElementsOf(golden("sealed"));
  }

  @Test
  void it_verifies_with_its_records_made_again() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    golden("sealed").forEach(all::writeBytes);
    byte[] last = golden("sealed").get(1);
    Hash head = SealedBatch.decode(last, 0, last.length).hash();
    LedgerRecordReplay replay = new LedgerRecordReplay(new Ledger(limits, new RecordsInMemory()));
    VerifyPlan plan = VerifyPlan.fromGenesis().expect(2, head).replay(replay);
    VerifyResult result =
        new ChainVerifier(plan, new ConcatenatedBatchSource(all.toByteArray(), "golden")).verify();
    assertThat(result.failure()).isEmpty();
    assertThat(result.heights()).isEqualTo(2);
  }

  @Test
  void the_ledger_makes_its_sealed_batches_of_its_entries() {
    Ledger ledger = new Ledger(limits, new RecordsInMemory());
    ApplyOutput output = new ApplyOutput();
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    EntryReader reader = new EntryReader();
    for (int i = 0; i < golden("entry").size(); i++) {
      byte[] entry = golden("entry").get(i);
      reader.wrap(entry, 0, entry.length);
      ledger.beginBatch(reader.stampNs(), reader.eventCount(), sealer.head().recordCount(), output);
      while (reader.nextBody()) {
        EntryApply.body(ledger, reader);
      }
      ledger.endBatch();
      reader.rewind();
      BatchDraft draft = EntryApply.draft(reader, ledger, output);
      sealer.seal(draft.order(1, reader.stampNs(), reader.flags(), reader.eventCount()));
      assertThat(SealedBatch.encode(sealer.preamble(), draft))
          .as("height %d", i + 1)
          .isEqualTo(golden("sealed").get(i));
    }
  }
}
