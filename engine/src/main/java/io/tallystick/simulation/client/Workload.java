package io.tallystick.simulation.client;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.simulation.node.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bodies made by chance: singles and bulks of new transfers, pending ones with posts and voids,
 * linked chains that may break, rows that were sent before, and rows that are refused.
 */
public final class Workload {
  private static final int ROW = Body.RECORD_BYTES;
  private static final int ACCOUNTS = 10;
  private static final int REMEMBERED = 40;

  private final RandomGenerator random;
  private final long idHigh;
  private final List<Long> pendings = new ArrayList<>();
  private final List<byte[]> earlier = new ArrayList<>();
  private long nextId = 1;
  private int nextAccount = ACCOUNTS + 1;

  public Workload(RandomGenerator random) {
    this.random = random;
    this.idHigh = random.nextLong();
  }

  /** Declares the ledgers that the rest uses. */
  public static Body ledgers() {
    byte[] rows = new byte[2 * ROW];
    LedgerRequest.write(rows, 0, 1, "EUR", 2);
    LedgerRequest.write(rows, ROW, 2, "USD", 2);
    return new Body(BodyKind.LEDGERS, 2, rows, List.of(), false);
  }

  /** Creates the accounts that the rest uses. */
  public static Body accounts() {
    byte[] rows = new byte[ACCOUNTS * ROW];
    String[] names = new String[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      account(rows, i * ROW, i + 1, i == ACCOUNTS - 1 ? 2 : 1, flagsOf(i));
      names[i] = i % 3 == 0 ? "sim:" + i : null;
    }
    return new Body(BodyKind.ACCOUNTS, ACCOUNTS, rows, Arrays.asList(names), false);
  }

  private static int flagsOf(int account) {
    return switch (account) {
      case 3, 4 -> AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.HISTORY;
      case 5 -> AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
      case 6 -> AccountFlags.HISTORY;
      case 7 -> AccountFlags.GUARDED;
      default -> 0;
    };
  }

  private static void account(byte[] rows, int at, long id, int ledger, int flags) {
    AccountRequest.id(rows, at, 0, id);
    AccountRequest.ledger(rows, at, ledger);
    AccountRequest.code(rows, at, 1);
    AccountRequest.flags(rows, at, flags);
  }

  /** The next body. */
  public Body next() {
    int shape = random.nextInt(20);
    if (shape == 0) {
      return moreAccounts();
    }
    int rows = shape < 11 ? 1 : random.nextInt(2, Bounds.BODY_ROWS_MAX + 1);
    byte[] records = new byte[rows * ROW];
    int row = 0;
    while (row < rows) {
      row += shape > 16 ? chain(records, row, rows) : single(records, row);
    }
    remember(records, rows);
    return new Body(BodyKind.TRANSFERS, rows, records, List.of(), random.nextInt(4) == 0);
  }

  private Body moreAccounts() {
    int rows = random.nextInt(1, 4);
    byte[] records = new byte[rows * ROW];
    for (int row = 0; row < rows; row++) {
      boolean again = random.nextInt(3) == 0;
      int id = again ? random.nextInt(1, nextAccount) : nextAccount++;
      account(records, row * ROW, id, random.nextInt(1, 4), random.nextInt(4) == 0 ? 1 : 0);
    }
    return new Body(BodyKind.ACCOUNTS, rows, records, List.of(), false);
  }

  private void remember(byte[] records, int rows) {
    int row = random.nextInt(rows);
    earlier.add(Arrays.copyOfRange(records, row * ROW, (row + 1) * ROW));
    if (earlier.size() > REMEMBERED) {
      earlier.remove(0);
    }
  }

  /** A chain of linked rows; gives how many. */
  private int chain(byte[] records, int first, int rows) {
    int length = Math.min(rows - first, random.nextInt(2, 6));
    for (int i = 0; i < length; i++) {
      int at = (first + i) * ROW;
      transfer(records, at);
      boolean last = i == length - 1;
      if (!last) {
        TransferRequest.flags(
            records, at, TransferRequest.flags(records, at) | TransferFlags.LINKED);
      }
    }
    return length;
  }

  private int single(byte[] records, int row) {
    int at = row * ROW;
    if (random.nextInt(12) == 0 && !earlier.isEmpty()) {
      byte[] again = earlier.get(random.nextInt(earlier.size()));
      System.arraycopy(again, 0, records, at, ROW);
      if (random.nextInt(3) == 0) {
        TransferRequest.userData64(records, at, random.nextLong(4));
      }
    } else {
      transfer(records, at);
    }
    return 1;
  }

  private void transfer(byte[] records, int at) {
    long id = nextId++;
    TransferRequest.id(records, at, idHigh, id);
    TransferRequest.code(records, at, random.nextInt(40) == 0 ? 0 : 1);
    TransferRequest.userData64(records, at, random.nextLong(3));
    int shape = random.nextInt(10);
    if (shape < 3 && !pendings.isEmpty()) {
      resolve(records, at);
      return;
    }
    boolean pending = shape < 5;
    int flags = pending ? TransferFlags.PENDING : 0;
    flags |= random.nextInt(30) == 0 ? TransferFlags.BALANCING_DEBIT : 0;
    flags |= random.nextInt(30) == 0 ? TransferFlags.BALANCING_CREDIT : 0;
    TransferRequest.flags(records, at, flags);
    int debit = random.nextInt(1, ACCOUNTS + 1);
    TransferRequest.debitAccountId(records, at, 0, debit);
    TransferRequest.creditAccountId(records, at, 0, creditFor(debit));
    TransferRequest.amount(records, at, random.nextLong(1, 1_000));
    TransferRequest.ledger(records, at, debit == ACCOUNTS ? 2 : 1);
    if (pending) {
      TransferRequest.timeout(records, at, random.nextInt(4));
      pendings.add(id);
      if (pendings.size() > REMEMBERED) {
        pendings.remove(0);
      }
    }
  }

  private int creditFor(int debit) {
    int credit = random.nextInt(1, ACCOUNTS + (random.nextInt(20) == 0 ? 3 : 1));
    return credit == debit ? debit % ACCOUNTS + 1 : credit;
  }

  private void resolve(byte[] records, int at) {
    boolean post = random.nextInt(3) > 0;
    TransferRequest.flags(
        records,
        at,
        post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER);
    TransferRequest.code(records, at, 0);
    TransferRequest.pendingId(records, at, idHigh, pendings.get(random.nextInt(pendings.size())));
    boolean part = post && random.nextInt(3) == 0;
    TransferRequest.amount(
        records, at, part ? random.nextLong(1, 500) : post ? Amounts.AMOUNT_MAX : 0);
  }
}
