package io.tallystick.ledger;

import io.tallystick.ledger.guard.ClaimRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Batches made by chance, from so few ids, accounts and amounts that rules collide often:
 * duplicates, chains that break, posts of what is not there, overflows, limits, expiries.
 */
final class RandomBatches {
  private static final int ACCOUNTS = 9;
  private static final long[] AMOUNTS = {0, 1, 2, 5, 10, Long.MAX_VALUE, Long.MAX_VALUE - 3, -1};

  private final Random random;
  private final int ids;
  private final List<byte[]> earlier = new ArrayList<>();

  RandomBatches(long seed, int ids) {
    this.random = new Random(seed);
    this.ids = ids;
  }

  /** The ledgers and accounts that the rest builds on. */
  List<Harness.Body> first() {
    byte[] ledgers = new byte[256];
    LedgerRequest.write(ledgers, 0, 1, "EUR", 2);
    LedgerRequest.write(ledgers, 128, 2, "USD", 2);
    byte[] accounts = new byte[128 * ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      AccountRequest.id(accounts, i * 128, 0, i + 1);
      AccountRequest.ledger(accounts, i * 128, i == 8 ? 2 : 1);
      AccountRequest.code(accounts, i * 128, 1);
      int flags =
          switch (i) {
            case 3, 4 -> AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.HISTORY;
            case 5 -> AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
            case 6 -> AccountFlags.HISTORY;
            case 7, 0 -> AccountFlags.GUARDED;
            default -> 0;
          };
      AccountRequest.flags(accounts, i * 128, flags);
    }
    return List.of(
        new Harness.Body(Harness.Kind.LEDGERS, ledgers, Map.of()),
        new Harness.Body(Harness.Kind.ACCOUNTS, accounts, Map.of()));
  }

  /** One to four bodies. */
  List<Harness.Body> next() {
    List<Harness.Body> bodies = new ArrayList<>();
    int count = random.nextInt(4) + 1;
    for (int i = 0; i < count; i++) {
      bodies.add(
          switch (random.nextInt(12)) {
            case 0 -> accounts();
            case 1 -> claims();
            default -> transfers();
          });
    }
    return bodies;
  }

  /** Seconds until the next batch. */
  int pause() {
    if (rare(20)) {
      return random.nextInt(40) * 40_000;
    }
    return random.nextInt(3) == 0 ? random.nextInt(4) : 0;
  }

  int upTo(int n) {
    return random.nextInt(n);
  }

  private Harness.Body accounts() {
    int rows = random.nextInt(6) + 1;
    byte[] b = new byte[rows * 128];
    for (int i = 0; i < rows; i++) {
      AccountRequest.id(b, i * 128, random.nextInt(2), random.nextInt(60));
      AccountRequest.ledger(b, i * 128, random.nextInt(8) == 0 ? 3 : 1);
      AccountRequest.code(b, i * 128, random.nextInt(8) == 0 ? 0 : 1);
      int flags = random.nextInt(3) == 0 ? AccountFlags.LINKED : 0;
      flags |= random.nextInt(4) == 0 ? AccountFlags.HISTORY : 0;
      AccountRequest.flags(b, i * 128, flags);
    }
    return new Harness.Body(
        Harness.Kind.ACCOUNTS, b, random.nextBoolean() ? Map.of(0, "a:" + rows) : Map.of());
  }

  private Harness.Body claims() {
    int rows = random.nextInt(3) + 1;
    byte[] b = new byte[rows * 128];
    for (int i = 0; i < rows; i++) {
      byte[] digest = new byte[ClaimRequest.DIGEST_BYTES];
      digest[3] = (byte) (rare(4) ? 1 : 2);
      int account = rare(8) ? random.nextInt(12) : random.nextBoolean() ? 1 : 8;
      Id claim = new Id(0, random.nextInt(6));
      // Versions come seldom high, so that many claims have the newest.
      ClaimRequest.write(
          b, i * 128, new Id(0, account), claim, rare(4) ? rareVersion() : 1, digest);
      if (rare(20)) {
        b[i * 128 + ClaimRequest.ZERO + random.nextInt(56)] = 1;
      }
    }
    return new Harness.Body(Harness.Kind.CLAIMS, b, Map.of());
  }

  private long rareVersion() {
    return random.nextInt(3);
  }

  private Harness.Body transfers() {
    int rows = random.nextInt(12) + 1;
    byte[] b = new byte[rows * 128];
    for (int i = 0; i < rows; i++) {
      if (rare(6) && !earlier.isEmpty()) {
        again(b, i * 128);
      } else {
        transfer(b, i * 128);
      }
      earlier.add(Arrays.copyOfRange(b, i * 128, i * 128 + 128));
    }
    Map<Integer, Long> grants = new HashMap<>();
    for (int i = 0; i < rows; i++) {
      if (rare(3)) {
        long kind = rare(4) ? Harness.BEFORE : Harness.PRESENT;
        grants.put(i, rare(10) ? 5 : kind);
      }
    }
    return new Harness.Body(Harness.Kind.TRANSFERS, b, Map.of(), grants);
  }

  /** An earlier row, perhaps with another value in one field. */
  private void again(byte[] b, int at) {
    System.arraycopy(earlier.get(random.nextInt(earlier.size())), 0, b, at, 128);
    switch (random.nextInt(12)) {
      case 0 -> TransferRequest.userData64(b, at, 9);
      case 1 -> TransferRequest.userData32(b, at, 9);
      case 2 -> TransferRequest.userData128(b, at, 9, 0);
      case 3 -> TransferRequest.code(b, at, 9);
      case 4 -> TransferRequest.ledger(b, at, 2);
      case 5 -> TransferRequest.amount(b, at, TransferRequest.amount(b, at) + 1);
      case 6 -> TransferRequest.creditAccountId(b, at, 0, 2);
      case 7 -> TransferRequest.timeout(b, at, 3);
      default -> {}
    }
  }

  private void transfer(byte[] b, int at) {
    TransferRequest.id(b, at, 0, random.nextInt(ids) + (rare(50) ? 0 : 1));
    int shape = random.nextInt(10);
    int flags = random.nextInt(4) == 0 ? TransferFlags.LINKED : 0;
    if (shape < 3) {
      boolean post = random.nextBoolean();
      flags |= post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER;
      TransferRequest.pendingId(b, at, 0, random.nextInt(ids) + (rare(50) ? 0 : 1));
      TransferRequest.amount(b, at, rare(3) ? amount() : post ? Amounts.AMOUNT_MAX : 0);
      TransferRequest.debitAccountId(b, at, 0, rare(10) ? random.nextInt(ACCOUNTS) : 0);
      TransferRequest.ledger(b, at, rare(10) ? 1 : 0);
      flags |= rare(40) ? TransferFlags.PENDING : 0;
    } else {
      flags |= shape < 6 ? TransferFlags.PENDING : 0;
      flags |= rare(6) ? TransferFlags.BALANCING_DEBIT : 0;
      flags |= rare(6) ? TransferFlags.BALANCING_CREDIT : 0;
      flags |= rare(12) ? TransferFlags.CLOSING_DEBIT : 0;
      flags |= rare(12) ? TransferFlags.CLOSING_CREDIT : 0;
      TransferRequest.debitAccountId(b, at, 0, random.nextInt(ACCOUNTS + 1) + (rare(30) ? 0 : 1));
      TransferRequest.creditAccountId(b, at, 0, random.nextInt(ACCOUNTS) + (rare(30) ? 0 : 1));
      TransferRequest.amount(b, at, amount());
      TransferRequest.timeout(b, at, shape < 6 && random.nextBoolean() ? random.nextInt(4) : 0);
      TransferRequest.ledger(b, at, rare(30) ? random.nextInt(4) : 1);
    }
    TransferRequest.code(b, at, rare(40) ? 0 : shape < 3 && random.nextBoolean() ? 0 : 1);
    TransferRequest.userData64(b, at, rare(8) ? 1 : 0);
    TransferRequest.userData128(b, at, 0, rare(8) ? 1 : 0);
    TransferRequest.userData32(b, at, rare(8) ? 1 : 0);
    TransferRequest.flags(b, at, flags | (rare(60) ? 1 << 8 : 0));
  }

  private long amount() {
    return random.nextInt(3) > 0 ? random.nextInt(12) : AMOUNTS[random.nextInt(AMOUNTS.length)];
  }

  private boolean rare(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
