package dev.manna.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked over HTTP. The parameters of a route's template stand side by side,
 * and each is one segment of the path.
 */
enum Route {
  // The first is the one that must be found fastest.
  CLAIM("POST", "/v1/campaigns/{campaign}/claims", Body.CLAIM),
  DEFINE("PUT", "/v1/campaigns/{campaign}", Body.DEFINITION),
  CAMPAIGN("GET", "/v1/campaigns/{campaign}", Body.NONE),
  POOLS("GET", "/v1/campaigns/{campaign}/pools", Body.NONE),
  CHANGES("GET", "/v1/campaigns/{campaign}/changes", Body.NONE),
  PROPOSAL("GET", "/v1/changes/{campaign}/{change}", Body.NONE),
  APPROVE("POST", "/v1/changes/{campaign}/{change}/approve", Body.EMPTY),
  WITHDRAW("POST", "/v1/changes/{campaign}/{change}/withdraw", Body.EMPTY),
  PUBLISH("POST", "/v1/campaigns/{campaign}/publish", Body.EMPTY),
  PAUSE("POST", "/v1/campaigns/{campaign}/pause", Body.EMPTY),
  RESUME("POST", "/v1/campaigns/{campaign}/resume", Body.EMPTY),
  CLOSE("POST", "/v1/campaigns/{campaign}/close", Body.EMPTY),
  PROOF("GET", "/v1/campaigns/{campaign}/proof", Body.NONE),
  REVEAL("POST", "/v1/campaigns/{campaign}/reveal", Body.EMPTY),
  ADJUST("POST", "/v1/campaigns/{campaign}/adjustments", Body.SMALL),
  CREDIT("POST", "/v1/campaigns/{campaign}/chances", Body.SMALL),
  CHANCES("GET", "/v1/campaigns/{campaign}/chances", Body.NONE),
  ALLOCATE("POST", "/v1/campaigns/{campaign}/allocations", Body.LIST),
  ODDS("GET", "/v1/campaigns/{campaign}/odds", Body.NONE),
  BLOCK("POST", "/v1/campaigns/{campaign}/lists/block", Body.LIST),
  ALLOW("POST", "/v1/campaigns/{campaign}/lists/allow", Body.LIST),
  LISTS("GET", "/v1/campaigns/{campaign}/lists", Body.NONE),
  MOVEMENTS("GET", "/v1/items/{campaign}/{item}/movements", Body.NONE),
  GRANT("GET", "/v1/grants/{grant}", Body.NONE),
  OPEN("POST", "/v1/grants/{grant}/open", Body.EMPTY),
  CONFIRM("POST", "/v1/grants/{grant}/confirm", Body.EMPTY),
  CANCEL("POST", "/v1/grants/{grant}/cancel", Body.EMPTY),
  CLAIMED("GET", "/v1/claims/{campaign}/{user}/{key}", Body.NONE),
  LEAVE("DELETE", "/v1/claims/{campaign}/{user}/{key}", Body.NONE),
  RECEIPT("GET", "/v1/claims/{campaign}/{user}/{key}/receipt", Body.NONE),
  CHECK_RECEIPT("POST", "/v1/receipts", Body.CLAIM),
  EXPLAIN("GET", "/v1/claims/{campaign}/{user}/{key}/explain", Body.NONE),
  EXTEND("POST", "/v1/grants/{grant}/extend", Body.SMALL),
  RETURN("POST", "/v1/grants/{grant}/return", Body.SMALL),
  CART("GET", "/v1/carts/{campaign}/{user}", Body.NONE),
  EMPTY_CART("DELETE", "/v1/carts/{campaign}/{user}", Body.NONE),
  SET_CART("PUT", "/v1/carts/{campaign}/{user}/{sku}", Body.SMALL),
  UNSET_CART("DELETE", "/v1/carts/{campaign}/{user}/{sku}", Body.NONE),
  WALLET("GET", "/v1/users/{user}/wallet", Body.NONE),
  GRANTS("GET", "/v1/users/{user}/grants", Body.NONE),
  BOOKS("GET", "/v1/books", Body.NONE),
  BOOKS_GRANTS("GET", "/v1/books/grants", Body.NONE),
  BOOKS_CLAIMS("GET", "/v1/books/claims", Body.NONE),
  BOOKS_MOVEMENTS("GET", "/v1/books/movements/{campaign}/{item}", Body.NONE),
  BOOKS_VERSIONS("GET", "/v1/books/versions/{campaign}", Body.NONE),
  BOOKS_SERIES("GET", "/v1/books/series/{campaign}", Body.NONE),
  BOOKS_USER("GET", "/v1/books/users/{user}", Body.NONE),
  BOOKS_SEARCH("GET", "/v1/books/search", Body.NONE),
  BOOKS_EXPORT("GET", "/v1/books/export", Body.NONE),
  LIVE("GET", "/health/live", Body.NONE),
  READY("GET", "/health/ready", Body.NONE),
  METRICS("GET", "/metrics", Body.NONE),
  OPENAPI("GET", "/openapi.yaml", Body.NONE),
  PAGE("GET", "/proof/{file}", Body.NONE);

  /** What a route takes as its body. */
  enum Body {
    /** Nothing. */
    NONE,
    /** Nothing, or an object without fields. */
    EMPTY,
    /** A claim: large only where it is an order of many lines. */
    CLAIM,
    /** Many users. */
    LIST,
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
  private final int parameters;

  Route(String method, String template, Body body) {
    this.method = method;
    this.template = template;
    this.body = body;
    int open = template.indexOf('{');
    this.parameters = (int) template.chars().filter(c -> c == '{').count();
    this.prefix = parameters > 0 ? template.substring(0, open) : template;
    this.suffix = parameters > 0 ? template.substring(template.lastIndexOf('}') + 1) : "";
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
    if (parameters == 0) {
      return path.equals(template);
    }
    int end = path.length() - suffix.length();
    if (end < prefix.length() || !path.startsWith(prefix) || !path.endsWith(suffix)) {
      return false;
    }
    int slash = prefix.length() - 1;
    for (int i = 1; i < parameters; i++) {
      slash = path.indexOf('/', slash + 1);
      if (slash < 0) {
        return false;
      }
    }
    return path.indexOf('/', slash + 1) == (suffix.isEmpty() ? -1 : end);
  }

  /** Whether the books are asked, and not the engine. */
  boolean asksBooks() {
    return template.startsWith("/v1/books/");
  }

  /** How many parameters the template has. */
  int parameters() {
    return parameters;
  }

  /** The parameters of a path that matches, as they stand there; empty for a route without one. */
  String parameter(String path) {
    return parameters > 0 ? path.substring(prefix.length(), path.length() - suffix.length()) : "";
  }
}
