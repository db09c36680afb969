package io.tallystick.api.endpoint;

import io.tallystick.api.ApiSettings;
import io.tallystick.api.Json;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.decode.RowDecoder;
import io.tallystick.api.encode.MemberJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Parameters;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.ParticipantCode;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.WallClock;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.Page;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code /v1/participants}. Who may change what is the ledger's to decide; see its results. */
public final class Participants {
  private static final int SEES = Roles.READ | Roles.ADMIN | Roles.AUDITOR;

  private final EdgeContext context;
  private final ApiSettings settings;
  private final Submissions submissions;
  private final Asked asked;
  private final OfficerCheck officers;

  /** Participants that the queries know. */
  public Participants(EdgeContext context, Queries queries) {
    this.context = context;
    this.settings = context.settings();
    this.submissions = new Submissions(context, queries::participant);
    this.asked = new Asked(context, queries);
    this.officers = new OfficerCheck(queries);
  }

  /** {@code POST /v1/participants}: creates and changes. */
  public CompletionStage<Answer> change(ApiRequest request) {
    long deadlineNanos = request.deadlineNanos(settings.timeouts());
    return context
        .jsonBody(request)
        .thenCompose(
            body -> {
              request.require(Roles.OPERATOR);
              DecodedRows rows = RowDecoder.participants(body);
              return submissions.submit(
                  rows,
                  request.submitter(),
                  false,
                  deadlineNanos,
                  outcome -> Writes.jsonAnswer(rows, outcome));
            });
  }

  /** {@code POST /v1/participants/{code}/keys}: adds, rotates, revokes, recovers. */
  public CompletionStage<Answer> changeKeys(ApiRequest request) {
    long deadlineNanos = request.deadlineNanos(settings.timeouts());
    String code = pathCode(request);
    return context
        .jsonBody(request)
        .thenCompose(
            body -> {
              requireOwn(request, code);
              DecodedRows rows = RowDecoder.keys(body, code);
              return officers
                  .check(rows, code)
                  .thenCompose(
                      ignored ->
                          submissions.submit(
                              rows,
                              request.submitter(),
                              false,
                              deadlineNanos,
                              outcome -> Writes.jsonAnswer(rows, outcome)));
            });
  }

  /** {@code GET /v1/participants}: all for those who see all, else its own. */
  public CompletionStage<Answer> list(ApiRequest request) {
    request.require(SEES);
    Parameters p = request.parameters("cursor", "limit", Asked.CONSISTENCY);
    int limit = p.limit(settings.limits().pageRowsDefault(), settings.limits().pageRowsMax());
    Sight sight = new Sight(request.submitter());
    return asked.answer(
        request,
        Asked.consistency(p),
        at -> sight.all() ? at.participants(p.text("cursor"), limit) : own(request, at),
        found -> json -> MemberJson.writePage(json, found));
  }

  private static CompletionStage<Page<ParticipantView>> own(ApiRequest request, Queries at) {
    return at.participant(request.submitter().code())
        .thenApply(own -> new Page<>(own.map(MemberRow::participant).stream().toList(), null));
  }

  /** {@code GET /v1/participants/{code}}. */
  public CompletionStage<Answer> one(ApiRequest request) {
    return visible(request, row -> json -> MemberJson.write(json, row, WallClock.nowNanos()));
  }

  /** {@code GET /v1/participants/{code}/keys}. */
  public CompletionStage<Answer> keys(ApiRequest request) {
    return visible(request, row -> json -> MemberJson.writeKeys(json, row, WallClock.nowNanos()));
  }

  private CompletionStage<Answer> visible(
      ApiRequest request, Function<MemberRow, Json.Document> document) {
    request.require(SEES);
    Parameters p = request.parameters(Asked.CONSISTENCY);
    String code = pathCode(request);
    Sight sight = new Sight(request.submitter());
    return asked.answer(
        request,
        Asked.consistency(p),
        at -> at.participant(code),
        found ->
            document.apply(
                Asked.orNotFound(
                    found.filter(row -> sight.ofParticipant(code)),
                    "participant_not_found",
                    request)));
  }

  private static String pathCode(ApiRequest request) {
    String code = request.pathValue(0);
    if (!ParticipantCode.acceptable(code)) {
      throw ParticipantCode.malformed(code);
    }
    return code;
  }

  private static void requireOwn(ApiRequest request, String code) {
    if (!request.submitter().isOperator() && !request.submitter().code().equals(code)) {
      throw TallystickException.of(
          ErrorKind.FORBIDDEN,
          "participant_not_yours",
          "Keys of another participant are the operator's matter.");
    }
  }
}
