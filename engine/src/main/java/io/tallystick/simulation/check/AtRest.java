package io.tallystick.simulation.check;

import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.SealedBatchSource;
import io.tallystick.batch.verify.SourcedBatch;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.LedgerView;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.model.NaiveAccount;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.persistence.segment.StoredBatch;
import io.tallystick.simulation.node.Bounds;
import io.tallystick.simulation.node.SimulatedNode;
import io.tallystick.simulation.world.Findings;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every node holds once the faults are over and all has settled: the same, and the model's.
 */
public final class AtRest {
  private final Findings findings;
  private final Order order;
  private final Model model;

  public AtRest(Findings findings, Order order, Model model) {
    this.findings = findings;
    this.order = order;
    this.model = model;
  }

  /** Whether a node has applied and sealed everything. */
  public boolean isWhole(SimulatedNode node) {
    return node.isUp()
        && node.pipelines().appliedIndex() == order.newest()
        && node.store().lastHeight() == model.height();
  }

  /** Compares a node that is whole. */
  public void compare(int number, SimulatedNode node) {
    SealedBatchStore store = node.store();
    Hash head = model.hash(model.height());
    findings.require(
        head != null && head.matches(store.lastHash(), 0),
        "equal hashes",
        () -> "node " + (number + 1) + " stores another head at height " + model.height());
    LedgerReads reads = node.ledger().reads();
    findings.require(
        reads.accountCount() == model.ledger().accounts().size()
            && reads.openPendings() == model.ledger().openPendings().size(),
        "the model's balances",
        () -> "node " + (number + 1) + " has other accounts or pending transfers");
    int slot = 0;
    for (Map.Entry<BigInteger, NaiveAccount> each : model.ledger().accounts().entrySet()) {
      compareAccount(number, reads.account(slot++), each.getValue());
    }
    reads.ledgers().forEach(ledger -> compareLedger(number, ledger));
  }

  private void compareAccount(int number, AccountView view, NaiveAccount wanted) {
    List<BigInteger> balances =
        List.of(
            BigInteger.valueOf(view.debitsPending()),
            BigInteger.valueOf(view.debitsPosted()),
            BigInteger.valueOf(view.creditsPending()),
            BigInteger.valueOf(view.creditsPosted()));
    findings.require(
        balances.equals(wanted.balances()) && view.flags() == wanted.flags(),
        "the model's balances",
        () ->
            "node "
                + (number + 1)
                + ", account "
                + view.idLow()
                + ": "
                + balances
                + ", by the model "
                + wanted.balances());
  }

  private void compareLedger(int number, LedgerView view) {
    List<BigInteger> totals =
        List.of(
            view.debitsPending(), view.debitsPosted(), view.creditsPending(), view.creditsPosted());
    findings.require(
        view.debitsPending().equals(view.creditsPending())
            && view.debitsPosted().equals(view.creditsPosted())
            && totals.equals(model.ledger().totals(Integer.toUnsignedLong(view.number()))),
        "conservation",
        () -> "node " + (number + 1) + ", ledger " + view.code() + ": " + totals);
  }

  /** Walks the whole stored chain of a node as {@code verify} does. */
  public void verifyChain(int number, SimulatedNode node) {
    if (model.height() == 0) {
      return;
    }
    VerifyPlan plan =
        VerifyPlan.fromGenesis()
            .expect(model.height(), model.hash(model.height()))
            .replay(new LedgerRecordReplay(new Ledger(Bounds.LEDGER, new NoPast())));
    VerifyResult result = new ChainVerifier(plan, new Stored(node.store())).verify();
    findings.require(
        result.right(),
        "the stored chain verifies",
        () -> "node " + (number + 1) + ": " + result.failure().orElseThrow());
  }

  /** A replay of records asks for no id. */
  private static final class NoPast implements TransferLookup {
    @Override
    public long find(int kind, long idHigh, long idLow) {
      return StoredRecord.NONE;
    }

    @Override
    public void read(long number, byte[] into, int offset) {
      throw new IllegalStateException("nothing was found");
    }
  }

  private static final class Stored implements SealedBatchSource {
    private final SealedBatchStore store;
    private long height;

    Stored(SealedBatchStore store) {
      this.store = store;
    }

    @Override
    public Optional<SourcedBatch> next() {
      if (height == store.lastHeight()) {
        return Optional.empty();
      }
      height++;
      StoredBatch batch = store.readBatch(height);
      byte[] bytes = new byte[SealedBatch.lengthOf(batch.count(), batch.side().length)];
      System.arraycopy(batch.header(), 0, bytes, 0, batch.header().length);
      System.arraycopy(batch.hash(), 0, bytes, batch.header().length, batch.hash().length);
      System.arraycopy(
          batch.records(), 0, bytes, SealedBatch.PREAMBLE_BYTES, batch.records().length);
      System.arraycopy(
          batch.side(), 0, bytes, bytes.length - batch.side().length, batch.side().length);
      return Optional.of(new SourcedBatch(bytes, 0, bytes.length, place(), 0));
    }

    @Override
    public String place() {
      return "batch " + height;
    }

    @Override
    public long placeOffset() {
      return 0;
    }
  }
}
