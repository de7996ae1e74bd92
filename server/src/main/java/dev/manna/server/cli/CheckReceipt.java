package dev.manna.server.cli;

import dev.manna.core.Receipt;
import dev.manna.server.Complaint;
import dev.manna.server.ReceiptKey;
import dev.manna.server.http.Receipts;
import dev.manna.server.proof.ReceiptChecked;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that checks a receipt. */
@Command(
    name = "receipt",
    description = {
      "Says whether a receipt is genuine, what it says, and whether the log has its claim.",
      "Reads the key from the data directory, and the journal of a stopped server or a log that",
      "nodes share."
    })
final class CheckReceipt implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation server = new Installation();

  @Parameters(index = "0", paramLabel = "RECEIPT", description = "The text of the receipt.")
  private String text = "";

  @Option(
      names = "--key",
      paramLabel = "DIR",
      description = "Where receipt.key lies; else in the data directory.")
  private @Nullable Path keyFolder;

  @Option(names = "--signature-only", description = "Does not look into the log.")
  private boolean signatureOnly;

  @Option(names = "--json", description = "Writes one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    Path folder = keyFolder == null ? server.data() : keyFolder;
    byte[] key = ReceiptKey.read(folder);
    if (key == null) {
      throw new Complaint(
          folder.resolve(ReceiptKey.FILE) + ": is missing; without it nobody can check a receipt");
    }
    Receipt receipt = new Receipts(key, () -> 0, () -> 0).read(text);
    ReceiptChecked checked =
        receipt == null || signatureOnly
            ? ReceiptChecked.alone(receipt)
            : ReceiptChecked.in(server.log(), receipt);
    new Output(spec, json).end(checked.lines(), checked.json());
    return receipt == null ? 1 : 0;
  }
}
