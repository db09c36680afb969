package io.tallystick.ledger;

import io.tallystick.base.Checks;
import java.util.Arrays;
import java.util.List;

/**
 * What a batch became: one answer an event, the stored records in order (expiries first), and the
 * balance entries of accounts that keep history. Made once and used for every batch; the arrays
 * given out are its own and hold good until the next batch begins.
 */
public final class ApplyOutput implements Names {
  /** Most records of one batch: an expiry may precede each event. */
  public static final int RECORDS_MAX = 2 * LedgerLimits.EVENTS_MAX;

  /** Most balance entries of one batch: a record changes two accounts. */
  public static final int BALANCE_ENTRIES_MAX = 2 * RECORDS_MAX;

  /** Numbers an event in {@link #balances()}. */
  public static final int BALANCES_PER_EVENT = 8;

  /** Stands where a balance is not given. */
  public static final long NO_BALANCE = -1;

  private final int[] results = new int[LedgerLimits.EVENTS_MAX];
  private final long[] timestamps = new long[LedgerLimits.EVENTS_MAX];
  private final int[] firstResults = new int[LedgerLimits.EVENTS_MAX];
  private final long[] firstTimestamps = new long[LedgerLimits.EVENTS_MAX];
  private final long[] numbers = new long[LedgerLimits.EVENTS_MAX];
  private final long[] balances = new long[LedgerLimits.EVENTS_MAX * BALANCES_PER_EVENT];
  private int eventCount;

  private final byte[] records = new byte[RECORDS_MAX * StoredRecord.BYTES];
  private int recordCount;
  private int expiredCount;
  private long firstNumber;

  private final byte[] balanceEntries = new byte[BALANCE_ENTRIES_MAX * BalanceEntry.BYTES];
  private int balanceEntryCount;
  private long firstBalanceEntry;

  private final int[] nameEnds = new int[RECORDS_MAX];
  private final byte[] nameLengths = new byte[RECORDS_MAX];
  private final byte[] nameBytes = new byte[LedgerLimits.EVENTS_MAX * Id.NAME_CHARS_MAX];
  private int nameEnd;

  private final ValuesBeside beside = new ValuesBeside();
  private boolean membersChanged;

  void begin(long number, long balanceEntry) {
    Arrays.fill(nameLengths, 0, recordCount, (byte) 0);
    eventCount = 0;
    recordCount = 0;
    expiredCount = 0;
    balanceEntryCount = 0;
    nameEnd = 0;
    beside.clear();
    membersChanged = false;
    firstNumber = number;
    firstBalanceEntry = balanceEntry;
  }

  /** Events answered so far. */
  public int eventCount() {
    return eventCount;
  }

  /** Result number of each event. */
  public int[] results() {
    return results;
  }

  /** The event's own timestamp; that of the existing record where the result is {@code exists}. */
  public long[] timestamps() {
    return timestamps;
  }

  /** Where the result is {@code id_already_failed} the first result's number, else 0. */
  public int[] firstResults() {
    return firstResults;
  }

  /** Where the result is {@code id_already_failed} the first refusal's timestamp, else 0. */
  public long[] firstTimestamps() {
    return firstTimestamps;
  }

  /**
   * Number of the event's record, or {@link StoredRecord#NONE}: such requests, with their results,
   * stand in the digest of refused requests.
   */
  public long[] numbers() {
    return numbers;
  }

  /** Whether an event made no record. */
  public boolean withoutNumber(int event) {
    return numbers[event] == StoredRecord.NONE;
  }

  /**
   * Balances right after each event, of bodies for which they were asked: the debit account's
   * debits pending, debits posted, credits pending, credits posted, then the credit account's;
   * {@link #NO_BALANCE} where the event did not create.
   */
  public long[] balances() {
    return balances;
  }

  /** Stored records, {@link StoredRecord#BYTES} each, {@link #recordCount()} of them. */
  public byte[] records() {
    return records;
  }

  public int recordCount() {
    return recordCount;
  }

  /** How many of the records, at the front, are releases of expired pending transfers. */
  public int expiredCount() {
    return expiredCount;
  }

  /** Number of the first record. */
  public long firstNumber() {
    return firstNumber;
  }

  /** Balance entries, {@link BalanceEntry#BYTES} each, {@link #balanceEntryCount()} of them. */
  public byte[] balanceEntries() {
    return balanceEntries;
  }

  public int balanceEntryCount() {
    return balanceEntryCount;
  }

  /** Number of the first balance entry. */
  public long firstBalanceEntry() {
    return firstBalanceEntry;
  }

  /** Bytes of the account's name at a record's position in the batch; 0 for none. */
  @Override
  public int length(int position) {
    return nameLengths[position];
  }

  @Override
  public void copy(int position, byte[] into, int offset) {
    int length = nameLengths[position];
    System.arraycopy(nameBytes, nameEnds[position] - length, into, offset, length);
  }

  @Override
  public byte[] value(int position, int kind) {
    return beside.get(position, kind);
  }

  /** What stands beside records, by position, but for names of accounts. */
  public List<ValuesBeside.Value> beside() {
    return beside.all();
  }

  /** Whether the batch changed a participant or key. */
  public boolean membersChanged() {
    return membersChanged;
  }

  void noteMembersChanged() {
    membersChanged = true;
  }

  /** Keeps a value beside the record made last; kinds ascend. */
  void addBeside(int kind, byte[] value) {
    beside.add(recordCount - 1, kind, value);
  }

  /** Answers the next event and gives its index. */
  int answer(int result, long timestamp, long number) {
    int event = eventCount++;
    results[event] = result;
    timestamps[event] = timestamp;
    numbers[event] = number;
    firstResults[event] = 0;
    firstTimestamps[event] = 0;
    return event;
  }

  void firstFailure(int event, int result, long timestamp) {
    firstResults[event] = result;
    firstTimestamps[event] = timestamp;
  }

  /** Turns the answers of a chain's events into {@code linked_event_failed}. */
  void failFrom(int firstEvent) {
    for (int event = firstEvent; event < eventCount; event++) {
      results[event] = TransferResult.LINKED_EVENT_FAILED.number();
      numbers[event] = StoredRecord.NONE;
    }
    Arrays.fill(
        balances, firstEvent * BALANCES_PER_EVENT, eventCount * BALANCES_PER_EVENT, NO_BALANCE);
  }

  /** Takes the place of the next record and gives its offset in {@link #records()}. */
  int addRecord() {
    Checks.that(recordCount < RECORDS_MAX, "a batch holds at most 16,380 records");
    return recordCount++ * StoredRecord.BYTES;
  }

  void endOfExpiries() {
    expiredCount = recordCount;
  }

  /** Number of the next record. */
  long nextNumber() {
    return firstNumber + recordCount;
  }

  /** Takes the place of the next balance entry and gives its offset. */
  int addBalanceEntry() {
    return balanceEntryCount++ * BalanceEntry.BYTES;
  }

  /** Keeps the name of the record made last; gives where its bytes begin in {@link #nameBytes}. */
  int addName(Names names, int row, int length) {
    int position = recordCount - 1;
    int start = nameEnd;
    names.copy(row, nameBytes, start);
    nameEnd += length;
    nameEnds[position] = nameEnd;
    nameLengths[position] = (byte) length;
    return start;
  }

  byte[] nameBytes() {
    return nameBytes;
  }

  /** Drops records and balance entries of a broken chain. */
  void truncate(int toRecords, int toBalanceEntries) {
    Arrays.fill(nameLengths, toRecords, recordCount, (byte) 0);
    recordCount = toRecords;
    balanceEntryCount = toBalanceEntries;
  }
}
