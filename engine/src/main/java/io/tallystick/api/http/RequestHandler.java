package io.tallystick.api.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes each request to its endpoint; every failure ends as a problem document. */
public final class RequestHandler {
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int REQUEST_TIMEOUT = 408;

  private final Router router;
  private final Router.Route hotRoute;
  private final String hotPath;
  private final RequestGuard guard;
  private final Bodies bodies;
  private final HttpMetrics metrics;
  private final Map<Router.Route, HttpMetrics.RouteTimers> timers = new HashMap<>();
  private final HttpMetrics.RouteTimers unmatched;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param hotPath the path whose POST is tried before all others
   * @param allowedHosts see {@link io.tallystick.api.ApiSettings.Binding}
   * @param port the port that the server is bound to
   */
  public RequestHandler(
      Router router,
      String hotPath,
      Set<String> allowedHosts,
      int port,
      Bodies bodies,
      MeterRegistry registry) {
    this.router = router;
    this.hotPath = hotPath;
    this.guard = new RequestGuard(allowedHosts, port);
    this.bodies = bodies;
    this.metrics = new HttpMetrics(registry);
    this.unmatched = metrics.route("any", "unmatched");
    Router.Route hot = null;
    for (Router.Route route : router.routes()) {
      timers.put(route, metrics.route(route.method(), route.template()));
      if (route.takesBody() && route.template().equals(hotPath)) {
        hot = route;
      }
    }
    this.hotRoute = hot;
  }

  /** A request's answer and where its time is recorded. */
  record Pending(ApiRequest request, Answer answer, HttpMetrics.RouteTimers timers) {}

  /**
   * Answers; never fails.
   *
   * @param clientLeft completes when nothing more can come from the client
   */
  CompletionStage<Pending> handle(HttpRequest http, CompletionStage<Void> clientLeft) {
    inFlight.incrementAndGet();
    long startNanos = System.nanoTime();
    String method = http.method().value();
    String path = http.getUri().path();
    if (hotRoute != null && path.equals(hotPath) && hotRoute.method().equals(method)) {
      return dispatch(hotRoute, new ApiRequest(http, List.of(), startNanos, clientLeft));
    }
    List<String> segments = new ArrayList<>();
    http.getUri().pathSegments().forEach(segments::add);
    if (path.endsWith("/")) {
      // Akka HTTP leaves an empty last segment out; an empty id must not become a listing.
      segments.add("");
    }
    Router.Match match = router.find(method.equals("HEAD") ? "GET" : method, segments);
    ApiRequest request = new ApiRequest(http, match.values(), startNanos, clientLeft);
    if (match.route() != null) {
      return dispatch(match.route(), request);
    }
    return refuseUnread(request, notMatched(match), unmatched);
  }

  private CompletionStage<Pending> dispatch(Router.Route route, ApiRequest request) {
    HttpMetrics.RouteTimers routeTimers = timers.get(route);
    try {
      guard.check(request);
    } catch (TallystickException e) {
      return refuseUnread(request, Problem.from(e), routeTimers);
    }
    CompletionStage<Answer> answer;
    try {
      answer = answer(route, request);
    } catch (RuntimeException e) {
      return refuseUnread(request, problem(e), routeTimers);
    }
    return answer.handle(
        (done, failure) -> ended(request, failure == null ? done : problem(failure), routeTimers));
  }

  /** The endpoints of routes with a body have it admitted with the body. */
  private CompletionStage<Answer> answer(Router.Route route, ApiRequest request) {
    if (route.takesBody()) {
      return route.endpoint().handle(request);
    }
    CompletionStage<Void> dropped = unreadBody(request.http());
    if (route.open()) {
      return dropped == null
          ? route.endpoint().handle(request)
          : dropped.thenCompose(ignored -> route.endpoint().handle(request));
    }
    CompletionStage<Void> admitted =
        dropped == null
            ? bodies.admit(request, null)
            : dropped.thenCompose(ignored -> bodies.admit(request, null));
    return admitted.thenCompose(ignored -> route.endpoint().handle(request));
  }

  /** Null where there is nothing to drop, which is almost always. */
  private CompletionStage<Void> unreadBody(HttpRequest http) {
    return http.entity().isStrict() ? null : bodies.drop(http);
  }

  private CompletionStage<Pending> refuseUnread(
      ApiRequest request, Answer refusal, HttpMetrics.RouteTimers routeTimers) {
    return bodies.drop(request.http()).thenApply(ignored -> ended(request, refusal, routeTimers));
  }

  /** Frees what the request held; not left to rendering, which a lost connection never reaches. */
  private Pending ended(ApiRequest request, Answer answer, HttpMetrics.RouteTimers routeTimers) {
    bodies.release(request);
    inFlight.decrementAndGet();
    return new Pending(request, answer, routeTimers);
  }

  private static Problem problem(Throwable failure) {
    Problem problem = Problem.from(failure);
    if (problem.code().equals(Bodies.BODY_TIMEOUT)) {
      return Problem.of(REQUEST_TIMEOUT, problem.code(), problem.detail());
    }
    return problem;
  }

  private static Answer notMatched(Router.Match match) {
    if (match.allowed().isEmpty()) {
      return Problem.from(
          TallystickException.of(
              ErrorKind.NOT_FOUND, "path_unknown", "Nothing is served at this path."));
    }
    String allowed = String.join(", ", match.allowed());
    Problem problem =
        Problem.of(
            METHOD_NOT_ALLOWED, "method_not_allowed", "This path knows " + allowed + " only.");
    return () -> problem.toResponse().addHeader(RawHeader.create("Allow", allowed));
  }

  /** Renders an answer and records it; never fails. */
  HttpResponse render(Pending pending) {
    HttpResponse response;
    try {
      response = pending.answer().toResponse();
    } catch (RuntimeException e) {
      response = Problem.from(e).toResponse();
    }
    int status = response.status().intValue();
    if (pending.answer() instanceof Problem problem) {
      metrics.problem(problem.code());
    }
    pending.timers().record(status, System.nanoTime() - pending.request().startNanos());
    return draining || closes(pending, status)
        ? response.addHeader(Connection.create("close"))
        : response;
  }

  /** After a refused body the rest of it may still be under way: the connection cannot go on. */
  private static boolean closes(Pending pending, int status) {
    return !pending.request().http().entity().isStrict()
        && (status == REQUEST_TIMEOUT || status == Problem.status(ErrorKind.TOO_LARGE));
  }

  /** Requests begun whose answer is not known yet. */
  public int inFlight() {
    return inFlight.get();
  }

  /** From now on every answer closes its connection. */
  public void drain() {
    draining = true;
  }
}
