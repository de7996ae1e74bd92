package dev.manna.server.proof;

import dev.manna.core.Event.Ending;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Which holds were acknowledged as ended, by number of claim. */
public final class Settlements {
  private final Map<Ending, BitSet> acknowledged = new EnumMap<>(Ending.class);

  /** The end of a claim's hold was acknowledged. */
  public void add(int claim, Ending ending) {
    acknowledged.computeIfAbsent(ending, any -> new BitSet()).set(claim);
  }

  /** How a claim's hold was acknowledged to have ended, or null. */
  @Nullable Ending acknowledged(int claim) {
    for (Map.Entry<Ending, BitSet> entry : acknowledged.entrySet()) {
      if (entry.getValue().get(claim)) {
        return entry.getKey();
      }
    }
    return null;
  }

  void forEach(BiConsumer<Integer, Ending> taker) {
    acknowledged.forEach(
        (ending, claims) -> claims.stream().forEach(claim -> taker.accept(claim, ending)));
  }
}
