package io.tallystick.ledger.model;

import static java.math.BigInteger.ZERO;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.ClaimResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Claims of guarded accounts, and every debit made under them. */
public final class NaiveGuards {
  private static final BigInteger NANOS_PER_DAY = BigInteger.valueOf(86_400_000_000_000L);
  private static final int DAYS_KEPT = 32;

  /** A claim that took effect. */
  public record Claim(
      long incarnation, BigInteger id, BigInteger version, String digest, long timestamp) {}

  /** A debit that was granted. */
  private record Debit(BigInteger amount, long timestamp) {}

  private final Map<BigInteger, List<Claim>> claims = new HashMap<>();
  private final Map<BigInteger, List<Debit>> debits = new HashMap<>();

  /** All claims of an account, oldest first. */
  public List<Claim> claims(BigInteger account) {
    return claims.getOrDefault(account, List.of());
  }

  /** Days with a debit, as {@code day: amount in count}, the last 32 up to the newest. */
  public List<String> days(BigInteger account) {
    TreeMap<Long, List<Debit>> byDay = new TreeMap<>();
    for (Debit debit : debits.getOrDefault(account, List.of())) {
      long day = BigInteger.valueOf(debit.timestamp).divide(NANOS_PER_DAY).longValue();
      byDay.computeIfAbsent(day, any -> new ArrayList<>()).add(debit);
    }
    List<String> days = new ArrayList<>();
    byDay.forEach(
        (day, all) -> {
          BigInteger sum = all.stream().map(Debit::amount).reduce(ZERO, BigInteger::add);
          if (day > byDay.lastKey() - DAYS_KEPT) {
            BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
            days.add(day + ": " + sum.min(most) + " in " + all.size());
          }
        });
    return days;
  }

  /** What is against a debit under a grant; null for nothing. */
  TransferResult judge(BigInteger account, long grant) {
    if (grant == 0) {
      return TransferResult.AUTHORISATION_REQUIRED;
    }
    List<Claim> all = claims(account);
    boolean present = !all.isEmpty() && all.get(all.size() - 1).incarnation == grant;
    return present ? null : TransferResult.AUTHORISATION_STALE;
  }

  void debited(BigInteger account, BigInteger amount, NaiveChains chains) {
    List<Debit> all = debits.computeIfAbsent(account, any -> new ArrayList<>());
    all.add(new Debit(amount, chains.timestamp()));
    chains.undo(() -> all.remove(all.size() - 1));
  }

  NaiveLedger.Answer claim(
      byte[] b, int at, Map<BigInteger, NaiveAccount> accounts, NaiveChains chains) {
    BigInteger account = NaiveTransfer.number(b, at, 16);
    BigInteger id = NaiveTransfer.number(b, at + 16, 16);
    BigInteger version = NaiveTransfer.number(b, at + 32, 8);
    byte[] digest = Arrays.copyOfRange(b, at + 40, at + 72);
    List<Claim> before = claims(account);
    Claim last = before.isEmpty() ? null : before.get(before.size() - 1);
    ClaimResult result =
        judge(b, at, id, version, Arrays.toString(digest), accounts.get(account), last);
    if (result == ClaimResult.CREATED) {
      Claim claim =
          new Claim(chains.record(), id, version, Arrays.toString(digest), chains.timestamp());
      claims.computeIfAbsent(account, any -> new ArrayList<>()).add(claim);
    }
    return result == ClaimResult.EXISTS
        ? new NaiveLedger.Answer(result.number(), last.timestamp, 0, 0)
        : chains.own(result.number());
  }

  private static ClaimResult judge(
      byte[] b,
      int at,
      BigInteger id,
      BigInteger version,
      String digest,
      NaiveAccount account,
      Claim last) {
    if (NaiveTransfer.number(b, at + ClaimRequest.TIMESTAMP, 8).signum() != 0) {
      return ClaimResult.TIMESTAMP_MUST_BE_ZERO;
    } else if (NaiveTransfer.number(b, at + 72, 48).signum() != 0) {
      return ClaimResult.RESERVED_FIELD;
    } else if (id.signum() == 0) {
      return ClaimResult.CLAIM_ID_MUST_NOT_BE_ZERO;
    } else if (version.signum() == 0 || version.bitLength() > 63) {
      return ClaimResult.VERSION_MUST_NOT_BE_ZERO;
    } else if (account == null) {
      return ClaimResult.ACCOUNT_NOT_FOUND;
    } else if (!account.is(AccountFlags.GUARDED)) {
      return ClaimResult.ACCOUNT_NOT_GUARDED;
    } else if (last == null) {
      return ClaimResult.CREATED;
    }
    boolean samePolicy = last.version.equals(version) && last.digest.equals(digest);
    if (last.id.equals(id) && samePolicy) {
      return ClaimResult.EXISTS;
    } else if (version.compareTo(last.version) < 0) {
      return ClaimResult.POLICY_SUPERSEDED;
    }
    return last.version.equals(version) && !samePolicy
        ? ClaimResult.POLICY_DIGEST_DIFFERS
        : ClaimResult.CREATED;
  }
}
