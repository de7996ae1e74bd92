package dev.manna.core.wire;

import dev.manna.core.ProofEvent;
import dev.manna.core.ProofEvent.Closing;
import java.util.ArrayList;
import java.util.List;

/** What happens to the proof of a campaign, as bytes. */
final class ProofEventCodec {
  static final int REVEALED = 100;
  static final int CAMPAIGN_SETTLED = 101;

  private ProofEventCodec() {}

  static void write(ProofEvent event, Encoder to) {
    switch (event) {
      case ProofEvent.Revealed revealed -> {
        to.put(REVEALED);
        write(revealed.campaign(), revealed.closing(), to);
      }
      case ProofEvent.CampaignSettled settled -> {
        to.put(CAMPAIGN_SETTLED);
        write(settled.campaign(), settled.closing(), to);
      }
    }
  }

  private static void write(int campaign, List<Closing> closing, Encoder to) {
    to.number(campaign);
    to.number(closing.size());
    for (Closing each : closing) {
      to.signed(each.total());
      to.number(each.held());
      to.number(each.given());
    }
  }

  static ProofEvent.Revealed revealed(Decoder from) {
    return new ProofEvent.Revealed(from.count(), closing(from));
  }

  static ProofEvent.CampaignSettled campaignSettled(Decoder from) {
    return new ProofEvent.CampaignSettled(from.count(), closing(from));
  }

  private static List<Closing> closing(Decoder from) {
    int items = from.count();
    List<Closing> closing = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      closing.add(new Closing(from.signed(), from.number(), from.number()));
    }
    return closing;
  }
}
