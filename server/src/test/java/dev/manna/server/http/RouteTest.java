package dev.manna.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Malformed;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
  @ParameterizedTest
  @EnumSource
  void shouldFindEachRouteByItsTemplate(Route route) {
    String path = route.template().replaceAll("\\{[^}]*}", "an-id.7");
    assertThat(Route.find(route.method(), path)).isEqualTo(route);
    assertThat(route.parameter(path))
        .isEqualTo(String.join("/", Collections.nCopies(route.parameters(), "an-id.7")));
    assertThat(Route.find("PATCH", path)).isNull();
    assertThat(Route.allowed(path)).contains(route.method());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "/v1",
        "/v1/",
        "/v1/campaigns",
        "/v1/campaigns/a/",
        "/v1/campaigns/a/claims/",
        "/v1/campaigns/a/b/claims",
        "/v1/campaigns/../claims/claims",
        "/v1/campaigns//a/claims",
        "/v1/campaignsclaims",
        "/v1/Campaigns/a",
        "/v1/users/u",
        "/v1/grants/g/reopen",
        "/v1/claims/c/u",
        "/v1/claims/c/u/k/k/receipt",
        "/openapi.yaml/",
        "/metrics/x",
        "*"
      })
  void shouldKnowNoOtherPath(String path) {
    assertThat(Route.allowed(path)).isEmpty();
    assertThat(Route.find("GET", path)).isNull();
    assertThat(Route.find("POST", path)).isNull();
  }

  @Test
  void shouldTakeHeadWhereItTakesGet() {
    assertThat(Route.find("HEAD", "/health/live")).isEqualTo(Route.LIVE);
    assertThat(Route.find("HEAD", "/v1/campaigns/a/claims")).isNull();
    assertThat(Route.allowed("/v1/campaigns/a")).isEqualTo("PUT, GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({"a,a", "a%2Fb,a/b", "%41,A", "a%2fb%3F,a/b?", "a+b,a+b", "..,.."})
  void shouldResolvePercentSigns(String segment, String meant) {
    assertThat(Uri.decoded("user", segment)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%4g", "a%", "%%41", "%\u0664\u0664"})
  void shouldRefuseWrongPercentSigns(String segment) {
    assertThatThrownBy(() -> Uri.decoded("user", segment))
        .isInstanceOf(Malformed.class)
        .hasMessage("user: holds a % without two hexadecimal digits");
  }

  @Test
  void shouldReadParametersStrictly() {
    Set<String> allowed = Set.of("after", "limit");
    assertThat(Uri.parameters("/a", allowed)).isEmpty();
    assertThat(Uri.parameters("/a?", allowed)).isEmpty();
    assertThat(Uri.parameters("/a?after=1&limit=%32", allowed))
        .isEqualTo(Map.of("after", "1", "limit", "2"));
    assertThatThrownBy(() -> Uri.parameters("/a?after=1&after=1", allowed))
        .hasMessage("after: stands twice");
    assertThatThrownBy(() -> Uri.parameters("/a?before=1", allowed))
        .hasMessage("query: \"before\" is not known here; allowed: after, limit");
    assertThatThrownBy(() -> Uri.parameters("/a?after=1&", allowed))
        .hasMessageContaining("not known");
    assertThatThrownBy(() -> Uri.parameters("/a?x=1", Set.of())).hasMessageContaining("none");
    assertThat(Uri.integer(Map.of("a", "7"), "a", 1)).isEqualTo(7);
    assertThat(Uri.integer(Map.of(), "a", 1)).isEqualTo(1);
    for (String wrong : new String[] {"", "-1", "+1", "1.0", "0x1", "\u0661"}) {
      assertThatThrownBy(() -> Uri.integer(Map.of("a", wrong), "a", 1))
          .hasMessage("a: is not a decimal integer");
    }
    assertThatThrownBy(() -> Uri.integer(Map.of("a", "99999999999999999999"), "a", 1))
        .hasMessage("a: is too large");
  }
}
