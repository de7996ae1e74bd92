package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HookUrlTest {
  /** Addresses in disguise, and texts that two programs read in two ways. */
  static final List<String> IN_TWO_WAYS =
      List.of(
          "",
          "a.example",
          "//a.example/",
          "ftp://a.example/",
          "file:///etc/passwd",
          "gopher://a.example/",
          "javascript:alert(1)",
          "https:a.example",
          "https:/a.example",
          "https:///a.example",
          "https://2130706433/",
          "https://0x7f000001/",
          "https://0x7f.0.0.1/",
          "https://0177.0.0.1/",
          "https://017700000001/",
          "https://127.1/",
          "https://127.0.1/",
          "https://127.0.0.01/",
          "https://127.0.0.1./",
          "https://127.0.0.256/",
          "https://127.0.0.1.1/",
          "https://1.1.1.0x1/",
          "https://a.example./",
          "https://a..example/",
          "https://-a.example/",
          "https://a_b.example/",
          "https://a.example:0/",
          "https://a.example:65536/",
          "https://a.example:443:80/",
          "https://user@a.example/",
          "https://127.0.0.1@a.example/",
          "https://a.example@127.0.0.1/",
          "https://a.example#@127.0.0.1/",
          "https://a.example\\@127.0.0.1/",
          "https://127.0.0.1\\.a.example/",
          "https://a.example\t/",
          "https://a.exa mple/",
          "https://a.example/x y",
          "https://\u2460\u2461\u2466.0.0.1/",
          "https://127\u30020\u30020\u30021/",
          "https://loc\u0430lhost/",
          "https://%6c%6f%63alhost/",
          "https://a.example%2f@127.0.0.1/",
          "https://[::1%25lo]/",
          "https://[::ffff:7f00:1/",
          "https://[::1]x/",
          "https://[127.0.0.1]/",
          "https://a.example/\r\nX: y");

  @Test
  void shouldTakeUrlsApart() {
    assertThat(HookUrl.parse("https://Hooks.Example.com/a?b=c"))
        .isEqualTo(new HookUrl(true, "hooks.example.com", 443, "/a?b=c"));
    assertThat(HookUrl.parse("http://127.0.0.1:8080"))
        .isEqualTo(new HookUrl(false, "127.0.0.1", 8080, "/"));
    assertThat(HookUrl.parse("https://[2A00:1::5]:8443/x"))
        .isEqualTo(new HookUrl(true, "2a00:1::5", 8443, "/x"));
    assertThat(HookUrl.parse("https://xn--bcher-kva.example/%20x").path()).isEqualTo("/%20x");
  }

  @Test
  void shouldShowNothingThatMayBeSecret() {
    assertThat(HookUrl.parse("https://a.example/services/T0/secret?token=x").shown())
        .isEqualTo("https://a.example");
    assertThatThrownBy(() -> HookUrl.parse("https://user:hunter2@a.example/"))
        .hasMessageContaining("***@a.example")
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @FieldSource("IN_TWO_WAYS")
  void shouldRefuseWhatCouldBeReadInTwoWays(String text) {
    assertThatThrownBy(() -> HookUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no target; ");
  }

  @Test
  void shouldRefuseWhatIsTooLong() {
    String longest = "https://a.example/" + "x".repeat(2_048 - 18);
    assertThat(HookUrl.parse(longest).path()).hasSize(2_031);
    assertThatThrownBy(() -> HookUrl.parse(longest + "x")).hasMessageContaining("2048");
  }
}
