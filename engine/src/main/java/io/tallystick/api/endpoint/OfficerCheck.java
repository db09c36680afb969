package io.tallystick.api.endpoint;

import io.tallystick.api.decode.DecodedRows;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.participant.key.Ed25519Verifier;
import io.tallystick.ring.Body;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.MemberRow;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds the officers' signatures of recoveries against their statements. Who has to sign, and how
 * many, is the ledger's to decide.
 */
final class OfficerCheck {
  private final Queries queries;
  private final Ed25519Verifier ed25519 = new Ed25519Verifier();

  OfficerCheck(Queries queries) {
    this.queries = queries;
  }

  /** Fails with {@code officer_signature_invalid} (FORBIDDEN) if a signature is wrong. */
  CompletionStage<Void> check(DecodedRows rows, String participant) {
    boolean any = rows.values().stream().anyMatch(v -> v.kind() == ValueKind.SIGNATURES);
    if (!any) {
      return CompletableFuture.completedFuture(null);
    }
    return queries.participant(participant).thenAccept(found -> check(rows, found));
  }

  private void check(DecodedRows rows, Optional<MemberRow> participant) {
    for (Body.Value value : rows.values()) {
      if (value.kind() == ValueKind.SIGNATURES) {
        byte[] statement =
            OfficerSignatures.statement(
                rows.records(), value.row() * Body.RECORD_BYTES, publicKey(rows, value.row()));
        for (OfficerSignatures.Signed signed :
            OfficerSignatures.read(value.bytes()).orElseThrow()) {
          check(participant, signed, statement, value.row());
        }
      }
    }
  }

  private void check(
      Optional<MemberRow> participant, OfficerSignatures.Signed signed, byte[] statement, int row) {
    Id keyId = signed.keyId();
    Optional<KeyView> key =
        participant.flatMap(
            found -> found.keys().stream().filter(k -> k.id().equals(keyId)).findFirst());
    boolean right =
        key.isPresent()
            && ed25519.verifies(keyId, key.get().publicKey(), statement, signed.signature());
    if (!right) {
      throw TallystickException.field(
          ErrorKind.FORBIDDEN,
          "officer_signature_invalid",
          "signatures",
          KeyIds.text(keyId),
          row,
          "a signature of this recovery's statement by a key of the participant");
    }
  }

  private static byte[] publicKey(DecodedRows rows, int row) {
    return rows.values().stream()
        .filter(v -> v.row() == row && v.kind() == ValueKind.PUBLIC_KEY)
        .map(Body.Value::bytes)
        .findFirst()
        .orElseThrow();
  }
}
