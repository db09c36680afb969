package io.tallystick.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.endpoint.AccountPolicies;
import io.tallystick.api.endpoint.BatchStream;
import io.tallystick.api.endpoint.ClusterEndpoints;
import io.tallystick.api.endpoint.EdgeContext;
import io.tallystick.api.endpoint.NodeReads;
import io.tallystick.api.endpoint.Participants;
import io.tallystick.api.endpoint.PassOn;
import io.tallystick.api.endpoint.Reads;
import io.tallystick.api.endpoint.Writes;
import io.tallystick.api.http.Router;
import io.tallystick.ring.Members;
import io.tallystick.ring.query.Queries;

/** Which endpoint answers which path, on each kind of node. */
final class Routes {
  /** Where transfers are posted: the path that is tried before all others. */
  static final String TRANSFERS = "/v1/transfers";

  private static final String STREAM = "/v1/batches/stream";

  private Routes() {}

  /** Of a node with a replica. */
  static Router ofReplica(
      EdgeContext context,
      Queries queries,
      BatchStream stream,
      Members members,
      PrometheusMeterRegistry registry) {
    Reads reads = new Reads(context, queries);
    ClusterEndpoints cluster = new ClusterEndpoints(context, members);
    AccountPolicies policies = new AccountPolicies(context, queries);
    Participants participants = new Participants(context, queries);
    return own(writes(new Writes(context)), context, registry)
        .post("/v1/participants", participants::change)
        .get("/v1/participants", participants::list)
        .get("/v1/participants/{code}", participants::one)
        .get("/v1/participants/{code}/keys", participants::keys)
        .post("/v1/participants/{code}/keys", participants::changeKeys)
        .get("/v1/ledgers", reads::ledgers)
        .get("/v1/accounts", reads::accounts)
        .get("/v1/accounts/{id}", reads::account)
        .get("/v1/accounts/{id}/policy", policies::show)
        .post("/v1/accounts/{id}/policy", policies::set)
        .get("/v1/accounts/{id}/approvals", policies::waiting)
        .post("/v1/accounts/{id}/approvals/{what}", policies::approve)
        .get("/v1/accounts/{id}/transfers", reads::accountTransfers)
        .get("/v1/accounts/{id}/balances", reads::accountBalances)
        .get(TRANSFERS, reads::transfers)
        .get("/v1/transfers/{id}", reads::transfer)
        .get("/v1/transfers/{id}/proof", reads::proof)
        .get("/v1/batches", reads::batches)
        .get(STREAM, stream::open)
        .get("/v1/batches/{height}", reads::batch)
        .get("/v1/batches/{height}/records", reads::batchRecords)
        .get("/v1/cluster", cluster::view)
        .post("/v1/cluster/members", cluster::add)
        .delete("/v1/cluster/members/{node}", cluster::remove)
        .post("/v1/cluster/leader", cluster::lead);
  }

  /**
   * The same paths of a node that takes bodies of several rows itself; all else comes from a
   * replica.
   */
  static Router ofGateway(EdgeContext context, PassOn passOn, PrometheusMeterRegistry registry) {
    Router router = writes(new Writes(context, passOn::send));
    return passed(own(router, context, registry), passOn);
  }

  /** The same paths; everything but this node's health comes from a replica. */
  static Router ofRelay(PassOn passOn, NodeReads node) {
    Router router =
        new Router()
            .post(TRANSFERS, passOn::change)
            .post("/v1/accounts", passOn::change)
            .post("/v1/ledgers", passOn::change)
            .get("/v1/status", passOn.ifLet(node::statusForAll))
            .get("/metrics", passOn.ifLet(node::metricsForAll));
    return passed(open(router, node), passOn);
  }

  private static Router passed(Router router, PassOn passOn) {
    return router
        .post("/v1/participants", passOn::change)
        .get("/v1/participants", passOn::get)
        .get("/v1/participants/{code}", passOn::get)
        .get("/v1/participants/{code}/keys", passOn::get)
        .post("/v1/participants/{code}/keys", passOn::change)
        .get("/v1/ledgers", passOn::get)
        .get("/v1/accounts", passOn::get)
        .get("/v1/accounts/{id}", passOn::get)
        .get("/v1/accounts/{id}/policy", passOn::get)
        .post("/v1/accounts/{id}/policy", passOn::change)
        .get("/v1/accounts/{id}/approvals", passOn::get)
        .post("/v1/accounts/{id}/approvals/{what}", passOn::change)
        .get("/v1/accounts/{id}/transfers", passOn::get)
        .get("/v1/accounts/{id}/balances", passOn::get)
        .get(TRANSFERS, passOn::get)
        .get("/v1/transfers/{id}", passOn::get)
        .get("/v1/transfers/{id}/proof", passOn::get)
        .get("/v1/batches", passOn::get)
        .get(STREAM, passOn::open)
        .get("/v1/batches/{height}", passOn::get)
        .get("/v1/batches/{height}/records", passOn::get)
        .get("/v1/cluster", passOn::get)
        .post("/v1/cluster/members", passOn::change)
        .delete("/v1/cluster/members/{node}", passOn::remove)
        .post("/v1/cluster/leader", passOn::change);
  }

  private static Router writes(Writes writes) {
    return new Router()
        .post(TRANSFERS, writes::transfers)
        .post("/v1/accounts", writes::accounts)
        .post("/v1/ledgers", writes::ledgers);
  }

  private static Router own(Router router, EdgeContext context, PrometheusMeterRegistry registry) {
    NodeReads node = new NodeReads(context.lookups(), registry);
    return open(router.get("/v1/status", node::status).get("/metrics", node::metrics), node);
  }

  private static Router open(Router router, NodeReads node) {
    return router
        .open("/health/live", node::live)
        .open("/health/ready", node::ready)
        .open("/openapi.yaml", node::openApi)
        .open("/", node::index);
  }
}
