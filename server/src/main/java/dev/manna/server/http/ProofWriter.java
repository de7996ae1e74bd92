package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.ProofReply;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import dev.manna.stream.DefinitionJson;

/** What binds the outcomes of a campaign, and the names under which a claim is published. */
final class ProofWriter {
  private ProofWriter() {}

  static long put(JsonWriter json, ProofReply.Proof proof) {
    byte[] definition = DefinitionJson.bytes(proof.definition());
    Bits rulesHash = Secret.rulesHash(definition);
    Bits commitment =
        Secret.commitment(proof.keyHash(), rulesHash, proof.version(), proof.campaign());
    json.put(piece("{\"campaign\":")).put(proof.campaign());
    json.put(piece(",\"version\":")).put(proof.version());
    json.put(piece(",\"commitment\":")).put(commitment.hex());
    json.put(piece(",\"keyHash\":")).put(proof.keyHash().hex());
    json.put(piece(",\"rulesHash\":")).put(rulesHash.hex());
    ProofReply.Shown shown = proof.shown();
    if (shown != null) {
      json.put(piece(",\"key\":")).put(shown.key().hex());
      json.put(piece(",\"saltHash\":")).put(shown.saltHash().hex());
    }
    json.put(piece(",\"definition\":")).put(definition);
    return proof.position();
  }

  static void put(JsonWriter json, Seal.Names names) {
    json.put(piece(",\"userSalt\":")).put(names.userSalt().hex());
    json.put(piece(",\"alias\":")).put(names.alias().hex());
    json.put(piece(",\"ticket\":")).put(names.ticket().hex());
  }
}
