package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.model.NaiveLedger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables that read as a specification. A line is an event and its result, or says what is true:
 *
 * <pre>
 * ledger   1 EUR scale=2                             =&gt; created
 * account  alice flags=history,linked                =&gt; created
 * transfer t1 alice bob 10 flags=pending timeout=5   =&gt; created
 * post     t2 of=t1 amount=4                         =&gt; created
 * void     t3 of=t1                                  =&gt; pending_transfer_already_posted
 * claim    vault c1 version=1 digest=2               =&gt; created
 * body                            the next row begins a new body
 * batch                           the next row begins a new batch
 * tick     5                      so many seconds pass (and a batch ends)
 * balances alice 0 4 0 0          debits pending, posted, credits pending, posted
 * closed   alice                  or: open alice
 * pendings 0                      open pending transfers
 * </pre>
 *
 * Rows of one kind that follow each other are one body, all bodies up to {@code batch} one batch.
 * Fields left out: ledger 1, code 1 (0 for post and void), amount 0 (all for post), zero. {@code
 * id_already_failed:exceeds_credits} names the first result too. Every script also runs through the
 * naive model, and is replayed from its sealed batches into the same memory.
 */
final class Script {
  private record Expected(String line, String result) {}

  final Harness harness;
  private final List<Harness.Body> bodies = new ArrayList<>();
  private final List<byte[]> rows = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, Long> grants = new HashMap<>();
  private final List<Expected> expected = new ArrayList<>();
  private Harness.Kind kind = Harness.Kind.LEDGERS;

  Script(Harness harness) {
    this.harness = harness;
  }

  static Script run(String text) {
    return run(LedgerLimits.defaults(), text);
  }

  static Script run(LedgerLimits limits, String text) {
    Script script = new Script(new Harness(limits));
    script.more(text);
    script.harness.assertReplayIsSame();
    return script;
  }

  Script more(String text) {
    for (String line : text.split("\n")) {
      String wanted = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
      if (!wanted.isBlank()) {
        line(wanted.strip());
      }
    }
    endBatch();
    harness.assertSameAsModel();
    return this;
  }

  private void line(String line) {
    String[] halves = line.split("=>");
    String[] words = halves[0].strip().split("\\s+");
    if (halves.length == 2) {
      event(line, words, halves[1].strip());
      return;
    }
    endBody();
    if (!words[0].equals("body")) {
      endBatch();
    }
    switch (words[0]) {
      case "body", "batch" -> {}
      case "tick" -> harness.clock += Long.parseLong(words[1]) * 1_000_000_000L;
      case "balances" -> {
        List<BigInteger> balances = new ArrayList<>();
        for (int i = 2; i < 6; i++) {
          balances.add(BigInteger.valueOf(amount(words[i])));
        }
        assertThat(Harness.balances(account(words[1]))).as(line).isEqualTo(balances);
      }
      case "closed" ->
          assertThat(account(words[1]).flags() & AccountFlags.CLOSED).as(line).isNotZero();
      case "open" -> assertThat(account(words[1]).flags() & AccountFlags.CLOSED).as(line).isZero();
      case "pendings" ->
          assertThat(harness.ledger.reads().openPendings())
              .as(line)
              .isEqualTo(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(line);
    }
  }

  AccountView account(String id) {
    Id parsed = Id.parse(id, "");
    LedgerReads reads = harness.ledger.reads();
    return reads.account(reads.accountSlot(parsed.high(), parsed.low()));
  }

  private void event(String line, String[] words, String result) {
    Harness.Kind lineKind =
        switch (words[0]) {
          case "ledger" -> Harness.Kind.LEDGERS;
          case "account" -> Harness.Kind.ACCOUNTS;
          case "claim" -> Harness.Kind.CLAIMS;
          default -> Harness.Kind.TRANSFERS;
        };
    if (lineKind != kind) {
      endBody();
      kind = lineKind;
    }
    byte[] row = new byte[128];
    switch (words[0]) {
      case "ledger" -> ledger(row, words);
      case "account" -> account(row, words);
      case "transfer" -> transfer(row, words, 5, 0, 1, 1);
      case "post" -> transfer(row, words, 2, TransferFlags.POST_PENDING_TRANSFER, 0, 0);
      case "claim" -> claim(row, words);
      case "void" -> transfer(row, words, 2, TransferFlags.VOID_PENDING_TRANSFER, 0, 0);
      default -> throw new IllegalArgumentException(line);
    }
    if (lineKind == Harness.Kind.ACCOUNTS && Id.isName(words[1])) {
      names.put(rows.size(), words[1]);
    }
    for (String word : words) {
      if (word.startsWith("grant=")) {
        grants.put(rows.size(), grant(word.substring(6)));
      }
    }
    rows.add(row);
    expected.add(new Expected(line, result));
  }

  private static void ledger(byte[] row, String[] words) {
    LedgerRequest.write(row, 0, Integer.parseUnsignedInt(words[1]), words[2], 0);
    for (int i = 3; i < words.length; i++) {
      String[] field = words[i].split("=");
      int value = Integer.parseInt(field[1]);
      switch (field[0]) {
        case "scale" -> LittleEndian.putInt(row, LedgerRequest.SCALE, value);
        case "timestamp" -> LedgerRequest.timestamp(row, 0, value);
        case "number" -> LittleEndian.putLong(row, LedgerRequest.ID, value);
        case "number_high" -> LittleEndian.putLong(row, LedgerRequest.ID + 8, value);
        case "ledger" -> LittleEndian.putInt(row, LedgerRequest.LEDGER, value);
        case "byte" -> row[value] = 1;
        default -> throw new IllegalArgumentException(words[i]);
      }
    }
  }

  private static void account(byte[] row, String[] words) {
    Id id = Id.parse(words[1], "");
    AccountRequest.id(row, 0, id.high(), id.low());
    AccountRequest.ledger(row, 0, 1);
    AccountRequest.code(row, 0, 1);
    for (int i = 2; i < words.length; i++) {
      String[] field = words[i].split("=");
      String v = field[1];
      switch (field[0]) {
        case "flags" -> AccountRequest.flags(row, 0, flags(v, AccountFlags::of));
        case "ledger" -> AccountRequest.ledger(row, 0, Integer.parseInt(v));
        case "code" -> AccountRequest.code(row, 0, Integer.parseInt(v));
        case "ud128" -> AccountRequest.userData128(row, 0, Long.parseLong(v), 0);
        case "ud64" -> AccountRequest.userData64(row, 0, Long.parseLong(v));
        case "ud32" -> AccountRequest.userData32(row, 0, Integer.parseInt(v));
        case "timestamp" -> AccountRequest.timestamp(row, 0, Long.parseLong(v));
        case "byte" -> row[Integer.parseInt(v)] = 1;
        default -> throw new IllegalArgumentException(words[i]);
      }
    }
  }

  private static void claim(byte[] row, String[] words) {
    byte[] digest = new byte[ClaimRequest.DIGEST_BYTES];
    long version = 1;
    for (int i = 3; i < words.length; i++) {
      String[] field = words[i].split("=");
      switch (field[0]) {
        case "version" -> version = Long.parseLong(field[1]);
        case "digest" -> digest[0] = Byte.parseByte(field[1]);
        case "byte" -> {}
        default -> throw new IllegalArgumentException(words[i]);
      }
    }
    Id claim = words[2].equals("0") ? new Id(0, 0) : Id.parse(words[2], "");
    ClaimRequest.write(row, 0, Id.parse(words[1], ""), claim, version, digest);
    for (String word : words) {
      if (word.startsWith("byte=")) {
        row[Integer.parseInt(word.substring(5))] = 1;
      }
    }
  }

  private static long grant(String text) {
    return switch (text) {
      case "present" -> Harness.PRESENT;
      case "before" -> Harness.BEFORE;
      default -> Long.parseLong(text);
    };
  }

  private static void transfer(
      byte[] row, String[] words, int positional, int flags, int ledger, int code) {
    Id id = Id.parse(words[1], "");
    TransferRequest.id(row, 0, id.high(), id.low());
    TransferRequest.ledger(row, 0, ledger);
    TransferRequest.code(row, 0, code);
    TransferRequest.flags(row, 0, flags);
    if (positional == 5) {
      Id debit = Id.parse(words[2], "");
      Id credit = Id.parse(words[3], "");
      TransferRequest.debitAccountId(row, 0, debit.high(), debit.low());
      TransferRequest.creditAccountId(row, 0, credit.high(), credit.low());
      TransferRequest.amount(row, 0, amount(words[4]));
    } else if ((flags & TransferFlags.POST_PENDING_TRANSFER) != 0) {
      TransferRequest.amount(row, 0, Amounts.AMOUNT_MAX);
    }
    for (int i = positional; i < words.length; i++) {
      String[] field = words[i].split("=");
      field(row, field[0], field[1], flags);
    }
  }

  private static void field(byte[] row, String name, String v, int flags) {
    switch (name) {
      case "of" -> {
        Id pending = Id.parse(v, "");
        TransferRequest.pendingId(row, 0, pending.high(), pending.low());
      }
      case "from" -> {
        Id debit = Id.parse(v, "");
        TransferRequest.debitAccountId(row, 0, debit.high(), debit.low());
      }
      case "to" -> {
        Id credit = Id.parse(v, "");
        TransferRequest.creditAccountId(row, 0, credit.high(), credit.low());
      }
      case "amount" -> TransferRequest.amount(row, 0, amount(v));
      case "flags" -> TransferRequest.flags(row, 0, flags | flags(v, TransferFlags::of));
      case "timeout" -> TransferRequest.timeout(row, 0, Integer.parseUnsignedInt(v));
      case "ledger" -> TransferRequest.ledger(row, 0, Integer.parseInt(v));
      case "code" -> TransferRequest.code(row, 0, Integer.parseInt(v));
      case "ud128" -> TransferRequest.userData128(row, 0, Long.parseLong(v), 0);
      case "ud64" -> TransferRequest.userData64(row, 0, Long.parseLong(v));
      case "ud32" -> TransferRequest.userData32(row, 0, Integer.parseInt(v));
      case "timestamp" -> TransferRequest.timestamp(row, 0, Long.parseLong(v));
      case "byte" -> row[Integer.parseInt(v)] = 1;
      case "grant" -> {}
      default -> throw new IllegalArgumentException(name);
    }
  }

  /** Digits, {@code max} = 2^63-1, {@code max-5}, or {@code 2^63}. */
  private static long amount(String text) {
    if (text.startsWith("max-")) {
      return Amounts.AMOUNT_MAX - Long.parseLong(text.substring(4));
    }
    return switch (text) {
      case "max" -> Amounts.AMOUNT_MAX;
      case "2^63" -> Long.MIN_VALUE;
      default -> Long.parseLong(text);
    };
  }

  private static int flags(String text, java.util.function.ToIntFunction<String> of) {
    int flags = 0;
    for (String name : text.split(",")) {
      flags |=
          name.startsWith("bit") ? 1 << Integer.parseInt(name.substring(3)) : of.applyAsInt(name);
    }
    return flags;
  }

  private void endBody() {
    if (rows.isEmpty()) {
      return;
    }
    byte[] bytes = new byte[rows.size() * 128];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, bytes, i * 128, 128);
    }
    bodies.add(new Harness.Body(kind, bytes, Map.copyOf(names), Map.copyOf(grants)));
    rows.clear();
    names.clear();
    grants.clear();
  }

  private void endBatch() {
    endBody();
    List<Harness.Kind> kinds = new ArrayList<>();
    for (Harness.Body body : bodies) {
      for (int i = 0; i < body.rows(); i++) {
        kinds.add(body.kind());
      }
    }
    List<NaiveLedger.Answer> answers = harness.batch(bodies);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(name(kinds.get(i), answers.get(i)))
          .as(expected.get(i).line())
          .isEqualTo(expected.get(i).result());
    }
    bodies.clear();
    expected.clear();
  }

  private static String name(Harness.Kind kind, NaiveLedger.Answer answer) {
    return switch (kind) {
      case LEDGERS -> LedgerResult.of(answer.result()).wireName();
      case ACCOUNTS -> AccountResult.of(answer.result()).wireName();
      case CLAIMS -> ClaimResult.of(answer.result()).wireName();
      case TRANSFERS -> {
        String name = TransferResult.of(answer.result()).wireName();
        yield answer.firstResult() == 0
            ? name
            : name + ":" + TransferResult.of(answer.firstResult()).wireName();
      }
    };
  }
}
