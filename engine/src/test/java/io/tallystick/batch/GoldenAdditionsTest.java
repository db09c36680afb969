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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes of what format version 1 gained later, which have to stay readable for ever. */
class GoldenAdditionsTest {
  private final LedgerLimits limits = new LedgerLimits(1_000, 1_000, 10);

  /** What was added: made by hand, and as it was written down once. */
  enum Addition {
    /** Participants, keys and submitters. */
    MEMBERS("golden-members-v1.txt") {
      @Override
      List<byte[]> entriesByHand() {
        return new GoldenMembers().entries();
      }

      @Override
      List<byte[]> sealedByHand() {
        return new GoldenMembers().sealed();
      }
    },
    /** Claims of guarded accounts, and grants. */
    CLAIMS("golden-claims-v1.txt") {
      @Override
      List<byte[]> entriesByHand() {
        return new GoldenClaims().entries();
      }

      @Override
      List<byte[]> sealedByHand() {
        return new GoldenClaims().sealed();
      }
    };

    private final String resource;

    Addition(String resource) {
      this.resource = resource;
    }

    abstract List<byte[]> entriesByHand();

    abstract List<byte[]> sealedByHand();

    List<byte[]> golden(String word) {
      try (InputStream in = GoldenAdditionsTest.class.getResourceAsStream(resource)) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .filter(line -> line.startsWith(word + " "))
            .map(line -> HexFormat.of().parseHex(line.substring(word.length() + 1)))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void writersStillWriteTheGoldenBytes(Addition addition) {
    assertThat(addition.golden("entry")).isNotEmpty();
    assertThat(addition.entriesByHand()).containsExactlyElementsOf(addition.golden("entry"));
    assertThat(addition.sealedByHand()).containsExactlyElementsOf(addition.golden("sealed"));
  }

  @ParameterizedTest
  @EnumSource
  void itVerifiesWithItsRecordsMadeAgain(Addition addition) {
    List<byte[]> sealed = addition.golden("sealed");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sealed.forEach(all::writeBytes);
    byte[] last = sealed.get(sealed.size() - 1);
    Hash head = SealedBatch.decode(last, 0, last.length).hash();
    LedgerRecordReplay replay = new LedgerRecordReplay(new Ledger(limits, new RecordsInMemory()));
    VerifyPlan plan = VerifyPlan.fromGenesis().expect(sealed.size(), head).replay(replay);
    VerifyResult result =
        new ChainVerifier(plan, new ConcatenatedBatchSource(all.toByteArray(), "golden")).verify();
    assertThat(result.failure()).isEmpty();
    assertThat(result.heights()).isEqualTo(sealed.size());
  }

  @ParameterizedTest
  @EnumSource
  void theLedgerMakesItsSealedBatchesOfItsEntries(Addition addition) {
    Ledger ledger = new Ledger(limits, new RecordsInMemory());
    ApplyOutput output = new ApplyOutput();
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    EntryReader reader = new EntryReader();
    for (int i = 0; i < addition.golden("entry").size(); i++) {
      byte[] entry = addition.golden("entry").get(i);
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
          .isEqualTo(addition.golden("sealed").get(i));
    }
  }
}
