package dev.manna.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A-z_09", "0123456789012345678901234567890123456789012345678901234567890123"})
  void shouldTakeNames(String name) {
    assertThat(Ids.name("sku", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a.b",
        "ü",
        "a/b",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void shouldRefuseOtherNamesAndSayWhich(String name) {
    assertThatThrownBy(() -> Ids.name("lines.sku", name))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("lines.sku: ");
  }

  @Test
  void shouldTakeAnyPrintableUser() {
    assertThat(Ids.user("wx:o6_bmjrPTlm6|x@y.z/1")).isNotEmpty();
    assertThatThrownBy(() -> Ids.user("a b")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Ids.user("\u7528\u6237")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Ids.key("x".repeat(65))).hasMessageContaining("65");
  }

  @Test
  void shouldReadTheGrantIdsThatItWrites() {
    GrantId id = new GrantId("spring-sale", 2_147_483_647);
    assertThat(GrantId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a",
        "a.",
        ".1",
        "a.0",
        "a.01",
        "a.-1",
        "a.1x",
        "a.2147483648",
        "a.99999999999",
        "a.b.1"
      })
  void shouldRefuseWhatIsNoGrantId(String text) {
    assertThatThrownBy(() -> GrantId.parse(text)).isInstanceOf(Malformed.class);
  }
}
