package dev.manna.core;

/** Questions about the proof of a campaign. */
public sealed interface ProofQuery extends Query {
  String campaign();

  /** What binds a campaign's outcomes, and its key once it is shown. */
  record OfProof(String campaign) implements ProofQuery {
    public OfProof {
      Ids.name("campaign", campaign);
    }
  }

  /** The names under which a claim stands in the published log. */
  record OfReceipt(String campaign, String user, String key) implements ProofQuery {
    public OfReceipt {
      Ids.name("campaign", campaign);
      Ids.user(user);
      Ids.key(key);
    }
  }

  /** A receipt that a node has signed, beside what the log knows of its claim. */
  record OfSigned(Receipt receipt) implements ProofQuery {
    @Override
    public String campaign() {
      return receipt.campaign();
    }
  }
}
