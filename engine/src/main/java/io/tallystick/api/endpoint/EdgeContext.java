package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.stream.Materializer;
import io.tallystick.account.Accounts;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.encode.LedgerText;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Bodies;
import io.tallystick.ring.Intake;
import io.tallystick.ring.query.Lookups;
import java.util.concurrent.CompletionStage;

/** What endpoints share that have an engine behind them. */
public record EdgeContext(
    Edge edge, Intake intake, Lookups lookups, LedgerText ledgerText, Accounts accounts) {

  /** A context with the writers that follow from the lookups. */
  public static EdgeContext of(Edge edge, Intake intake, Lookups lookups) {
    return new EdgeContext(
        edge, intake, lookups, new LedgerText(lookups), Accounts.without(intake));
  }

  /** The same; singles and chains pass their accounts' actors. */
  public EdgeContext withAccounts(Accounts others) {
    return new EdgeContext(edge, intake, lookups, ledgerText, others);
  }

  ActorSystem system() {
    return edge.system();
  }

  Materializer materializer() {
    return edge.materializer();
  }

  ApiSettings settings() {
    return edge.settings();
  }

  Bodies bodies() {
    return edge.bodies();
  }

  /** The body of a request that is one JSON document and takes no parameters. */
  CompletionStage<byte[]> jsonBody(ApiRequest request) {
    ContentKind.of(request, false);
    request.parameters();
    return bodies().collect(request, settings().limits().jsonBodyBytesMax());
  }
}
