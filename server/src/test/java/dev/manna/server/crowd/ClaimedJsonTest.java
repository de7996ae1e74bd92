package dev.manna.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimedJsonTest {
  @Test
  void shouldReadGoodsAndMoney() {
    Reply.Claimed held =
        read(
            """
            {"campaign":"flash","user":"u 1","key":"k","outcome":"granted","uses":1,"grants":[
             {"id":"flash.7","item":"a","quantity":2,"state":"held",
              "expiresAt":"2026-11-21T00:00:00.500Z","later":[{}]},
             {"id":"flash.8","item":"packet","amount":123,"currency":"CNY","state":"given"}],
             "position":42,"later":{"x":[1]}}
            """);
    assertThat(held)
        .isEqualTo(
            new Reply.Claimed(
                "flash",
                "u 1",
                "k",
                1,
                List.of(
                    new Grant(
                        new GrantId("flash", 7),
                        "a",
                        new Grant.Worth.Quantity(2),
                        Grant.State.HELD,
                        1_795_219_200_500L,
                        42),
                    new Grant(
                        new GrantId("flash", 8),
                        "packet",
                        new Grant.Worth.Amount(123, "CNY"),
                        Grant.State.GIVEN,
                        0,
                        42)),
                42));
  }

  @Test
  void shouldReadAMiss() {
    Reply.Claimed missed =
        read(
            "{\"campaign\":\"w\",\"user\":\"u\",\"key\":\"k\",\"outcome\":\"missed\",\"uses\":3,"
                + "\"grants\":[],\"position\":9}");
    assertThat(missed).isEqualTo(new Reply.Claimed("w", "u", "k", 3, List.of(), 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"campaign\":",
        "{\"outcome\":\"granted\",\"grants\":[]}",
        "{\"outcome\":\"granted\",\"grants\":[{\"id\":\"x\",\"item\":\"a\",\"state\":\"held\"}]}",
        "{\"outcome\":\"granted\",\"grants\":[{\"id\":\"x.1\",\"item\":\"a\",\"state\":\"odd\"}]}",
      })
  void shouldRefuseWhatIsNoReply(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Reply.Claimed read(String body) {
    byte[] bytes = ("before" + body).getBytes(StandardCharsets.UTF_8);
    return ClaimedJson.read(bytes, 6, bytes.length - 6);
  }
}
