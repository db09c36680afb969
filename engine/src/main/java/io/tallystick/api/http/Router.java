package io.tallystick.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds what answers a method and path. A route's template names its placeholders in braces; where
 * a literal and a placeholder both match, the route that was added first wins.
 */
public final class Router {
  private final List<Route> routes = new ArrayList<>();

  /**
   * One method of one path.
   *
   * @param method such as {@code GET}
   * @param template such as {@code /v1/accounts/{id}}
   * @param takesBody whether the endpoint reads the request's body itself
   * @param open whether it is served without a credential
   */
  public record Route(
      String method, String template, boolean takesBody, boolean open, Endpoint endpoint) {
    private String[] parts() {
      return template.substring(1).split("/", -1);
    }
  }

  /**
   * What was found.
   *
   * @param route null where nothing matches
   * @param values decoded values of the placeholders, in order
   * @param allowed methods that the path knows; empty where the path is unknown
   */
  record Match(Route route, List<String> values, List<String> allowed) {}

  /** Adds a GET. */
  public Router get(String template, Endpoint endpoint) {
    routes.add(new Route("GET", template, false, false, endpoint));
    return this;
  }

  /** Adds a GET that nobody needs a credential for; its endpoint asks for no submitter. */
  public Router open(String template, Endpoint endpoint) {
    routes.add(new Route("GET", template, false, true, endpoint));
    return this;
  }

  /** Adds a POST, whose endpoint collects the body. */
  public Router post(String template, Endpoint endpoint) {
    routes.add(new Route("POST", template, true, false, endpoint));
    return this;
  }

  /** Adds a DELETE, which has no body. */
  public Router delete(String template, Endpoint endpoint) {
    routes.add(new Route("DELETE", template, false, false, endpoint));
    return this;
  }

  /** All routes in the order of their addition. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  Match find(String method, List<String> segments) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      List<String> values = values(route.parts(), segments);
      if (values != null) {
        if (route.method.equals(method)) {
          return new Match(route, values, List.of());
        }
        allowed.add(route.method);
      }
    }
    return new Match(null, List.of(), List.copyOf(allowed));
  }

  private static List<String> values(String[] parts, List<String> segments) {
    if (parts.length != segments.size()) {
      return null;
    }
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].startsWith("{")) {
        if (segments.get(i).isEmpty()) {
          return null;
        }
        values.add(segments.get(i));
      } else if (!parts[i].equals(segments.get(i))) {
        return null;
      }
    }
    return values;
  }
}
