package io.tallystick.load.nodes;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.SettledOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Holds the settled order against what was sent and answered: each debit once, granted, from the
 * account that it names; all that was answered; nothing that was refused; no account past its
 * limit.
 */
final class GuardedCheck implements SettledOrder.Records {
  private final GuardedPlan plan;
  private final IntFunction<Debtor> debtors;
  private final Findings findings;
  private final List<BitSet> seen = new ArrayList<>();
  private long created;

  GuardedCheck(GuardedPlan plan, IntFunction<Debtor> debtors, Findings findings) {
    this.plan = plan;
    this.debtors = debtors;
    this.findings = findings;
    for (int account = 0; account < plan.accounts(); account++) {
      seen.add(new BitSet());
    }
  }

  @Override
  public void record(byte[] record, int at, long number, long height) {
    if (StoredRecord.type(record, at) != RecordType.TRANSFER_CREATED) {
      return;
    }
    long id = TransferRequest.idLow(record, at);
    int account = TransferRequest.idHigh(record, at) == 0 ? plan.debtorOf(id) : -1;
    if (account < 0
        || TransferRequest.debitAccountIdLow(record, at) != plan.accountId(account)
        || StoredRecord.actualAmount(record, at) != 1
        || plan.singleOf(id) >= debtors.apply(account).sent()) {
      findings.add("record " + number + " is a transfer that nobody sent");
      return;
    }
    if (StoredRecord.incarnation(record, at) == 0) {
      findings.add("record " + number + " debits a guarded account without a grant");
    }
    BitSet singles = seen.get(account);
    if (singles.get(plan.singleOf(id))) {
      findings.add("single " + id + " is settled twice, again as record " + number);
    }
    singles.set(plan.singleOf(id));
    created++;
  }

  /** After the whole order. */
  void end() {
    for (int account = 0; account < plan.accounts(); account++) {
      Debtor debtor = debtors.apply(account);
      BitSet singles = seen.get(account);
      BitSet missing = debtor.settled();
      missing.andNot(singles);
      if (!missing.isEmpty()) {
        findings.add(
            missing.cardinality() + " answered singles of account " + account + " are not there");
      }
      int wrong = (int) singles.stream().filter(debtor::wasRefused).count();
      if (wrong > 0) {
        findings.add(wrong + " singles of account " + account + " were refused and are there");
      }
      if (singles.cardinality() > plan.limit(account)) {
        findings.add(
            "account " + account + " was debited " + singles.cardinality() + ", above its limit");
      }
    }
  }

  long created() {
    return created;
  }
}
