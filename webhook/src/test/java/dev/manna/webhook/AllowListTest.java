package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
  /** What is nobody's on the public Internet, or leads somewhere else. */
  static final List<String> NOT_PUBLIC =
      List.of(
          "0.0.0.0",
          "0.1.2.3",
          "10.0.0.1",
          "10.255.255.255",
          "100.64.0.1",
          "100.127.255.255",
          "127.0.0.1",
          "127.255.255.254",
          "169.254.169.254",
          "172.16.0.1",
          "172.31.255.255",
          "192.0.0.170",
          "192.0.2.1",
          "192.88.99.1",
          "192.168.0.1",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.1",
          "203.0.113.1",
          "224.0.0.1",
          "239.255.255.255",
          "240.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "::127.0.0.1",
          "::ffff:127.0.0.1",
          "::ffff:a00:1",
          "64:ff9b::7f00:1",
          "64:ff9b:1::1",
          "100::1",
          "2001::1",
          "2001:0:7f00:1::",
          "2001:db8::1",
          "2002:7f00:1::1",
          "3fff::1",
          "5f00::1",
          "fc00::1",
          "fd00::1",
          "fe80::1",
          "fec0::1",
          "ff02::1");

  private static final HookUrl TLS = HookUrl.parse("https://hooks.example.com/");
  private static final HookUrl PLAIN = HookUrl.parse("http://hooks.example.com/");

  private static AllowList list(String... hosts) {
    return new AllowList(List.of(hosts), List.of());
  }

  private static AllowList inside(String... networks) {
    return new AllowList(
        List.of("hooks.example.com", "hooks.example.com:80"),
        List.of(networks).stream().map(Network::parse).toList());
  }

  @ParameterizedTest
  @FieldSource("NOT_PUBLIC")
  void shouldPermitNothingThatIsNotPublic(String address) {
    AllowList list = list("hooks.example.com");
    InetAddress found = InetAddress.ofLiteral(address);
    assertThat(list.permits(TLS, found)).isFalse();
    assertThat(list.whyNot(TLS, found)).contains("which is not public");
  }

  @Test
  void shouldSeeThroughMappedAddressesOfSixteenBytes() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    bytes[12] = 127;
    bytes[15] = 1;
    assertThat(Network.isPublic(Inet6Address.getByAddress(null, bytes, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1"
      })
  void shouldPermitWhatIsPublicWithTls(String address) {
    AllowList list = list("hooks.example.com");
    assertThat(list.permits(TLS, InetAddress.ofLiteral(address))).isTrue();
    assertThat(list.permits(PLAIN, InetAddress.ofLiteral(address))).isFalse();
    assertThat(inside("10.0.0.0/8").permits(PLAIN, InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void shouldPermitInsideNetworksThatAreNamed() {
    AllowList list = inside("10.1.0.0/16", "fd00:1::/32");
    for (HookUrl url : List.of(TLS, PLAIN)) {
      assertThat(list.permits(url, InetAddress.ofLiteral("10.1.255.255"))).isTrue();
      assertThat(list.permits(url, InetAddress.ofLiteral("fd00:1:ffff::1"))).isTrue();
      assertThat(list.permits(url, InetAddress.ofLiteral("10.2.0.0"))).isFalse();
      assertThat(list.permits(url, InetAddress.ofLiteral("fd00:2::1"))).isFalse();
    }
    assertThat(list.permits(TLS, InetAddress.ofLiteral("1.1.1.1"))).isTrue();
  }

  @Test
  void shouldAllowHostsThatAreNamed() {
    AllowList list = list("hooks.example.com", "*.partner.example", "ci.example:8443");
    assertThat(List.of("https://hooks.example.com/", "https://a.b.partner.example/x"))
        .allSatisfy(url -> assertThat(list.refusal(HookUrl.parse(url))).isEmpty());
    assertThat(list.refusal(HookUrl.parse("https://ci.example:8443/"))).isEmpty();
    for (String other :
        List.of(
            "https://example.com/",
            "https://hooks.example.com.evil.example/",
            "https://xhooks.example.com/",
            "https://partner.example/",
            "https://xpartner.example/",
            "https://hooks.example.com:8443/",
            "https://a.partner.example:8443/",
            "https://ci.example/")) {
      assertThat(list.refusal(HookUrl.parse(other)))
          .contains("is not on the allow list; allowed: hooks.example.com, *.partner.example,");
    }
    assertThat(AllowList.NOTHING.refusal(TLS)).endsWith("allowed: none");
  }

  @Test
  void shouldRefuseAtOnceWhatNeedsNoLook() {
    assertThat(list("hooks.example.com:80").refusal(PLAIN)).contains("use https");
    assertThat(list("10.0.0.1").refusal(HookUrl.parse("https://10.0.0.1/")))
        .contains("10.0.0.1, which is not public");
    assertThat(list("[::1]").refusal(HookUrl.parse("https://[::1]/"))).contains("not public");
    assertThat(list("[2606:4700::1]").refusal(HookUrl.parse("https://[2606:4700::1]/"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://a.example", "A.example", "*", "*.*.a", "a.example/", "a b"})
  void shouldRefuseWhatIsNoHost(String host) {
    assertThatThrownBy(() -> list(host)).hasMessageContaining("is no host; such as");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10/8",
        "a/8",
        "fd00::/129",
        "10.0.0.0/-1"
      })
  void shouldRefuseWhatIsNoNetwork(String network) {
    assertThatThrownBy(() -> Network.parse(network)).hasMessageContaining("is no network; such as");
  }
}
