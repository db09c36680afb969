package io.tallystick.api.endpoint;

import io.tallystick.api.Json;
import io.tallystick.api.encode.IdText;
import io.tallystick.api.encode.OutcomeJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Problem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.MemberRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Finds out what became of a submission whose answer was lost: its ids are looked up behind a read
 * barrier. If every row is found the answer is what a retry would get; if not, 504 lists those
 * found.
 */
final class LostOutcome {
  private static final int GATEWAY_TIMEOUT = 504;
  private static final long RETRY_AFTER_MS = 1_000;

  private final Lookups lookups;
  private final Function<String, CompletionStage<Optional<MemberRow>>> members;

  /**
   * @param members asks for the participant of a code
   */
  LostOutcome(Lookups lookups, Function<String, CompletionStage<Optional<MemberRow>>> members) {
    this.lookups = lookups;
    this.members = members;
  }

  /** What a retry of one row would be answered. */
  private record Fate(int result, long timestamp, int firstResult, long firstTimestamp) {
    static Fate of(int result, long timestamp) {
      return new Fate(result, timestamp, 0, 0);
    }
  }

  /**
   * The answer to a body whose fate is not known.
   *
   * @param ids what the rows call themselves, or null where only the records say
   * @param encode answers an outcome as if it had come in time
   */
  CompletionStage<Answer> resolve(Body body, List<String> ids, Function<Outcome, Answer> encode) {
    return AsyncLoop.ask(body.rows(), row -> fate(body, row))
        .handle(
            (fates, failure) -> {
              if (failure != null) {
                return unknown(body, ids);
              }
              boolean all = fates.stream().allMatch(Optional::isPresent);
              return all ? encode.apply(outcome(fates)) : unknown(body, ids, fates);
            });
  }

  private CompletionStage<Optional<Fate>> fate(Body body, int row) {
    int at = row * Body.RECORD_BYTES;
    byte[] request = body.records();
    return switch (body.kind()) {
      case TRANSFERS ->
          lookups
              .transfer(TransferRequest.idHigh(request, at), TransferRequest.idLow(request, at))
              .thenApply(found -> found.map(stored -> transferFate(request, at, stored)));
      case ACCOUNTS ->
          lookups
              .account(AccountRequest.idHigh(request, at), AccountRequest.idLow(request, at))
              .thenApply(
                  found ->
                      found.map(
                          stored ->
                              Fate.of(
                                  RetryResults.account(request, at, stored).number(),
                                  stored.timestamp())));
      case LEDGERS ->
          lookups
              .ledgerByCode(LedgerRequest.code(request, at))
              .thenApply(
                  found ->
                      found.map(
                          stored ->
                              Fate.of(
                                  RetryResults.ledger(request, at, stored).number(),
                                  stored.timestamp())));
      case PARTICIPANTS ->
          members
              .apply(ParticipantRequest.code(request, at))
              .thenApply(
                  found ->
                      found
                          .flatMap(
                              known ->
                                  MemberRetries.participant(request, at, name(body, row), known))
                          .map(LostOutcome::fate));
      // No client submits claims; their actor reads what became of them.
      case CLAIMS -> CompletableFuture.completedFuture(Optional.empty());
      case KEYS ->
          members
              .apply(KeyRequest.code(request, at))
              .thenApply(
                  found ->
                      found
                          .flatMap(known -> MemberRetries.key(request, at, known))
                          .map(LostOutcome::fate));
    };
  }

  private static Fate fate(MemberRetries.Known known) {
    return Fate.of(known.result(), known.timestamp());
  }

  private static byte[] name(Body body, int row) {
    return body.values().stream()
        .filter(value -> value.row() == row && value.kind() == ValueKind.DISPLAY_NAME)
        .map(Body.Value::bytes)
        .findFirst()
        .orElseThrow();
  }

  private static Fate transferFate(byte[] request, int at, TransferRow stored) {
    TransferResult result = RetryResults.transfer(request, at, stored);
    long timestamp = StoredRecord.timestamp(stored.record(), 0);
    return result == TransferResult.ID_ALREADY_FAILED
        ? new Fate(result.number(), timestamp, StoredRecord.result(stored.record(), 0), timestamp)
        : Fate.of(result.number(), timestamp);
  }

  private static Outcome outcome(List<Optional<Fate>> fates) {
    int n = fates.size();
    int[] results = new int[n];
    long[] timestamps = new long[n];
    int[] firstResults = new int[n];
    long[] firstTimestamps = new long[n];
    for (int row = 0; row < n; row++) {
      Fate fate = fates.get(row).orElseThrow();
      results[row] = fate.result;
      timestamps[row] = fate.timestamp;
      firstResults[row] = fate.firstResult;
      firstTimestamps[row] = fate.firstTimestamp;
    }
    return new Outcome(0, results, timestamps, firstResults, firstTimestamps, null);
  }

  /** The 504 document where nothing could be looked up. */
  static Problem unknown(Body body, List<String> ids) {
    return unknown(body, ids, List.of());
  }

  /** The 504 document; {@code fates} is empty where nothing could be looked up. */
  private static Problem unknown(Body body, List<String> ids, List<Optional<Fate>> fates) {
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < fates.size(); row++) {
      if (fates.get(row).isPresent()) {
        found.add(row);
      }
    }
    IntFunction<String> idOf = row -> ids == null ? idOfRecord(body, row) : ids.get(row);
    return problem(
        json -> {
          json.writeNumberField("rows", body.rows());
          json.writeArrayFieldStart("found");
          for (int row : found) {
            Fate fate = fates.get(row).orElseThrow();
            json.writeStartObject();
            json.writeNumberField("row", row);
            json.writeStringField("id", idOf.apply(row));
            json.writeStringField("result", OutcomeJson.wireName(body.kind(), fate.result));
            json.writeStringField("timestamp", Long.toString(fate.timestamp));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String idOfRecord(Body body, int row) {
    int at = row * Body.RECORD_BYTES;
    return IdText.of(
        TransferRequest.idHigh(body.records(), at), TransferRequest.idLow(body.records(), at));
  }

  private static Problem problem(Json.Document more) {
    return new Problem(
        GATEWAY_TIMEOUT,
        "outcome_unknown",
        "Whether these rows settled is not known. Send the same body again with the same ids:"
            + " whatever settled answers exists, and nothing settles twice.",
        null,
        TallystickException.NO_ROW,
        null,
        RETRY_AFTER_MS,
        true,
        more);
  }

  /** Whether a failure says that the fate is not known. */
  static boolean concerns(Throwable failure) {
    return Problem.unwrap(failure) instanceof TallystickException e
        && e.kind() == ErrorKind.OUTCOME_UNKNOWN;
  }
}
