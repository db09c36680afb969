package io.tallystick.api.endpoint;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import io.tallystick.account.Accounts;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.decode.BinaryTransfers;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.decode.RowDecoder;
import io.tallystick.api.encode.BinaryResults;
import io.tallystick.api.encode.OutcomeJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Answers;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Bodies;
import io.tallystick.api.http.Parameters;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.Lookups;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The POSTs of ledgers, accounts and transfers. */
public final class Writes {
  /**
   * Names the batch that holds the body, missing where none does or it is not known; with a read,
   * the batch up to which everything is in the answer.
   */
  public static final String HEIGHT_HEADER = "Tallystick-Height";

  private static final ContentType RESULTS =
      MediaTypes.customBinary("application", "vnd.tallystick.results", false).toContentType();
  private static final int OK = 200;

  /** Takes a body that concerns accounts' actors elsewhere, as it came. */
  public interface Elsewhere {
    /** Fails with OUTCOME_UNKNOWN where it may have settled. */
    CompletionStage<Answer> pass(ApiRequest request, byte[] body);
  }

  private final Bodies bodies;
  private final Lookups lookups;
  private final ApiSettings settings;
  private final Submissions submissions;
  private final Optional<Elsewhere> elsewhere;

  /** POSTs that submit to the context's engine. */
  public Writes(EdgeContext context) {
    this(context, Optional.empty());
  }

  /** The same, but singles and chains go where the actors of accounts are. */
  public Writes(EdgeContext context, Elsewhere elsewhere) {
    this(context, Optional.of(elsewhere));
  }

  private Writes(EdgeContext context, Optional<Elsewhere> elsewhere) {
    this.elsewhere = elsewhere;
    this.bodies = context.bodies();
    this.lookups = context.lookups();
    this.settings = context.settings();
    this.submissions = new Submissions(context);
  }

  /** {@code POST /v1/transfers}, JSON or binary. */
  public CompletionStage<Answer> transfers(ApiRequest request) {
    long deadlineNanos = request.deadlineNanos(settings.timeouts());
    if (ContentKind.of(request, true) == ContentKind.TRANSFERS) {
      request.parameters();
      return bodies
          .collect(request, BinaryTransfers.BYTES_MAX)
          .thenCompose(records -> binary(request, records, deadlineNanos));
    }
    Parameters parameters = request.parameters("balances");
    boolean balances = parameters.flag("balances");
    return json(
        request,
        Roles.SUBMIT,
        deadlineNanos,
        balances,
        body -> {
          if (balances) {
            request.require(Roles.READ | Roles.AUDITOR);
          }
          return RowDecoder.transfers(body, scope(request), lookups::knownLedger);
        });
  }

  /** {@code POST /v1/accounts}. */
  public CompletionStage<Answer> accounts(ApiRequest request) {
    long deadlineNanos = request.deadlineNanos(settings.timeouts());
    ContentKind.of(request, false);
    request.parameters();
    return json(
        request,
        Roles.SUBMIT | Roles.ADMIN,
        deadlineNanos,
        false,
        body -> RowDecoder.accounts(body, scope(request), lookups::knownLedger));
  }

  /** {@code POST /v1/ledgers}. */
  public CompletionStage<Answer> ledgers(ApiRequest request) {
    long deadlineNanos = request.deadlineNanos(settings.timeouts());
    ContentKind.of(request, false);
    request.parameters();
    return json(request, Roles.OPERATOR, deadlineNanos, false, RowDecoder::ledgers);
  }

  private CompletionStage<Answer> json(
      ApiRequest request,
      int roles,
      long deadlineNanos,
      boolean balances,
      Function<byte[], DecodedRows> decode) {
    return bodies
        .collect(request, settings.limits().jsonBodyBytesMax())
        .thenCompose(
            body -> {
              request.require(roles);
              DecodedRows rows = decode.apply(body);
              if (elsewhere.isPresent()
                  && rows.kind() == BodyKind.TRANSFERS
                  && Accounts.concern(rows.records(), rows.rows())) {
                return pass(request, body, rows, balances);
              }
              return submissions.submit(
                  rows,
                  request.submitter(),
                  balances,
                  deadlineNanos,
                  outcome -> jsonAnswer(rows, outcome));
            });
  }

  private static String scope(ApiRequest request) {
    return request.submitter().scope();
  }

  static Answer jsonAnswer(DecodedRows rows, Outcome outcome) {
    return () ->
        withHeight(
            Answers.response(OK, ContentTypes.APPLICATION_JSON, OutcomeJson.write(rows, outcome)),
            outcome);
  }

  private CompletionStage<Answer> binary(ApiRequest request, byte[] records, long deadlineNanos) {
    request.require(Roles.SUBMIT);
    int rows = BinaryTransfers.check(records);
    if (elsewhere.isPresent() && Accounts.concern(records, rows)) {
      return pass(request, records, () -> lookUp(binaryBody(request, records)));
    }
    return submissions.submit(
        binaryBody(request, records), null, deadlineNanos, Writes::binaryAnswer);
  }

  private static Body binaryBody(ApiRequest request, byte[] records) {
    BinaryTransfers.scope(records, scope(request));
    return new Body(
        BodyKind.TRANSFERS,
        records.length / Body.RECORD_BYTES,
        records,
        List.of(),
        false,
        List.of(),
        request.submitter());
  }

  private CompletionStage<Answer> lookUp(Body body) {
    return submissions.lookUp(body, null, Writes::binaryAnswer);
  }

  private CompletionStage<Answer> pass(
      ApiRequest request, byte[] body, DecodedRows rows, boolean balances) {
    return pass(
        request,
        body,
        () ->
            rows.unknownLedgers().isEmpty()
                ? submissions.lookUp(
                    rows.toBody(balances, request.submitter()),
                    rows.ids(),
                    outcome -> jsonAnswer(rows, outcome))
                : null);
  }

  /**
   * Passes a body on; one whose outcome is not known is looked up.
   *
   * @param lookUp null where it cannot be
   */
  private CompletionStage<Answer> pass(
      ApiRequest request, byte[] body, Supplier<CompletionStage<Answer>> lookUp) {
    return elsewhere
        .get()
        .pass(request, body)
        .exceptionallyCompose(
            failure -> {
              CompletionStage<Answer> found = LostOutcome.concerns(failure) ? lookUp.get() : null;
              return found == null ? CompletableFuture.failedStage(failure) : found;
            });
  }

  private static Answer binaryAnswer(Outcome outcome) {
    return () -> withHeight(Answers.response(OK, RESULTS, BinaryResults.write(outcome)), outcome);
  }

  private static HttpResponse withHeight(HttpResponse response, Outcome outcome) {
    if (outcome.height() == 0) {
      return response;
    }
    HttpHeader height = RawHeader.create(HEIGHT_HEADER, Long.toString(outcome.height()));
    return response.addHeader(height);
  }
}
