package io.tallystick.simulation.check;

import io.tallystick.batch.EntryReader;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.model.NaiveLedger;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.simulation.node.Bounds;
import io.tallystick.simulation.world.Findings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The naive ledger beside all nodes: the first node that applies a batch is compared with the model
 * row by row, the others with the same answers; sealed, every node must have the same header hash.
 */
public final class Model {
  private final Findings findings;
  private final NaiveLedger ledger = new NaiveLedger(Bounds.LEDGER);
  private final EntryReader reader = new EntryReader();
  private final List<SettledBatch> batches = new ArrayList<>();
  private final List<Hash> hashes = new ArrayList<>();
  private final Set<BigInteger> created = new HashSet<>();
  private long transfers;

  public Model(Findings findings) {
    this.findings = findings;
  }

  /** Height of the newest batch that any node applied. */
  public long height() {
    return batches.size();
  }

  /** Transfers that were created. */
  public long transfers() {
    return transfers;
  }

  NaiveLedger ledger() {
    return ledger;
  }

  /** The batch of a height from 1 on. */
  SettledBatch batch(long height) {
    return batches.get((int) height - 1);
  }

  List<SettledBatch> batches() {
    return batches;
  }

  /** Header hash of a height; null if no node has sealed it. */
  Hash hash(long height) {
    return height <= hashes.size() ? hashes.get((int) height - 1) : null;
  }

  /** An entry went through a node's apply stage. */
  public void applied(int node, CommittedEntry entry, long height, ApplyOutput output) {
    if (entry.kind() != EntryKind.PAYLOAD) {
      return;
    }
    boolean follows =
        findings.require(
            height > 0 && height <= batches.size() + 1,
            "every settled entry is applied",
            () ->
                "node "
                    + (node + 1)
                    + " made entry "
                    + entry.index()
                    + (height == 0 ? " no batch" : " batch " + height)
                    + "; applied are "
                    + batches.size());
    if (!follows) {
      return;
    }
    if (height == batches.size() + 1) {
      batches.add(decide(entry));
      once(height, output);
    }
    SettledBatch batch = batch(height);
    findings.require(
        batch.index() == entry.index(),
        "equal heights",
        () ->
            "node "
                + (node + 1)
                + " makes batch "
                + height
                + " of entry "
                + entry.index()
                + "; it is entry "
                + batch.index());
    compare(node, height, batch.answers(), output);
  }

  private SettledBatch decide(CommittedEntry entry) {
    reader.wrap(entry.bytes(), entry.offset(), entry.length());
    ledger.beginBatch(reader.stampNs(), reader.eventCount());
    List<SettledBatch.SettledBody> bodies = new ArrayList<>();
    List<NaiveLedger.Answer> answers = new ArrayList<>();
    while (reader.nextBody()) {
      int at = reader.recordsOffset();
      int rows = reader.bodyRows();
      BodyKey key = new BodyKey(entry.bytes(), at, at + rows * Body.RECORD_BYTES);
      bodies.add(new SettledBatch.SettledBody(key, answers.size(), rows));
      answers.addAll(decide(reader.bodyKind(), entry.bytes(), at, rows));
    }
    return new SettledBatch(entry.index(), bodies, answers);
  }

  private List<NaiveLedger.Answer> decide(int kind, byte[] bytes, int at, int rows) {
    if (kind == BodyKind.TRANSFERS.wireNumber()) {
      // Simulated clients have no grants: none of their accounts is guarded.
      return ledger.transfers(bytes, at, rows, new long[rows]);
    }
    return kind == BodyKind.ACCOUNTS.wireNumber()
        ? ledger.accounts(bytes, at, rows)
        : ledger.ledgers(bytes, at, rows);
  }

  /** No transfer id is created twice, whatever the model thinks. */
  private void once(long height, ApplyOutput output) {
    byte[] records = output.records();
    for (int i = 0; i < output.recordCount(); i++) {
      int at = i * StoredRecord.BYTES;
      if (StoredRecord.type(records, at) == io.tallystick.ledger.RecordType.TRANSFER_CREATED) {
        BigInteger id =
            BigInteger.valueOf(TransferRequest.idHigh(records, at))
                .shiftLeft(Long.SIZE)
                .add(BigInteger.valueOf(TransferRequest.idLow(records, at)));
        transfers++;
        findings.require(
            created.add(id), "each id once", () -> "batch " + height + " creates " + id + " again");
      }
    }
  }

  private void compare(
      int node, long height, List<NaiveLedger.Answer> expected, ApplyOutput output) {
    if (!findings.require(
        output.eventCount() == expected.size(),
        "the model's results",
        () -> "node " + (node + 1) + " has another number of rows in batch " + height)) {
      return;
    }
    for (int row = 0; row < expected.size(); row++) {
      NaiveLedger.Answer found =
          new NaiveLedger.Answer(
              output.results()[row],
              output.timestamps()[row],
              output.firstResults()[row],
              output.firstTimestamps()[row]);
      NaiveLedger.Answer wanted = expected.get(row);
      int at = row;
      findings.require(
          found.equals(wanted),
          "the model's results",
          () ->
              "node "
                  + (node + 1)
                  + ", batch "
                  + height
                  + ", row "
                  + at
                  + ": "
                  + found
                  + ", by the model "
                  + wanted);
    }
  }

  /** A node sealed a batch. */
  public void sealed(int node, long height, byte[] bytes) {
    if (height == hashes.size() + 1) {
      hashes.add(Hash.of(bytes, 0));
      return;
    }
    Hash known = hash(height);
    findings.require(
        known != null && known.matches(bytes, 0),
        "equal hashes",
        () -> "node " + (node + 1) + " sealed batch " + height + " with another header hash");
  }
}
