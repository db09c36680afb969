package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.member.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger with participants for tests; every row is a batch of its own, kept for replay. */
final class MemberBench {
  static final long SECOND = 1_000_000_000L;

  /** A sealed batch with what stands beside its records. */
  record Sealed(long timestamp, long first, byte[] records, List<ValuesBeside.Value> beside) {
    int count() {
      return records.length / StoredRecord.BYTES;
    }

    Names names() {
      return besides(beside);
    }
  }

  final MemoryLog log = new MemoryLog();
  final Ledger ledger = new Ledger(LedgerLimits.defaults(), log);
  final ApplyOutput out = new ApplyOutput();
  final List<Sealed> batches = new ArrayList<>();
  long clock = Harness.START;

  /** All roles of a bank. */
  static final String ALL = "submit,approve,read,admin";

  /** An operator with the key {@code root}, and bank-a with an administrator's, {@code a-admin}. */
  static MemberBench withTwoParticipants() {
    MemberBench bench = new MemberBench();
    assertThat(bench.participant(null, "house", "submit,admin,operator", 0, 1))
        .isEqualTo("created");
    assertThat(bench.add(null, "house", "root", "operator")).isEqualTo("created");
    assertThat(bench.participant("root", "bank-a", ALL, 0, 1)).isEqualTo("created");
    assertThat(bench.add("root", "bank-a", "a-admin", "admin")).isEqualTo("created");
    return bench;
  }

  /** The timestamp of the next single row. */
  long next() {
    return Math.max(clock, ledger.reads().lastTimestamp() + 1 + LedgerLimits.EVENTS_MAX);
  }

  interface Apply {
    void body();
  }

  int batch(int rows, Apply apply) {
    long timestamp =
        Math.max(clock, ledger.reads().lastTimestamp() + rows + LedgerLimits.EVENTS_MAX);
    clock = timestamp;
    ledger.beginBatch(timestamp, rows, ledger.reads().nextNumber(), out);
    apply.body();
    ledger.endBatch();
    log.seal(timestamp, out);
    batches.add(
        new Sealed(
            timestamp,
            out.firstNumber(),
            Arrays.copyOf(out.records(), out.recordCount() * StoredRecord.BYTES),
            List.copyOf(out.beside())));
    return out.results()[0];
  }

  static Names besides(List<ValuesBeside.Value> values) {
    return new Names() {
      @Override
      public int length(int row) {
        return 0;
      }

      @Override
      public void copy(int row, byte[] into, int offset) {}

      @Override
      public byte[] value(int row, int kind) {
        return values.stream()
            .filter(v -> v.row() == row && v.kind() == kind)
            .map(ValuesBeside.Value::bytes)
            .findFirst()
            .orElse(null);
      }
    };
  }

  static Names beside(Map<Integer, byte[]> byKind) {
    List<ValuesBeside.Value> values = new ArrayList<>();
    byKind.forEach((kind, value) -> values.add(new ValuesBeside.Value(0, kind, value)));
    return besides(values);
  }

  // --- rows ---

  static int roles(String names) {
    return names.isEmpty()
        ? 0
        : Arrays.stream(names.split(",")).mapToInt(Roles::of).reduce(0, (a, b) -> a | b);
  }

  static byte[] publicKey(String name) {
    byte[] key = new byte[32];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, key, 0, text.length);
    return key;
  }

  static Id keyId(String name) {
    return KeyIds.of(KeyType.ED25519.number(), publicKey(name));
  }

  int keyNumber(String name) {
    return name == null ? 0 : ledger.reads().members().key(keyId(name)).orElseThrow().number();
  }

  String participant(byte[] row, String name, String submitter) {
    int key = keyNumber(submitter);
    Map<Integer, byte[]> beside =
        name == null
            ? Map.of()
            : Map.of(ValueKind.DISPLAY_NAME, name.getBytes(StandardCharsets.UTF_8));
    int result = batch(1, () -> ledger.applyParticipants(row, 0, 1, beside(beside), key));
    return ParticipantResult.of(result).wireName();
  }

  String participant(String submitter, String code, String roles, int quorum, int version) {
    byte[] row = new byte[128];
    ParticipantRequest.write(row, 0, code, roles(roles), 0, quorum, version);
    return participant(row, code + " plc", submitter);
  }

  String key(byte[] row, byte[] publicKey, byte[] signatures, String submitter) {
    int key = keyNumber(submitter);
    Map<Integer, byte[]> beside = new HashMap<>();
    if (publicKey != null) {
      beside.put(ValueKind.PUBLIC_KEY, publicKey);
    }
    if (signatures != null) {
      beside.put(ValueKind.SIGNATURES, signatures);
    }
    int result = batch(1, () -> ledger.applyKeys(row, 0, 1, beside(beside), key));
    return KeyResult.of(result).wireName();
  }

  static byte[] adding(KeyAction action, String code, String name, String roles) {
    byte[] row = new byte[128];
    KeyRequest.begin(row, 0, action, keyId(name), code);
    KeyRequest.brings(row, 0, KeyType.ED25519, roles(roles), 0, 0);
    return row;
  }

  String add(String submitter, String code, String name, String roles) {
    return key(adding(KeyAction.ADD, code, name, roles), publicKey(name), null, submitter);
  }

  String add(String submitter, String code, String name, String roles, long from, long until) {
    byte[] row = new byte[128];
    KeyRequest.begin(row, 0, KeyAction.ADD, keyId(name), code);
    KeyRequest.brings(row, 0, KeyType.ED25519, roles(roles), from, until);
    return key(row, publicKey(name), null, submitter);
  }

  String rotate(String submitter, String code, String old, String name, String roles, long until) {
    byte[] row = adding(KeyAction.ROTATE, code, name, roles);
    KeyRequest.replaces(row, 0, keyId(old), until);
    return key(row, publicKey(name), null, submitter);
  }

  String revoke(String submitter, String code, String name, long until) {
    byte[] row = new byte[128];
    KeyRequest.begin(row, 0, KeyAction.REVOKE, keyId(name), code);
    KeyRequest.notAfter(row, 0, until);
    return key(row, null, null, submitter);
  }

  String recover(String submitter, String code, String name, String roles, String... officers) {
    byte[] row = adding(KeyAction.RECOVER, code, name, roles);
    KeyRequest.flags(row, 0, KeyRequest.REVOKE_OTHERS);
    return key(row, publicKey(name), signatures(officers), submitter);
  }

  static byte[] signatures(String... officers) {
    return OfficerSignatures.write(
        Arrays.stream(officers)
            .map(name -> new OfficerSignatures.Signed(keyId(name), new byte[64]))
            .toList());
  }

  String ledgerOf(String submitter) {
    byte[] row = new byte[128];
    LedgerRequest.write(row, 0, 1, "EUR", 2);
    int key = keyNumber(submitter);
    return LedgerResult.of(batch(1, () -> ledger.applyLedgers(row, 0, 1, key))).wireName();
  }

  String account(String submitter, long id, int flags) {
    byte[] row = new byte[128];
    AccountRequest.id(row, 0, 0, id);
    AccountRequest.ledger(row, 0, 1);
    AccountRequest.code(row, 0, 1);
    AccountRequest.flags(row, 0, flags);
    int key = keyNumber(submitter);
    int result = batch(1, () -> ledger.applyAccounts(row, 0, 1, Names.EMPTY, key));
    return AccountResult.of(result).wireName();
  }

  String transfer(String submitter, long id, long debit, long credit, int flags, long pending) {
    byte[] row = new byte[128];
    TransferRequest.id(row, 0, 0, id);
    TransferRequest.debitAccountId(row, 0, 0, debit);
    TransferRequest.creditAccountId(row, 0, 0, credit);
    TransferRequest.pendingId(row, 0, 0, pending);
    TransferRequest.flags(row, 0, flags);
    boolean resolves = pending != 0;
    TransferRequest.amount(row, 0, resolves ? 0 : 10);
    TransferRequest.ledger(row, 0, resolves ? 0 : 1);
    TransferRequest.code(row, 0, resolves ? 0 : 1);
    int key = keyNumber(submitter);
    int result = batch(1, () -> ledger.applyTransfers(row, 0, 1, false, Grants.NONE, key));
    return TransferResult.of(result).wireName();
  }

  /** The balances that a transfer of 10 is answered with. */
  long[] balancesAfter(String submitter, long id, long debit, long credit) {
    byte[] row = new byte[128];
    TransferRequest.id(row, 0, 0, id);
    TransferRequest.debitAccountId(row, 0, 0, debit);
    TransferRequest.creditAccountId(row, 0, 0, credit);
    TransferRequest.amount(row, 0, 10);
    TransferRequest.ledger(row, 0, 1);
    TransferRequest.code(row, 0, 1);
    int key = keyNumber(submitter);
    batch(1, () -> ledger.applyTransfers(row, 0, 1, true, Grants.NONE, key));
    return Arrays.copyOf(out.balances(), ApplyOutput.BALANCES_PER_EVENT);
  }

  /** Replays all batches into a new ledger, whose memory must be the same. */
  Ledger assertReplayIsSame() {
    Ledger again = new Ledger(LedgerLimits.defaults(), new Harness.NoLookup());
    ApplyOutput output = new ApplyOutput();
    for (Sealed sealed : batches) {
      again.replay(
          sealed.timestamp,
          sealed.first,
          sealed.records,
          0,
          sealed.count(),
          sealed.names(),
          output);
      assertThat(output.beside()).usingRecursiveComparison().isEqualTo(sealed.beside);
    }
    States.assertSame(States.copy(again), States.copy(ledger));
    return again;
  }
}
