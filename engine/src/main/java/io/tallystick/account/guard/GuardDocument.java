package io.tallystick.account.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.account.WaitingCursor;
import io.tallystick.account.approval.Approval;
import io.tallystick.account.approval.ApprovalRules;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.PolicyBytes;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.account.policy.WindowUse;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.member.KeyIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A guarded account as JSON: its policy, what of its windows is used, and what waits. */
final class GuardDocument {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Of what waits, in one answer: an answer has to fit into a message between nodes. */
  static final int PAGE_BYTES_MAX = 96 << 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private GuardDocument() {}

  /** Everything of an account whose actor is on a node. */
  static byte[] all(
      Id account, int node, GuardState state, long incarnation, WindowUse use, long now) {
    return bytes(
        json -> {
          json.writeStringField("account", digits(account));
          json.writeNumberField("node", node);
          json.writeNumberField("version", state.version());
          if (state.policy().isPresent()) {
            policy(json, state.policy().get());
            used(json, state.policy().get(), incarnation, use, now);
          }
          waiting(json, account, page(account, inOrder(state, null), state.waiting().size()));
          json.writeNumberField("waiting_count", state.waiting().size());
        });
  }

  /**
   * A page of what waits, oldest first. It ends early rather than grow past {@link
   * #PAGE_BYTES_MAX}, but holds one at least.
   *
   * @param after the place of the last one on the page before; null for the first page
   * @param now ns since 1970; what has expired waits no more
   */
  static byte[] waiting(Id account, GuardState state, WaitingCursor after, int limit, long now) {
    List<Approval> left =
        inOrder(state, after).stream().filter(approval -> !approval.expired(now)).toList();
    List<Approval> page = page(account, left, limit);
    return bytes(
        json -> {
          json.writeStringField("account", digits(account));
          waiting(json, account, page);
          json.writeFieldName("cursor");
          if (page.size() < left.size()) {
            json.writeString(place(page.get(page.size() - 1)).text());
          } else {
            json.writeNull();
          }
        });
  }

  private static WaitingCursor place(Approval approval) {
    return new WaitingCursor(approval.openedAt(), approval.what());
  }

  private static List<Approval> inOrder(GuardState state, WaitingCursor after) {
    return state.waiting().values().stream()
        .filter(approval -> after == null || place(approval).compareTo(after) > 0)
        .sorted(Comparator.comparing(GuardDocument::place))
        .toList();
  }

  /** As many of the first as fit into a message between nodes. */
  private static List<Approval> page(Id account, List<Approval> all, int limit) {
    int bytes = 0;
    int count = 0;
    while (count < Math.min(limit, all.size())) {
      bytes += one(account, all.get(count)).length;
      if (count > 0 && bytes > PAGE_BYTES_MAX) {
        break;
      }
      count++;
    }
    return all.subList(0, count);
  }

  /** One thing that waits. */
  static byte[] one(Id account, Approval approval) {
    return bytes(json -> approval(json, account, approval));
  }

  /** What a transfer that waited became. */
  static byte[] ended(Id what, String result) {
    return bytes(
        json -> {
          json.writeStringField("id", digits(what));
          json.writeStringField("state", "settled");
          json.writeStringField("result", result);
        });
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] bytes(Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return out.toByteArray();
  }

  private static void policy(JsonGenerator json, Policy policy) throws IOException {
    json.writeStringField("digest", HexFormat.of().formatHex(PolicyBytes.digest(policy)));
    json.writeObjectFieldStart("policy");
    json.writeBooleanField("frozen", policy.frozen());
    limit(json, "transfer_max", policy.transferMax());
    json.writeArrayFieldStart("windows");
    for (WindowLimit window : policy.windows()) {
      json.writeStartObject();
      json.writeNumberField("seconds", window.seconds());
      limit(json, "amount_max", window.amountMax());
      limit(json, "count_max", window.countMax());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counterparties");
    for (Id id : policy.counterparties()) {
      json.writeString(digits(id));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("approvers");
    for (Id id : policy.approvers()) {
      json.writeString(KeyIds.text(id));
    }
    json.writeEndArray();
    json.writeNumberField("approvals", policy.approvals());
    json.writeStringField("approvals_above", Long.toString(policy.approvalsAbove()));
    json.writeNumberField("approval_seconds", policy.approvalSeconds());
    json.writeNumberField("change_approvals", policy.changeApprovals());
    json.writeEndObject();
  }

  private static void limit(JsonGenerator json, String name, long limit) throws IOException {
    if (limit != Policy.NO_LIMIT) {
      json.writeStringField(name, Long.toString(limit));
    }
  }

  private static void used(
      JsonGenerator json, Policy policy, long incarnation, WindowUse use, long now)
      throws IOException {
    if (incarnation == 0) {
      return;
    }
    json.writeNumberField("incarnation", incarnation);
    json.writeArrayFieldStart("used");
    for (WindowLimit window : policy.windows()) {
      WindowUse.Debits within = use.within(window, now);
      json.writeStartObject();
      json.writeNumberField("seconds", window.seconds());
      json.writeStringField("amount", Long.toString(within.amount()));
      json.writeStringField("count", Long.toString(within.count()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void waiting(JsonGenerator json, Id account, Collection<Approval> all)
      throws IOException {
    json.writeArrayFieldStart("waiting");
    for (Approval approval : all) {
      json.writeStartObject();
      approval(json, account, approval);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void approval(JsonGenerator json, Id account, Approval a) throws IOException {
    boolean transfer = a.kind() == Approval.Kind.TRANSFER;
    json.writeStringField("id", digits(a.what()));
    json.writeStringField("kind", transfer ? "transfer" : "policy");
    json.writeStringField("state", "waiting");
    if (transfer) {
      byte[] row = a.subject();
      json.writeStringField(
          "credit_account_id",
          digits(
              new Id(
                  TransferRequest.creditAccountIdHigh(row, 0),
                  TransferRequest.creditAccountIdLow(row, 0))));
      json.writeStringField("amount", Long.toUnsignedString(TransferRequest.amount(row, 0)));
      json.writeNumberField("code", TransferRequest.code(row, 0));
    }
    json.writeNumberField("approvals_needed", a.needed());
    json.writeStringField("opened_at", time(a.openedAt()));
    json.writeStringField("expires_at", time(a.expiresAt()));
    json.writeStringField(
        "statement", Base64.getEncoder().encodeToString(ApprovalRules.statement(account, a)));
    json.writeArrayFieldStart("approved");
    for (Approval.Signed signed : a.signed()) {
      json.writeStartObject();
      json.writeStringField("key", KeyIds.text(signed.key()));
      json.writeStringField("at", time(signed.at()));
      json.writeStringField("public_key", Base64.getEncoder().encodeToString(signed.publicKey()));
      json.writeStringField("signature", Base64.getEncoder().encodeToString(signed.signature()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND).toString();
  }

  private static String digits(Id id) {
    return new BigInteger(Long.toUnsignedString(id.high()))
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(id.low())))
        .toString();
  }
}
