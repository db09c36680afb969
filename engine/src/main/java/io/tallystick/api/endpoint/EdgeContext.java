package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.stream.Materializer;
import io.tallystick.account.Accounts;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.encode.AccountJson;
import io.tallystick.api.encode.AccountNames;
import io.tallystick.api.encode.LedgerText;
import io.tallystick.api.encode.RecordJson;
import io.tallystick.api.http.Bodies;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Intake;
import io.tallystick.ring.query.Queries;

/** What endpoints share. */
public record EdgeContext(
    ActorSystem system,
    Materializer materializer,
    ApiSettings settings,
    Intake intake,
    Queries queries,
    Bodies bodies,
    LedgerText ledgerText,
    Accounts accounts) {

  /** A context with the writers that follow from the queries. */
  public static EdgeContext of(
      ActorSystem system,
      Materializer materializer,
      ApiSettings settings,
      Intake intake,
      Queries queries,
      Bodies bodies) {
    return of(
        system, materializer, settings, intake, queries, bodies, Accounts.without(intake));
  }

  /** A context whose singles pass their accounts' actors. */
  public static EdgeContext of(
      ActorSystem system,
      Materializer materializer,
      ApiSettings settings,
      Intake intake,
      Queries queries,
      Bodies bodies,
      Accounts accounts) {
    return new EdgeContext(
        system,
        materializer,
        settings,
        intake,
        queries,
        bodies,
        new LedgerText(queries),
        accounts);
  }

  /** Accounts as one caller is shown them. */
  AccountJson accountJson(Submitter caller) {
    return new AccountJson(ledgerText, names(caller));
  }

  /** Records as one caller is shown them. */
  RecordJson recordJson(Submitter caller) {
    return new RecordJson(ledgerText, names(caller), queries::participantCode);
  }

  private AccountNames names(Submitter caller) {
    return new AccountNames(queries::scope, caller.scope());
  }
}
