package dev.manna.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkusTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"85123A", "sku_1-b", "_x", "BANK CHARGES", "__odd", "a/b.c", "茶", "-", "é-2"})
  void shouldNameEachCodeSoThatItCanBeReadBack(String code) {
    String id = Skus.idOf(code);
    Ids.name("sku", id);
    assertThat(Skus.codeOf(id)).isEqualTo(code);
  }

  @Test
  void shouldLeaveACodeAloneThatIsAnId() {
    assertThat(Skus.idOf("85123A")).isEqualTo("85123A");
    assertThat(Skus.idOf("sku_1")).isEqualTo("sku_1");
  }

  @Test
  void shouldNumberCodesFromZero() {
    Skus skus = new Skus();
    assertThat(skus.number("b")).isZero();
    assertThat(skus.number("a")).isEqualTo(1);
    assertThat(skus.number("b")).isZero();
    assertThat(skus.size()).isEqualTo(2);
    assertThat(skus.code(1)).isEqualTo("a");
  }
}
