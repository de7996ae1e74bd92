package dev.manna.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked over HTTP. A route's template holds at most one parameter, which is
 * one segment of the path.
 */
enum Route {
  // The first is the one that must be found fastest.
  CLAIM("POST", "/v1/campaigns/{campaign}/claims", Body.CLAIM),
  DEFINE("PUT", "/v1/campaigns/{campaign}", Body.DEFINITION),
  CAMPAIGN("GET", "/v1/campaigns/{campaign}", Body.NONE),
  POOLS("GET", "/v1/campaigns/{campaign}/pools", Body.NONE),
  PAUSE("POST", "/v1/campaigns/{campaign}/pause", Body.EMPTY),
  RESUME("POST", "/v1/campaigns/{campaign}/resume", Body.EMPTY),
  CLOSE("POST", "/v1/campaigns/{campaign}/close", Body.EMPTY),
  ADJUST("POST", "/v1/campaigns/{campaign}/adjustments", Body.SMALL),
  GRANT("GET", "/v1/grants/{grant}", Body.NONE),
  OPEN("POST", "/v1/grants/{grant}/open", Body.EMPTY),
  CONFIRM("POST", "/v1/grants/{grant}/confirm", Body.EMPTY),
  CANCEL("POST", "/v1/grants/{grant}/cancel", Body.EMPTY),
  WALLET("GET", "/v1/users/{user}/wallet", Body.NONE),
  GRANTS("GET", "/v1/users/{user}/grants", Body.NONE),
  LIVE("GET", "/health/live", Body.NONE),
  READY("GET", "/health/ready", Body.NONE),
  METRICS("GET", "/metrics", Body.NONE),
  OPENAPI("GET", "/openapi.yaml", Body.NONE);

  /** What a route takes as its body. */
  enum Body {
    /** Nothing. */
    NONE,
    /** Nothing, or an object without fields. */
    EMPTY,
    /** A claim: large only where it is an order of many lines. */
    CLAIM,
    /** A campaign's definition. */
    DEFINITION,
    /** An object with a few fields. */
    SMALL
  }

  private static final Route[] ALL = values();

  private final String method;
  private final String template;
  private final Body body;
  private final String prefix;
  private final String suffix;
  private final boolean hasParameter;

  Route(String method, String template, Body body) {
    this.method = method;
    this.template = template;
    this.body = body;
    int open = template.indexOf('{');
    this.hasParameter = open >= 0;
    this.prefix = hasParameter ? template.substring(0, open) : template;
    this.suffix = hasParameter ? template.substring(template.indexOf('}') + 1) : "";
  }

  String method() {
    return method;
  }

  String template() {
    return template;
  }

  Body body() {
    return body;
  }

  /** The route of a method and a path, or null where there is none. */
  static @Nullable Route find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (Route route : ALL) {
      if (route.method.equals(wanted) && route.matches(path)) {
        return route;
      }
    }
    return null;
  }

  /** The methods that a path allows, as the header Allow lists them; empty for an unknown path. */
  static String allowed(String path) {
    StringBuilder allowed = new StringBuilder();
    for (Route route : ALL) {
      if (route.matches(path)) {
        allowed.append(allowed.isEmpty() ? "" : ", ").append(route.method);
        allowed.append(route.method.equals("GET") ? ", HEAD" : "");
      }
    }
    return allowed.toString();
  }

  private boolean matches(String path) {
    if (!hasParameter) {
      return path.equals(template);
    }
    int end = path.length() - suffix.length();
    return end >= prefix.length()
        && path.startsWith(prefix)
        && path.endsWith(suffix)
        && path.indexOf('/', prefix.length()) == (suffix.isEmpty() ? -1 : end);
  }

  /** The parameter of a path that matches, as it stands there; empty for a route without one. */
  String parameter(String path) {
    return hasParameter ? path.substring(prefix.length(), path.length() - suffix.length()) : "";
  }
}
