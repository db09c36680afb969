package io.tallystick.api.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.api.decode.NodeOrder;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Answers;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.Members;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who belongs to the cluster, and changes of it; any node may be asked. */
public final class ClusterEndpoints {
  private static final String VERSION = "version";

  private final EdgeContext context;
  private final Members members;

  /** Endpoints over the members of the context's node. */
  public ClusterEndpoints(EdgeContext context, Members members) {
    this.context = context;
    this.members = members;
  }

  /** {@code GET /v1/cluster}. */
  public CompletionStage<Answer> view(ApiRequest request) {
    request.require(Roles.READ | Roles.AUDITOR);
    request.parameters();
    Members.View view = members.view();
    return Answers.jsonNow(json -> write(json, view));
  }

  /** {@code POST /v1/cluster/members}. */
  public CompletionStage<Answer> add(ApiRequest request) {
    return order(request, true, order -> members.add(order.node(), order.address()));
  }

  /** {@code POST /v1/cluster/leader}. */
  public CompletionStage<Answer> lead(ApiRequest request) {
    return order(request, false, order -> members.lead(order.node()));
  }

  /** {@code DELETE /v1/cluster/members/{node}}. */
  public CompletionStage<Answer> remove(ApiRequest request) {
    request.require(Roles.OPERATOR);
    String version = request.parameters(VERSION).text(VERSION);
    int node = NodeOrder.number("node", request.pathValue(0));
    return unchangedSince(request, version)
        .thenCompose(unchanged -> members.remove(node))
        .thenApply(done -> answer());
  }

  private interface Act {
    CompletionStage<Void> on(NodeOrder order);
  }

  private CompletionStage<Answer> order(ApiRequest request, boolean address, Act act) {
    return context
        .jsonBody(request)
        .thenCompose(
            body -> {
              request.require(Roles.OPERATOR);
              NodeOrder order = NodeOrder.read(body, address);
              return unchangedSince(request, order.version())
                  .thenCompose(unchanged -> act.on(order));
            })
        .thenApply(done -> answer());
  }

  /**
   * A signed change names the view that it changes: sent again by whoever saw it on its way, to
   * whichever node, it finds another one, and does nothing.
   */
  private CompletionStage<Void> unchangedSince(ApiRequest request, String version) {
    if (version == null) {
      if (request.submitter().isNobody()) {
        return CompletableFuture.completedFuture(null);
      }
      throw TallystickException.field(
          ErrorKind.INVALID,
          "field_missing",
          VERSION,
          "",
          TallystickException.NO_ROW,
          "is required of a signed change: the version that GET /v1/cluster shows");
    }
    return members
        .settledView()
        .thenAccept(
            view -> {
              if (!view.version().equals(version)) {
                throw TallystickException.field(
                    ErrorKind.UNPROCESSABLE,
                    "version_conflict",
                    VERSION,
                    version,
                    TallystickException.NO_ROW,
                    "must be "
                        + view.version()
                        + ": members or leader have changed since; look at them again");
              }
            });
  }

  private Answer answer() {
    Members.View view = members.view();
    return Answers.json(json -> write(json, view));
  }

  private static void write(JsonGenerator json, Members.View view) throws IOException {
    json.writeStartObject();
    json.writeNumberField("self", view.self());
    json.writeNumberField("leader", view.leader());
    json.writeNumberField("term", view.term());
    json.writeStringField("version", view.version());
    json.writeNumberField("commit_index", view.commitIndex());
    json.writeArrayFieldStart("nodes");
    for (Members.Row row : view.nodes()) {
      json.writeStartObject();
      json.writeNumberField("node", row.node());
      json.writeStringField("role", row.role());
      json.writeBooleanField("voter", row.voter());
      json.writeStringField("address", row.address());
      json.writeStringField("url", row.url());
      if (row.matchIndex() != Members.Row.UNKNOWN) {
        json.writeNumberField("match_index", row.matchIndex());
      }
      json.writeBooleanField("active", row.active());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
