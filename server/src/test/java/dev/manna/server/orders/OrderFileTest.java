package dev.manna.server.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderFileTest {
  @TempDir Path folder;

  @Test
  void shouldReadBaskets() throws IOException {
    Orders orders = read("85123A,71053,85123A\n\nBANK CHARGES\n");
    assertThat(orders.format()).isEqualTo("baskets");
    assertThat(orders.orders()).hasSize(2);
    assertThat(text(orders, 0)).isEqualTo("1 user-1 order-1 [85123A=1, 71053=1, 85123A=1]");
    assertThat(text(orders, 1)).isEqualTo("3 user-3 order-3 [BANK CHARGES=1]");
    assertThat(orders.skus().id(2)).isEqualTo("__BANK-20CHARGES");
    assertThat(orders.orders().getFirst().units()).isEqualTo(3);
  }

  @Test
  void shouldReadGzippedFilesWhateverTheirName() throws IOException {
    Path file = folder.resolve("orders.txt");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\nc\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(OrderFile.read(file).orders()).hasSize(2);
  }

  @Test
  void shouldReadColumnsInAnyOrderAndGatherScatteredRows() throws IOException {
    Orders orders =
        read(
            """
            \uFEFFQuantity,SKU,note,Order
            2,a,"said ""now"", twice",536365
            1,b,,536366
            3,"a, large",,536365
            """);
    assertThat(orders.format()).isEqualTo("CSV");
    assertThat(text(orders, 0)).isEqualTo("536365 user-2 536365 [a=2, a, large=3]");
    assertThat(text(orders, 1)).isEqualTo("536366 user-3 536366 [b=1]");
  }

  @Test
  void shouldPutOrdersInOrderOfTime() throws IOException {
    Orders orders =
        read(
            """
            order,time,sku,user
            late,2010-12-01T09:00:00+01:00,a,ann
            later,2010-12-01 08:00:01,a,bob
            first,2010-12-01T07:59,a,cy lee
            same,2010-12-01T08:00:00Z,b,ann
            late,2010-12-01T09:00:00+01:00,b,ann
            """);
    assertThat(orders.orders())
        .extracting(Order::id)
        .containsExactly("first", "late", "same", "later");
    assertThat(orders.orders())
        .extracting(Order::user)
        .containsExactly("cy%20lee", "ann", "ann", "bob");
    assertThat(orders.orders().get(1).lines()).hasSize(2);
  }

  @Test
  void shouldAddUpTheLinesOfAnOrderThatHasTooMany() throws IOException {
    Orders orders = read("a,b," + String.join(",", nCopies(2_500, "c")) + "\n");
    assertThat(text(orders, 0)).isEqualTo("1 user-1 order-1 [a=1, b=1, c=2500]");
  }

  @Test
  void shouldNameEachBadBasket() {
    assertThatThrownBy(() -> read("a,b\na,,b\nc\n" + "x".repeat(65) + "\n"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("2 lines cannot be used")
        .hasMessageContaining("line 2: field 2 is empty; SKUs separated by commas are allowed")
        .hasMessageContaining("line 4: field 1: the SKU \"xxx")
        .hasMessageContaining("takes 65 characters as an id; at most 64 are allowed");
  }

  @Test
  void shouldNameTheOrderWithTooManyDifferentSkus() {
    StringBuilder basket = new StringBuilder("s0");
    for (int i = 1; i <= 2_000; i++) {
      basket.append(",s").append(i);
    }
    assertThatThrownBy(() -> read("a\n" + basket + "\n"))
        .hasMessageContaining("line 2: the order has 2001 lines; 1 to 2000 are allowed");
  }

  @Test
  void shouldShowTenBadLinesAndCountTheRest() {
    assertThatThrownBy(() -> read("a\n" + ",\n".repeat(12)))
        .hasMessageContaining("12 lines cannot be used")
        .hasMessageContaining("line 11: ")
        .hasMessageNotContaining("line 12: ")
        .hasMessageContaining("and 2 more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,a,0,u,5     | the quantity "0" is not a whole number from 1 to 1000000000
          1,a,-3,u,5    | the quantity "-3" is not
          1,a,2.5,u,5   | the quantity "2.5" is not
          1,a,,u,5      | the quantity "" is not
          ,a,1,u,5      | the order is empty
          1,,1,u,5      | the SKU is empty
          1,a,1,u       | 4 fields under a header of 5 columns
          1,a,1,u,noon  | the time "noon" is not understood; 2010-12-01T08:26:00Z, 2010-12-01 08:26
          0,a,1,eve,5   | order 0 has the user "eve" here and "u" in line 2
          """)
  void shouldNameEachBadRow(String row, String complaint) {
    assertThatThrownBy(() -> read("order,sku,quantity,user,time\n0,a,1,u,4\n" + row + "\n"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("line 3: " + complaint);
  }

  @Test
  void shouldNameWhatAHeaderLacks() {
    assertThatThrownBy(() -> read("time,user,sku\n"))
        .hasMessageContaining("line 1: the header [time, user, sku] has no column \"order\"");
    assertThatThrownBy(() -> read("order,sku,order\n"))
        .hasMessageContaining("the column \"order\" twice");
  }

  @Test
  void shouldSayWhatIsWrongWithTheFile() throws IOException {
    Path missing = folder.resolve("none.csv");
    assertThatThrownBy(() -> OrderFile.read(missing))
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> OrderFile.read(folder)).hasMessage(folder + ": is not a file");
    assertThatThrownBy(() -> read("")).hasMessageEndingWith("holds no order");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, new byte[] {'a', '\n', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> OrderFile.read(latin)).hasMessageEndingWith("not UTF-8");
    Path cut = folder.resolve("cut.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
      out.write("a,b\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
    assertThatThrownBy(() -> OrderFile.read(cut)).hasMessageEndingWith("cut off");
  }

  private Orders read(String text) throws IOException {
    return OrderFile.read(Files.writeString(folder.resolve("orders.csv"), text));
  }

  private static String text(Orders orders, int index) {
    Order order = orders.orders().get(index);
    List<String> lines =
        order.lines().stream()
            .map(line -> orders.skus().code(line.sku()) + "=" + line.quantity())
            .toList();
    return order.id() + " " + order.user() + " " + order.key() + " " + lines;
  }

  private static List<String> nCopies(int n, String text) {
    return Collections.nCopies(n, text);
  }
}
