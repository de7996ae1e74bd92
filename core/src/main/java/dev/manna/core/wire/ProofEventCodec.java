package dev.manna.core.wire;

import dev.manna.core.ProofEvent;
import dev.manna.core.ProofEvent.Closing;
import java.util.ArrayList;
import java.util.List;

/** What happens to the proof of a campaign, as bytes. */
final class ProofEventCodec {
  static final int REVEALED = 100;

  private ProofEventCodec() {}

  static void write(ProofEvent event, Encoder to) {
    switch (event) {
      case ProofEvent.Revealed revealed -> {
        to.put(REVEALED);
        to.number(revealed.campaign());
        to.number(revealed.closing().size());
        for (Closing each : revealed.closing()) {
          to.signed(each.total());
          to.number(each.held());
          to.number(each.given());
        }
      }
    }
  }

  static ProofEvent.Revealed revealed(Decoder from) {
    int campaign = from.count();
    int items = from.count();
    List<Closing> closing = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      closing.add(new Closing(from.signed(), from.number(), from.number()));
    }
    return new ProofEvent.Revealed(campaign, closing);
  }
}
