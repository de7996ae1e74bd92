package dev.manna.server.orders;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.manna.server.Complaint;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads comma-separated records, of any number of fields each, from a plain or gzipped file. */
final class Records {
  private static final int GZIP_MAGIC = 0x1f8b;

  private Records() {}

  /** Takes records. */
  interface Taker {
    void take(long line, CsvRecord record);
  }

  /** Hands over each record that is not empty with the line on which it begins. */
  static void read(Path file, Taker taker) {
    if (!Files.exists(file)) {
      throw new Complaint(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new Complaint(file + ": is not a file");
    }
    long[] line = {0};
    try (Reader text = open(file);
        CsvReader<CsvRecord> reader =
            CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        line[0] = record.getStartingLineNumber();
        taker.take(line[0], record);
      }
    } catch (CsvParseException e) {
      throw new Complaint(after(file, line[0]) + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new Complaint(after(file, line[0]) + reason(e), e);
    }
  }

  private static String after(Path file, long line) {
    return file + (line == 0 ? ": " : ": after line " + line + ": ");
  }

  private static String reason(Exception e) {
    Exception cause =
        e instanceof UncheckedIOException && e.getCause() instanceof IOException io ? io : e;
    if (cause instanceof CharacterCodingException) {
      return "holds bytes that are not UTF-8";
    }
    return cause instanceof EOFException
        ? "the compressed file is cut off"
        : "cannot be read: " + cause.getMessage();
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(4);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    return new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder());
  }
}
