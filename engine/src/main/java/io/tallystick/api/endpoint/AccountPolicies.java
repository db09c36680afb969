package io.tallystick.api.endpoint;

import akka.http.javadsl.model.ContentTypes;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.Accounts;
import io.tallystick.account.WaitingCursor;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.decode.ApprovalOrder;
import io.tallystick.api.decode.PolicyOrder;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Answers;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Parameters;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.AccountRow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** {@code /v1/accounts/{id}/policy} and {@code …/approvals}: of guarded accounts. */
public final class AccountPolicies {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int READERS = Roles.READ | Roles.ADMIN | Roles.APPROVE | Roles.AUDITOR;

  private final EdgeContext context;
  private final Queries queries;
  private final ApiSettings settings;
  private final Accounts accounts;

  /** Policies of the context's accounts. */
  public AccountPolicies(EdgeContext context, Queries queries) {
    this.context = context;
    this.queries = queries;
    this.settings = context.settings();
    this.accounts = context.accounts();
  }

  /** {@code GET /v1/accounts/{id}/policy}: the policy, what is used, and what waits. */
  public CompletionStage<Answer> show(ApiRequest request) {
    request.require(READERS);
    request.parameters();
    return shown(request, accounts::show);
  }

  /** {@code GET /v1/accounts/{id}/approvals}: a page of what waits, oldest first. */
  public CompletionStage<Answer> waiting(ApiRequest request) {
    request.require(READERS);
    Parameters p = request.parameters("cursor", "limit");
    int limit = p.limit(settings.limits().pageRowsDefault(), settings.limits().pageRowsMax());
    String cursor = p.text("cursor");
    WaitingCursor after = cursor == null ? null : WaitingCursor.parse(cursor);
    return shown(request, id -> accounts.waiting(id, after, limit));
  }

  /** A document about an account that the sender may see. */
  private CompletionStage<Answer> shown(
      ApiRequest request, Function<Id, CompletionStage<AccountAnswer>> document) {
    Id id = account(request);
    Sight sight = new Sight(request.submitter());
    return within(
        request,
        queries
            .account(id.high(), id.low())
            .thenCompose(
                found -> {
                  boolean approves = request.submitter().may(Roles.APPROVE);
                  AccountRow account =
                      Asked.orNotFound(
                          approves ? found : sight.account(found), "account_not_found", request);
                  requireGuarded(account);
                  return document.apply(id);
                }));
  }

  /** {@code POST /v1/accounts/{id}/policy}. */
  public CompletionStage<Answer> set(ApiRequest request) {
    return context
        .jsonBody(request)
        .thenCompose(
            body -> {
              request.require(Roles.ADMIN);
              Id id = account(request);
              Submitter submitter = request.submitter();
              PolicyOrder order = PolicyOrder.read(body, submitter.scope());
              Id maker = submitter.keyId() == null ? Id.ZERO : submitter.keyId();
              return within(
                  request,
                  queries
                      .account(id.high(), id.low())
                      .thenCompose(
                          found -> {
                            requireOwn(found, submitter, request);
                            return accounts.setPolicy(id, order.policy(), order.ifVersion(), maker);
                          }));
            });
  }

  /** {@code POST /v1/accounts/{id}/approvals/{what}}. */
  public CompletionStage<Answer> approve(ApiRequest request) {
    return context
        .jsonBody(request)
        .thenCompose(
            body -> {
              request.require(Roles.APPROVE);
              Id id = account(request);
              Id what = Id.parse(request.pathValue(1), request.submitter().scope());
              ApprovalOrder order = ApprovalOrder.read(body);
              return within(request, accounts.approve(id, what, order.key(), order.signature()));
            });
  }

  private static void requireGuarded(AccountRow account) {
    if ((account.flags() & AccountFlags.GUARDED) == 0) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "account_not_guarded",
          "Only an account that was created with the flag guarded has a policy.");
    }
  }

  private static void requireOwn(
      Optional<AccountRow> found, Submitter submitter, ApiRequest request) {
    AccountRow account = Asked.orNotFound(found, "account_not_found", request);
    if (!submitter.isOperator() && account.owner() != submitter.owner()) {
      throw TallystickException.of(
          ErrorKind.FORBIDDEN, "account_not_yours", "A policy is its account's owner's matter.");
    }
  }

  private static Id account(ApiRequest request) {
    return Id.parse(request.pathValue(0), request.submitter().scope());
  }

  private CompletionStage<Answer> within(
      ApiRequest request, CompletionStage<AccountAnswer> answer) {
    long left = request.deadlineNanos(settings.timeouts()) - System.nanoTime();
    return Deadline.within(
            context.system(),
            answer,
            Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left)),
            () ->
                TallystickException.of(
                    ErrorKind.OUTCOME_UNKNOWN,
                    "outcome_unknown",
                    "the account's actor gave no answer; look at the policy before asking again"))
        .thenApply(AccountPolicies::documentAnswer);
  }

  /** 202 for what waits, else 200. */
  static Answer documentAnswer(AccountAnswer answer) {
    int status = answer.waits() ? ACCEPTED : OK;
    return () -> Answers.response(status, ContentTypes.APPLICATION_JSON, answer.document());
  }
}
