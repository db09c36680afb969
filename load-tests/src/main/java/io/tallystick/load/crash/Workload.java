package io.tallystick.load.crash;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.BodyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes up what one client sends: JSON singles and binary bulks of single-phase, pending, posting,
 * voiding and linked transfers, accounts, bodies sent again on purpose, ids used again with another
 * amount, and rows that must be refused. All choices come from the seed; what is posted or sent
 * again also depends on what was answered before.
 */
final class Workload {
  private static final int PENDINGS_KEPT_MAX = 2_000;
  private static final int BODIES_KEPT_MAX = 200;
  private static final int BULK_ROWS_MAX = 400;
  private static final int CHAIN_ROWS_MAX = 5;
  private static final int TIMEOUT_SECONDS_MAX = 4;
  private static final long AMOUNT_MAX = 1_000;
  private static final long LIMITED_AMOUNT_MAX = 5_000;
  private static final Id NOBODY_BASE = new Id(0, 9_000_000_000_000_000_000L);

  /** A pending transfer that this client was told is there. */
  private record Pending(long high, long low, long amount) {}

  private final SplittableRandom random;
  private final int client;
  private final AccountBook accounts;
  private final AtomicLong bodyNumbers;
  private final AtomicLong accountNames;
  private final List<Pending> pendings = new ArrayList<>();
  private final List<ClientBody> answered = new ArrayList<>();

  /**
   * @param bodyNumbers gives body numbers to all clients
   * @param accountNames gives account names to all clients
   */
  Workload(
      long seed,
      int client,
      AccountBook accounts,
      AtomicLong bodyNumbers,
      AtomicLong accountNames) {
    this.random = new SplittableRandom(seed);
    this.client = client;
    this.accounts = accounts;
    this.bodyNumbers = bodyNumbers;
    this.accountNames = accountNames;
  }

  /** Accounts to begin with; every {@link AccountBook#LIMITED_EVERY}th is limited. */
  ClientBody accounts(int count) {
    Rows rows = new Rows();
    for (int i = 0; i < count; i++) {
      rows.account(accountNames.incrementAndGet(), i % AccountBook.LIMITED_EVERY == 0);
    }
    return body(BodyKind.ACCOUNTS, false, rows);
  }

  /** The next body to send. */
  ClientBody next() {
    int choice = random.nextInt(100);
    if (choice < 3) {
      return accounts(1 + random.nextInt(AccountBook.LIMITED_EVERY));
    }
    if (choice < 15 && !answered.isEmpty()) {
      return again();
    }
    boolean binary = choice < 60;
    Rows rows = new Rows();
    int wanted = binary ? 1 + random.nextInt(BULK_ROWS_MAX) : 1;
    while (rows.count() < wanted) {
      addEvent(rows, wanted > 1 || random.nextInt(4) == 0);
    }
    return body(BodyKind.TRANSFERS, binary, rows);
  }

  /** Learns what an answer says. */
  void learn(ClientBody body, AnswerRows answer) {
    if (body.kind() == BodyKind.ACCOUNTS) {
      learnAccounts(body);
      return;
    }
    for (int i = 0; i < body.rows(); i++) {
      int at = i * ClientBody.ROW_BYTES;
      boolean isPending = TransferRequest.flags(body.records(), at) == TransferFlags.PENDING;
      if (isPending && answer.results()[i] == 0) {
        keep(
            pendings,
            new Pending(
                TransferRequest.idHigh(body.records(), at),
                TransferRequest.idLow(body.records(), at),
                TransferRequest.amount(body.records(), at)),
            PENDINGS_KEPT_MAX);
      }
    }
    keep(answered, body, BODIES_KEPT_MAX);
  }

  private void learnAccounts(ClientBody body) {
    for (int i = 0; i < body.rows(); i++) {
      int at = i * ClientBody.ROW_BYTES;
      byte[] b = body.records();
      accounts.add(
          new Id(AccountRequest.idHigh(b, at), AccountRequest.idLow(b, at)),
          (AccountRequest.flags(b, at) & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) != 0);
    }
  }

  private <T> void keep(List<T> list, T element, int max) {
    if (list.size() < max) {
      list.add(element);
    } else {
      list.set(random.nextInt(max), element);
    }
  }

  private void addEvent(Rows rows, boolean chains) {
    int choice = random.nextInt(100);
    if (choice < 15) {
      addPending(rows);
    } else if (choice < 32 && !pendings.isEmpty()) {
      addResolution(rows);
    } else if (choice < 40 && chains) {
      addChain(rows);
    } else {
      addSingle(rows, 0);
    }
  }

  private void addSingle(Rows rows, int flags) {
    int choice = random.nextInt(100);
    if (choice < 8) {
      // An account that may lack the money: exceeds_credits burns the id.
      long amount = 1 + random.nextLong(LIMITED_AMOUNT_MAX);
      rows.transfer(random, accounts.limited(random), accounts.plain(random), amount, flags);
    } else if (choice < 16) {
      rows.transfer(random, accounts.plain(random), accounts.limited(random), amount(), flags);
    } else if (choice < 18) {
      rows.transfer(random, nobody(), accounts.plain(random), amount(), flags);
    } else if (choice < 19) {
      Id same = accounts.plain(random);
      rows.transfer(random, same, same, amount(), flags);
    } else if (choice < 20) {
      int at = rows.transfer(random, accounts.plain(random), accounts.plain(random), 1, flags);
      TransferRequest.code(rows.array(), at, 0);
    } else {
      int at =
          rows.transfer(random, accounts.plain(random), accounts.plain(random), amount(), flags);
      TransferRequest.userData64(rows.array(), at, random.nextInt(1_000));
    }
  }

  private void addPending(Rows rows) {
    int at =
        rows.transfer(
            random,
            accounts.plain(random),
            accounts.plain(random),
            amount(),
            TransferFlags.PENDING);
    if (random.nextInt(3) == 0) {
      TransferRequest.timeout(rows.array(), at, 1 + random.nextInt(TIMEOUT_SECONDS_MAX));
    }
  }

  private void addResolution(Rows rows) {
    // Kept after use, so that some are resolved twice.
    Pending pending = pendings.get(random.nextInt(pendings.size()));
    boolean voids = random.nextInt(3) == 0;
    long amount =
        switch (random.nextInt(3)) {
          case 0 -> pending.amount();
          case 1 -> voids ? 0 : Amounts.AMOUNT_MAX;
          default -> voids ? pending.amount() : random.nextLong(pending.amount() + 1);
        };
    int flags = voids ? TransferFlags.VOID_PENDING_TRANSFER : TransferFlags.POST_PENDING_TRANSFER;
    int at = rows.transfer(random, Id.ZERO, Id.ZERO, amount, flags);
    TransferRequest.pendingId(rows.array(), at, pending.high(), pending.low());
    TransferRequest.ledger(rows.array(), at, 0);
    TransferRequest.code(rows.array(), at, 0);
  }

  private void addChain(Rows rows) {
    int length = 2 + random.nextInt(CHAIN_ROWS_MAX - 1);
    for (int i = 0; i < length; i++) {
      addSingle(rows, i < length - 1 ? TransferFlags.LINKED : 0);
    }
  }

  /** A body sent before: as it was, or with another amount in some rows. */
  private ClientBody again() {
    ClientBody earlier = answered.get(random.nextInt(answered.size()));
    Rows rows = new Rows();
    boolean altered = random.nextInt(3) == 0;
    for (int i = 0; i < earlier.rows(); i++) {
      int at = rows.copy(earlier.records(), i * ClientBody.ROW_BYTES);
      if (altered && random.nextInt(4) == 0) {
        TransferRequest.userData32(rows.array(), at, 1 + random.nextInt(1_000));
      }
    }
    return body(BodyKind.TRANSFERS, earlier.binary(), rows);
  }

  private ClientBody body(BodyKind kind, boolean binary, Rows rows) {
    return new ClientBody(
        bodyNumbers.incrementAndGet(), client, kind, binary, rows.count(), rows.records());
  }

  private long amount() {
    return 1 + random.nextLong(AMOUNT_MAX);
  }

  private Id nobody() {
    return new Id(NOBODY_BASE.high(), NOBODY_BASE.low() + random.nextInt(1_000_000));
  }
}
