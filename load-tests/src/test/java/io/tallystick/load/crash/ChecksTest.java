package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.BodyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each check finds the fault that it is there for, and nothing in a right history. */
final class ChecksTest {
  private static final int CREATED = TransferResult.CREATED.number();
  private static final int EXISTS = TransferResult.EXISTS.number();

  private final SplittableRandom random = new SplittableRandom(1);
  private final Findings findings = new Findings();
  private final ClientMemory memory = new ClientMemory();
  private final List<byte[]> settled = new ArrayList<>();
  private Id alice;
  private Id bob;
  private Id poor;
  private long clock = 100;

  @BeforeEach
  void accounts() {
    Rows rows = new Rows();
    alice = rows.account(1, false);
    bob = rows.account(2, false);
    poor = rows.account(3, true);
    ClientBody body = new ClientBody(1, 0, BodyKind.ACCOUNTS, false, 3, rows.records());
    memory.body(body, tick(), 0);
    memory.answered(1, tick(), 200, new AnswerRows(new int[3], new long[3]));
    for (int i = 0; i < 3; i++) {
      settle(body, i, RecordType.ACCOUNT_CREATED, 0, 0);
    }
  }

  @Test
  void aRightHistoryHasNoFindings() {
    ClientBody one = body(2, alice, bob, 50, 0);
    sendAndAnswer(one, CREATED);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    ClientBody refused = body(3, poor, bob, 50, 0);
    sendAndAnswer(refused, TransferResult.EXCEEDS_CREDITS.number());
    settle(refused, 0, RecordType.TRANSFER_REFUSED, TransferResult.EXCEEDS_CREDITS.number(), 0);
    ClientBody again = new ClientBody(4, 0, BodyKind.TRANSFERS, true, 1, one.records());
    sendAndAnswer(again, EXISTS);
    assertThat(check()).isEmpty();
  }

  @Test
  void anAnsweredTransferThatIsNotThereIsFound() {
    sendAndAnswer(body(2, alice, bob, 50, 0), CREATED);
    assertThat(check()).singleElement().asString().contains("it is not there");
  }

  @Test
  void aTransferSettledTwiceIsFound() {
    ClientBody one = body(2, alice, bob, 50, 0);
    sendAndAnswer(one, CREATED);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    assertThat(check()).anyMatch(finding -> finding.contains("settled twice"));
  }

  @Test
  void aTransferThatTwoBodiesWereToldTheyCreatedIsFound() {
    ClientBody one = body(2, alice, bob, 50, 0);
    sendAndAnswer(one, CREATED);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    sendAndAnswer(new ClientBody(3, 0, BodyKind.TRANSFERS, true, 1, one.records()), CREATED);
    assertThat(check()).singleElement().asString().contains("body 2 was told the same");
  }

  @Test
  void aTransferSettledWithAnotherAmountIsFound() {
    ClientBody one = body(2, alice, bob, 50, 0);
    sendAndAnswer(one, CREATED);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    TransferRequest.amount(settled.get(3), 0, 51);
    assertThat(check()).anyMatch(finding -> finding.contains("nobody sent so"));
  }

  @Test
  void aResultThatTheRulesDoNotGiveIsFound() {
    ClientBody one = body(2, poor, bob, 50, 0);
    sendAndAnswer(one, CREATED);
    settle(one, 0, RecordType.TRANSFER_CREATED, 0, 50);
    assertThat(check())
        .singleElement()
        .asString()
        .contains("is created, by the rules it is exceeds_credits");
  }

  @Test
  void whatTookEffectUnseenIsFoundUnlessAnAttemptGotNoAnswer() {
    ClientBody told = body(2, alice, bob, 50, 0);
    sendAndAnswer(told, EXISTS);
    settle(told, 0, RecordType.TRANSFER_CREATED, 0, 50);
    ClientBody lost = body(3, alice, bob, 60, 0);
    memory.body(lost, tick(), 0);
    memory.lost(3, tick());
    memory.answered(3, tick(), 200, answer(EXISTS));
    settle(lost, 0, RecordType.TRANSFER_CREATED, 0, 60);
    assertThat(check()).singleElement().asString().contains("body 2").contains("no answer said so");
  }

  @Test
  void anOrderAgainstTheClientsClockIsFound() {
    ClientBody first = body(2, alice, bob, 50, 0);
    ClientBody second = body(3, alice, bob, 60, 0);
    sendAndAnswer(first, CREATED);
    sendAndAnswer(second, CREATED);
    settle(second, 0, RecordType.TRANSFER_CREATED, 0, 60);
    settle(first, 0, RecordType.TRANSFER_CREATED, 0, 50);
    assertThat(check())
        .containsExactly("body 3 was sent after the answer to body 2 and is settled before it");
  }

  @Test
  void aBodyInTwoBatchesIsFound() {
    Rows rows = new Rows();
    rows.transfer(random, alice, bob, 1, 0);
    rows.transfer(random, alice, bob, 2, 0);
    ClientBody two = new ClientBody(2, 0, BodyKind.TRANSFERS, true, 2, rows.records());
    memory.body(two, tick(), 0);
    memory.answered(2, tick(), 200, new AnswerRows(new int[2], new long[2]));
    settle(two, 0, RecordType.TRANSFER_CREATED, 0, 1);
    settle(two, 1, RecordType.TRANSFER_CREATED, 0, 2);
    // Every settled record stands in a batch of its own here.
    assertThat(check()).singleElement().asString().contains("another batch");
  }

  @Test
  void aRowThatBrokeItsChainIsJudgedAfterTheRowsBeforeIt() {
    Rows rows = new Rows();
    rows.transfer(random, alice, poor, 40, TransferFlags.LINKED);
    rows.transfer(random, poor, bob, 41, 0);
    ClientBody chain = new ClientBody(2, 0, BodyKind.TRANSFERS, true, 2, rows.records());
    memory.body(chain, tick(), 0);
    memory.answered(
        2,
        tick(),
        200,
        new AnswerRows(
            new int[] {
              TransferResult.LINKED_EVENT_FAILED.number(), TransferResult.EXCEEDS_CREDITS.number()
            },
            new long[2]));
    settle(chain, 1, RecordType.TRANSFER_REFUSED, TransferResult.EXCEEDS_CREDITS.number(), 0);
    ClientBody solvent = body(3, poor, bob, 1, 0);
    sendAndAnswer(solvent, TransferResult.EXCEEDS_CREDITS.number());
    settle(solvent, 0, RecordType.TRANSFER_REFUSED, TransferResult.EXCEEDS_CREDITS.number(), 0);
    assertThat(check()).isEmpty();
  }

  @Test
  void aHoldIsPostedOnceAndReleasedOnlyWhenDue() {
    ClientBody hold = body(2, alice, bob, 50, TransferFlags.PENDING);
    TransferRequest.timeout(hold.records(), 0, 1);
    sendAndAnswer(hold, CREATED);
    settle(hold, 0, RecordType.TRANSFER_CREATED, 0, 50);
    byte[] expiry = new byte[StoredRecord.BYTES];
    TransferRequest.pendingId(
        expiry,
        0,
        TransferRequest.idHigh(hold.records(), 0),
        TransferRequest.idLow(hold.records(), 0));
    TransferRequest.timestamp(expiry, 0, 10_000);
    StoredRecord.tail(expiry, 0, RecordType.PENDING_EXPIRED, 0, 50, -1, -1, 0, 3);
    settled.add(expiry);
    assertThat(check()).singleElement().asString().contains("by the rules it is -1");
  }

  @Test
  void aGroupsNodeMayFindByLookingUpWhatALostLeaderSettledButNotWhatItRefused() {
    ClientBody found = body(2, alice, bob, 50, 0);
    sendAndAnswer(found, EXISTS);
    settle(found, 0, RecordType.TRANSFER_CREATED, 0, 50);
    ClientBody refused = body(3, alice, bob, 60, 0);
    sendAndAnswer(refused, TransferResult.DEBIT_ACCOUNT_NOT_FOUND.number());
    settle(refused, 0, RecordType.TRANSFER_CREATED, 0, 60);
    assertThat(check(true))
        .allSatisfy(finding -> assertThat(finding).contains("body 3"))
        .isNotEmpty();
  }

  private List<String> check() {
    return check(false);
  }

  private List<String> check(boolean lookUpsAllowed) {
    ReplayCheck replay = new ReplayCheck(memory, findings);
    for (int i = 0; i < settled.size(); i++) {
      replay.record(settled.get(i), 0, i, 1 + i);
    }
    new AnswerCheck(memory, findings, false, lookUpsAllowed).check();
    new OrderCheck(memory, findings).check();
    return findings.kept();
  }

  private ClientBody body(long number, Id debit, Id credit, long amount, int flags) {
    Rows rows = new Rows();
    rows.transfer(random, debit, credit, amount, flags);
    return new ClientBody(number, 0, BodyKind.TRANSFERS, true, 1, rows.records());
  }

  private void sendAndAnswer(ClientBody body, int result) {
    memory.body(body, tick(), 0);
    memory.answered(body.number(), tick(), 200, answer(result));
  }

  private static AnswerRows answer(int result) {
    return new AnswerRows(new int[] {result}, new long[1]);
  }

  private void settle(ClientBody body, int row, int type, int result, long actualAmount) {
    byte[] record = new byte[StoredRecord.BYTES];
    System.arraycopy(body.records(), row * ClientBody.ROW_BYTES, record, 0, AccountRequest.BYTES);
    TransferRequest.timestamp(record, 0, 1 + settled.size());
    StoredRecord.tail(record, 0, type, result, actualAmount, -1, -1, 0, -1);
    settled.add(record);
  }

  private long tick() {
    return clock++;
  }
}
