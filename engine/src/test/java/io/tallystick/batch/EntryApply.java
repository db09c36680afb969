package io.tallystick.batch;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Grants;
import io.tallystick.ledger.Ledger;
import java.nio.charset.StandardCharsets;

/** Applies entries as a node does, with less haste. */
final class EntryApply {
  private EntryApply() {}

  /** Applies the body at hand. */
  static void body(Ledger ledger, EntryReader reader) {
    SideNames names = new SideNames();
    names.take(reader.side(), reader.bodyFirstEvent(), reader.bodyRows());
    byte[] b = reader.bytes();
    int at = reader.recordsOffset();
    int rows = reader.bodyRows();
    int key = names.submitter();
    switch (reader.bodyKind()) {
      case 1 -> ledger.applyTransfers(b, at, rows, false, grants(names), key);
      case 2 -> ledger.applyAccounts(b, at, rows, names, key);
      case 3 -> ledger.applyLedgers(b, at, rows, key);
      case 4 -> ledger.applyParticipants(b, at, rows, names, key);
      case 5 -> ledger.applyKeys(b, at, rows, names, key);
      default -> ledger.applyClaims(b, at, rows, key);
    }
  }

  /** What a batch became, to be sealed; the reader stands at its start. */
  static BatchDraft draft(EntryReader reader, Ledger ledger, ApplyOutput output) {
    SideWriter side = new SideWriter();
    for (int i = 0; i < output.recordCount(); i++) {
      int position = i;
      byte[] name = new byte[output.length(i)];
      if (name.length > 0) {
        output.copy(i, name, 0);
        side.addName(i, new String(name, StandardCharsets.US_ASCII));
      }
      output.beside().stream()
          .filter(v -> v.row() == position)
          .forEach(v -> side.add(v.kind(), position, v.bytes(), 0, v.bytes().length));
    }
    RefusalDigest refusals = new RefusalDigest();
    while (reader.nextBody()) {
      for (int row = 0; row < reader.bodyRows(); row++) {
        int event = reader.bodyFirstEvent() + row;
        if (output.withoutNumber(event)) {
          refusals.add(
              event,
              reader.bodyKind(),
              output.results()[event],
              reader.bytes(),
              reader.recordsOffset() + row * 128);
        }
      }
    }
    return new BatchDraft()
        .records(output.records(), 0, output.recordCount())
        .side(side.bytes(), 0, side.length())
        .refusals(refusals.finish())
        .balanceCheck(ledger.reads().balanceCheckLow(), ledger.reads().balanceCheckHigh());
  }

  private static Grants grants(SideNames names) {
    return row -> {
      byte[] grant = names.value(row, SideKind.GRANT);
      return grant == null ? 0 : LittleEndian.getLong(grant, 0);
    };
  }
}
