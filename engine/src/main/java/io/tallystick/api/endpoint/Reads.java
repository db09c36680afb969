package io.tallystick.api.endpoint;

import io.tallystick.api.ApiSettings;
import io.tallystick.api.Times;
import io.tallystick.api.encode.AccountJson;
import io.tallystick.api.encode.AccountNames;
import io.tallystick.api.encode.BatchJson;
import io.tallystick.api.encode.RecordJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Parameters;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.query.AccountFilter;
import io.tallystick.ring.query.Consistency;
import io.tallystick.ring.query.HistoryFilter;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.TransferFilter;
import io.tallystick.ring.query.Views.ProofRow;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The GETs of ledgers, accounts, transfers and batches. */
public final class Reads {
  /** Most records of one batch: its events and the releases before them. */
  private static final int BATCH_RECORDS_MAX = 2 * io.tallystick.ring.Body.ROWS_MAX;

  private static final long U16_MAX = 0xFFFF;
  private static final long U32_MAX = 0xFFFF_FFFFL;
  private static final long U64_MAX = -1L;

  private final EdgeContext context;
  private final Queries queries;
  private final ApiSettings settings;
  private final Asked asked;

  /** GETs that ask the queries. */
  public Reads(EdgeContext context, Queries queries) {
    this.context = context;
    this.queries = queries;
    this.settings = context.settings();
    this.asked = new Asked(context, queries);
  }

  /** {@code GET /v1/ledgers}. */
  public CompletionStage<Answer> ledgers(ApiRequest request) {
    Sight sight = sight(request);
    Consistency consistency = Asked.consistency(request.parameters(Asked.CONSISTENCY));
    return asked.answer(
        request,
        consistency,
        Queries::ledgers,
        rows -> json -> AccountJson.writeLedgers(json, rows, sight.all()));
  }

  /** {@code GET /v1/accounts/{id}}. */
  public CompletionStage<Answer> account(ApiRequest request) {
    Sight sight = sight(request);
    Id id = pathId(request);
    Parameters p = request.parameters("at", Asked.CONSISTENCY);
    String at = p.text("at");
    long timestamp = at == null ? 0 : Times.parse(at, "at");
    return asked.answer(
        request,
        Asked.consistency(p),
        queries ->
            at == null
                ? queries.account(id.high(), id.low())
                : queries.accountAt(id.high(), id.low(), timestamp),
        found -> {
          var row = Asked.orNotFound(sight.account(found), "account_not_found", request);
          return json -> accountJson(request).write(json, row);
        });
  }

  /** {@code GET /v1/accounts}. */
  public CompletionStage<Answer> accounts(ApiRequest request) {
    Sight sight = sight(request);
    Integer owner = sight.all() ? null : sight.submitter().owner();
    Parameters p =
        request.parameters(
            "ledger",
            "code",
            "user_data_128",
            "user_data_64",
            "user_data_32",
            "cursor",
            "limit",
            Asked.CONSISTENCY);
    Integer code = narrow(p.unsigned("code", U16_MAX));
    Long data64 = p.unsigned("user_data_64", U64_MAX);
    Integer data32 = narrow(p.unsigned("user_data_32", U32_MAX));
    long[] data128 = bits128(p);
    int limit = limit(p);
    return asked.answer(
        request,
        Asked.consistency(p),
        queries ->
            new LedgerCodes(queries)
                .parameter(p)
                .thenCompose(
                    ledger ->
                        queries.accounts(
                            new AccountFilter(
                                owner,
                                ledger,
                                code,
                                data64,
                                data32,
                                data128,
                                p.text("cursor"),
                                limit))),
        page -> json -> accountJson(request).writePage(json, page));
  }

  /** {@code GET /v1/accounts/{id}/transfers}. */
  public CompletionStage<Answer> accountTransfers(ApiRequest request) {
    Sight sight = sight(request);
    Id id = pathId(request);
    Parameters p = request.parameters("from", "to", "side", "cursor", "limit", Asked.CONSISTENCY);
    HistoryFilter filter = history(p);
    return asked.answer(
        request,
        Asked.consistency(p),
        queries ->
            ofVisible(
                sight, queries, id, () -> queries.accountTransfers(id.high(), id.low(), filter)),
        found -> {
          var page = Asked.orNotFound(found, "account_not_found", request);
          return json -> recordJson(request).writePage(json, page);
        });
  }

  /** {@code GET /v1/accounts/{id}/balances}. */
  public CompletionStage<Answer> accountBalances(ApiRequest request) {
    Sight sight = sight(request);
    Id id = pathId(request);
    Parameters p = request.parameters("from", "to", "side", "cursor", "limit", Asked.CONSISTENCY);
    HistoryFilter filter = history(p);
    return asked.answer(
        request,
        Asked.consistency(p),
        queries ->
            ofVisible(
                sight, queries, id, () -> queries.accountBalances(id.high(), id.low(), filter)),
        found -> {
          var page = Asked.orNotFound(found, "account_not_found", request);
          return json -> AccountJson.writeBalances(json, page);
        });
  }

  /** {@code GET /v1/transfers/{id}}. */
  public CompletionStage<Answer> transfer(ApiRequest request) {
    Sight sight = sight(request);
    Id id = pathId(request);
    Consistency consistency = Asked.consistency(request.parameters(Asked.CONSISTENCY));
    return asked.answer(
        request,
        consistency,
        queries -> queries.transfer(id.high(), id.low()),
        found -> {
          var row = Asked.orNotFound(sight.transfer(found), "transfer_not_found", request);
          return json -> recordJson(request).write(json, row);
        });
  }

  /** {@code GET /v1/transfers}. */
  public CompletionStage<Answer> transfers(ApiRequest request) {
    Sight sight = sight(request);
    Parameters p =
        request.parameters(
            "user_data_128",
            "user_data_64",
            "user_data_32",
            "code",
            "ledger",
            "from",
            "to",
            "cursor",
            "limit",
            Asked.CONSISTENCY);
    Long data64 = p.unsigned("user_data_64", U64_MAX);
    Integer data32 = narrow(p.unsigned("user_data_32", U32_MAX));
    long[] data128 = bits128(p);
    Integer code = narrow(p.unsigned("code", U16_MAX));
    long from = from(p);
    long to = to(p);
    int limit = limit(p);
    return asked.answer(
        request,
        Asked.consistency(p),
        queries ->
            new LedgerCodes(queries)
                .parameter(p)
                .thenCompose(
                    ledger ->
                        queries.transfers(
                            new TransferFilter(
                                data64,
                                data32,
                                data128,
                                code,
                                ledger,
                                from,
                                to,
                                p.text("cursor"),
                                limit))),
        page -> json -> recordJson(request).writePage(json, sight.transfers(page)));
  }

  /** {@code GET /v1/transfers/{id}/proof}. */
  public CompletionStage<Answer> proof(ApiRequest request) {
    Sight sight = sight(request);
    Id id = pathId(request);
    Consistency consistency = Asked.consistency(request.parameters(Asked.CONSISTENCY));
    return asked.answer(
        request,
        consistency,
        queries -> proof(sight, queries, id),
        found -> {
          var row = Asked.orNotFound(found, "transfer_not_found", request);
          return json -> BatchJson.writeProof(json, row);
        });
  }

  private static CompletionStage<Optional<ProofRow>> proof(Sight sight, Queries queries, Id id) {
    if (sight.all()) {
      return queries.proof(id.high(), id.low());
    }
    return queries
        .transfer(id.high(), id.low())
        .thenCompose(
            found ->
                sight.transfer(found).isPresent()
                    ? queries.proof(id.high(), id.low())
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  /** {@code GET /v1/batches}. */
  public CompletionStage<Answer> batches(ApiRequest request) {
    sight(request);
    Parameters p = request.parameters("after", "limit");
    Long after = p.unsigned("after", Long.MAX_VALUE);
    long afterHeight = after == null ? 0 : after;
    int limit = limit(p);
    return asked.batchAnswer(
        request,
        queries -> queries.batches(afterHeight, limit),
        rows -> json -> BatchJson.writeAll(json, rows, afterHeight));
  }

  /** {@code GET /v1/batches/{height}}. */
  public CompletionStage<Answer> batch(ApiRequest request) {
    sight(request);
    long height = pathHeight(request);
    request.parameters();
    return asked.batchAnswer(
        request,
        queries -> queries.batch(height),
        found -> {
          var row = Asked.orNotFound(found, "batch_not_found", request);
          return json -> BatchJson.write(json, row);
        });
  }

  /** {@code GET /v1/batches/{height}/records}. */
  public CompletionStage<Answer> batchRecords(ApiRequest request) {
    Sight sight = sight(request);
    long height = pathHeight(request);
    int limit = request.parameters("limit").limit(BATCH_RECORDS_MAX, BATCH_RECORDS_MAX);
    return asked.batchAnswer(
        request,
        queries ->
            queries
                .batch(height)
                .thenCompose(
                    found -> {
                      Asked.orNotFound(found, "batch_not_found", request);
                      return queries.batchRecords(height, limit);
                    }),
        rows -> json -> recordJson(request).writeRecords(json, height, sight.records(rows)));
  }

  /** What the sender sees; fails with {@code role_missing} where that is nothing. */
  private static Sight sight(ApiRequest request) {
    request.require(Roles.READ | Roles.AUDITOR);
    return new Sight(request.submitter());
  }

  private AccountJson accountJson(ApiRequest request) {
    return new AccountJson(context.ledgerText(), names(request));
  }

  private RecordJson recordJson(ApiRequest request) {
    return new RecordJson(context.ledgerText(), names(request), queries::participantCode);
  }

  /** Accounts are called as the sender calls them. */
  private AccountNames names(ApiRequest request) {
    return new AccountNames(queries::scope, request.submitter().scope());
  }

  /** Asks for something of an account, unless the sender may not see the account. */
  private static <T> CompletionStage<Optional<T>> ofVisible(
      Sight sight, Queries queries, Id id, Supplier<CompletionStage<Optional<T>>> ask) {
    if (sight.all()) {
      return ask.get();
    }
    return queries
        .account(id.high(), id.low())
        .thenCompose(
            found ->
                sight.account(found).isPresent()
                    ? ask.get()
                    : CompletableFuture.completedFuture(Optional.empty()));
  }

  private static Id pathId(ApiRequest request) {
    return Id.parse(request.pathValue(0), request.submitter().scope());
  }

  private static long pathHeight(ApiRequest request) {
    String text = request.pathValue(0);
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 18) {
      throw Parameters.invalid("height_malformed", "height", text, "the height of a batch");
    }
    return Long.parseLong(text);
  }

  private HistoryFilter history(Parameters p) {
    String side = p.text("side");
    if (side != null && !side.equals("debit") && !side.equals("credit")) {
      throw Parameters.invalid("parameter_malformed", "side", side, "debit or credit");
    }
    return new HistoryFilter(
        from(p), to(p), !"credit".equals(side), !"debit".equals(side), p.text("cursor"), limit(p));
  }

  private static long from(Parameters p) {
    String from = p.text("from");
    return from == null ? 0 : Times.parse(from, "from");
  }

  private static long to(Parameters p) {
    String to = p.text("to");
    return to == null ? Long.MAX_VALUE : Times.parse(to, "to");
  }

  private int limit(Parameters p) {
    return p.limit(settings.limits().pageRowsDefault(), settings.limits().pageRowsMax());
  }

  private static Integer narrow(Long value) {
    return value == null ? null : value.intValue();
  }

  private static long[] bits128(Parameters p) {
    String text = p.text("user_data_128");
    if (text == null) {
      return null;
    }
    Id.Form form = Id.form(text);
    if (form == Id.Form.NAME || form == Id.Form.REFERENCE) {
      throw Parameters.invalid(
          "parameter_malformed",
          "user_data_128",
          text,
          "a number, a UUID, or 0x and 32 hex digits");
    }
    Id bits = Id.parse(text, Id.OPERATOR);
    return new long[] {bits.high(), bits.low()};
  }
}
