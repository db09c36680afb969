package io.tallystick.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settled past of a test: sealed batches, the index over them, balance entries. */
final class MemoryLog implements TransferLookup {
  /** A batch as it is sealed. */
  record Sealed(long timestamp, long firstNumber, byte[] records, Map<Integer, String> names) {
    int count() {
      return records.length / StoredRecord.BYTES;
    }

    Names nameSource() {
      return namesOf(names);
    }
  }

  private final List<byte[]> records = new ArrayList<>();
  private final Map<List<Long>, Long> index = new HashMap<>();
  private final List<byte[]> balanceEntries = new ArrayList<>();
  final List<Sealed> batches = new ArrayList<>();

  static Names namesOf(Map<Integer, String> names) {
    return new Names() {
      @Override
      public int length(int row) {
        return names.getOrDefault(row, "").length();
      }

      @Override
      public void copy(int row, byte[] into, int offset) {
        byte[] name = names.get(row).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, into, offset, name.length);
      }
    };
  }

  void seal(long timestamp, ApplyOutput out) {
    byte[] bytes = Arrays.copyOf(out.records(), out.recordCount() * StoredRecord.BYTES);
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < out.recordCount(); i++) {
      if (out.length(i) > 0) {
        byte[] name = new byte[out.length(i)];
        out.copy(i, name, 0);
        names.put(i, new String(name, java.nio.charset.StandardCharsets.US_ASCII));
      }
      add(Arrays.copyOfRange(bytes, i * StoredRecord.BYTES, (i + 1) * StoredRecord.BYTES));
    }
    for (int i = 0; i < out.balanceEntryCount(); i++) {
      int at = i * BalanceEntry.BYTES;
      balanceEntries.add(Arrays.copyOfRange(out.balanceEntries(), at, at + BalanceEntry.BYTES));
    }
    batches.add(new Sealed(timestamp, out.firstNumber(), bytes, names));
  }

  private void add(byte[] r) {
    long number = records.size();
    records.add(r);
    int type = StoredRecord.type(r, 0);
    if (type == RecordType.TRANSFER_CREATED || type == RecordType.TRANSFER_REFUSED) {
      put(TRANSFER, TransferRequest.idHigh(r, 0), TransferRequest.idLow(r, 0), number);
    }
    int flags = TransferRequest.flags(r, 0);
    boolean resolves =
        type == RecordType.PENDING_EXPIRED
            || (type == RecordType.TRANSFER_CREATED
                && (flags
                        & (TransferFlags.POST_PENDING_TRANSFER
                            | TransferFlags.VOID_PENDING_TRANSFER))
                    != 0);
    if (resolves) {
      put(
          RESOLUTION,
          TransferRequest.pendingIdHigh(r, 0),
          TransferRequest.pendingIdLow(r, 0),
          number);
    }
  }

  private void put(long kind, long high, long low, long number) {
    Long before = index.put(List.of(kind, high, low), number);
    if (before != null) {
      throw new AssertionError("an id has two records: " + before + " and " + number);
    }
  }

  @Override
  public long find(int kind, long idHigh, long idLow) {
    return index.getOrDefault(List.of((long) kind, idHigh, idLow), NONE);
  }

  @Override
  public void read(long number, byte[] into, int offset) {
    System.arraycopy(records.get((int) number), 0, into, offset, StoredRecord.BYTES);
  }

  byte[] record(long number) {
    return records.get((int) number);
  }

  int size() {
    return records.size();
  }

  void readBalanceEntry(long entry, byte[] into, int offset) {
    System.arraycopy(balanceEntries.get((int) entry), 0, into, offset, BalanceEntry.BYTES);
  }

  int balanceEntries() {
    return balanceEntries.size();
  }
}
