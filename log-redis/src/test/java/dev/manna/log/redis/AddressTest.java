package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class AddressTest {
  @Test
  void shouldReadWhereAServerIs() {
    assertThat(Address.of("redis://books.example.com:7000"))
        .isEqualTo(
            new Address(
                false, null, null, List.of(new HostAndPort("books.example.com", 7000)), null));
    assertThat(Address.of("rediss://[::1]"))
        .isEqualTo(new Address(true, null, null, List.of(new HostAndPort("::1", 6379)), null));
  }

  @Test
  void shouldReadWhoComes() {
    Address manna = Address.of("redis://manna:a%2F%40%3A%20+%25@127.0.0.1:1");
    assertThat(manna.user()).isEqualTo("manna");
    assertThat(manna.password()).isEqualTo("a/@: +%");
    assertThat(Address.of("redis://:only@host").user()).isNull();
    assertThat(Address.of("redis://:only@host").password()).isEqualTo("only");
  }

  @Test
  void shouldReadWhoNamesTheMaster() {
    Address one = Address.of("rediss-sentinel://u:p@a,b:7001,[fe80::2]:7002#my-master");
    assertThat(one.encrypted()).isTrue();
    assertThat(one.user()).isEqualTo("u");
    assertThat(one.master()).isEqualTo("my-master");
    assertThat(one.servers())
        .containsExactly(
            new HostAndPort("a", 26_379),
            new HostAndPort("b", 7_001),
            new HostAndPort("fe80::2", 7_002));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "http://host",
        "redis://",
        "redis://host:port",
        "redis://host#master",
        "redis://user@host",
        "redis-sentinel://host",
        "redis-sentinel://a,#m",
        "redis://a:1:2"
      })
  void shouldReadNothingElse(String uri) {
    assertThatThrownBy(() -> Address.of(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + uri.replace("user@", "") + "\" is no address of Redis;");
  }

  @Test
  void shouldTellNoPassword() {
    assertThatThrownBy(() -> Address.of("redis://u:secret@a:b:c"))
        .hasMessageStartingWith("\"redis://a:b:c\" is no address");
  }
}
