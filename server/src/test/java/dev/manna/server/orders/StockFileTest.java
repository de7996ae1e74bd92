package dev.manna.server.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StockFileTest {
  @TempDir Path folder;
  private final Skus skus = new Skus();

  @BeforeEach
  void order() {
    skus.number("a");
    skus.number("b");
  }

  @Test
  void shouldGiveEachSkuTheSameStock() {
    assertThat(StockFile.read("500", skus)).containsExactly(500, 500);
  }

  @Test
  void shouldReadStockFromAFile() throws IOException {
    assertThat(read("sku,quantity\nb,7\nc c,9\n")).containsExactly(0, 7, 9);
    assertThat(skus.code(2)).isEqualTo("c c");
  }

  @Test
  void shouldReadAFileWithoutAHeader() throws IOException {
    assertThat(read("a,3\nb,0\n")).containsExactly(3, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99999999999999999999", "+", ""})
  void shouldRefuseANumberThatIsNoStock(String number) {
    assertThatThrownBy(() -> StockFile.read(number, skus))
        .isInstanceOf(Complaint.class)
        .hasMessage("--stock: \"" + number + "\" is not a whole number from 0 to 140737488355328");
  }

  @Test
  void shouldRefuseWhatIsNeitherNumberNorFile() {
    assertThatThrownBy(() -> StockFile.read("many", skus))
        .hasMessage("--stock: \"many\" is neither a number nor a file");
  }

  @Test
  void shouldNameEachBadLine() {
    assertThatThrownBy(() -> read("a,1\nb\na,2\nc,x\n,3\n"))
        .hasMessageContaining("line 2: 1 fields; sku,quantity is allowed")
        .hasMessageContaining("line 3: the SKU \"a\" stands twice")
        .hasMessageContaining("line 4: the quantity: \"x\" is not a whole number from 0")
        .hasMessageContaining("line 5: the SKU is empty");
  }

  private long[] read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("stock.csv"), text);
    return StockFile.read(file.toString(), skus);
  }
}
