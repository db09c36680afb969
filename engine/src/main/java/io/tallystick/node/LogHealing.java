package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.log.DamagedSpot;
import io.tallystick.ordering.log.DiskLogFiles;
import io.tallystick.ordering.log.LogBeginning;
import io.tallystick.ordering.log.LogCopy;
import io.tallystick.ordering.log.SurveyedLog;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import io.tallystick.persistence.journal.JournalPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a group of one does about a damaged log: the sealed batches take the place of the damaged
 * entries if they hold them all; else it refuses. (A replica of a larger group would cut its log
 * and fetch it again from the others, without a vote until it has caught up.)
 */
final class LogHealing {
  /** What the log says of itself when it cannot be opened for damage. */
  static final String DAMAGED_CODE = "ordering_log_damaged";

  private static final Logger LOG = LoggerFactory.getLogger(LogHealing.class);

  /** Damaged places that a message names. */
  private static final int SPOTS_TOLD_MAX = 5;

  private final NodeFolder folder;
  private final OrderingSettings ordering;
  private final GroupIdentity identity;
  private final LocalStore store;
  private final LogFolders folders;

  LogHealing(
      NodeFolder folder, OrderingSettings ordering, GroupIdentity identity, LocalStore store) {
    this(folder, ordering, identity, store, FileAccess.standard());
  }

  /** The same, with the effects on folders given. */
  LogHealing(
      NodeFolder folder,
      OrderingSettings ordering,
      GroupIdentity identity,
      LocalStore store,
      FileAccess files) {
    this.folder = folder;
    this.ordering = ordering;
    this.identity = identity;
    this.store = store;
    this.folders = new LogFolders(folder, files);
  }

  /**
   * Puts a log that begins behind the damage in the place of the damaged one. The ledger then
   * stands where that log begins. Nobody has the log open.
   *
   * @param found why it could not be opened
   * @throws TallystickException DAMAGED if a settled batch may be lost, saying where and what to
   *     do; nothing was changed then
   */
  void heal(TallystickException found) {
    String healed;
    try {
      healed = writeHealed(found);
    } catch (IOException e) {
      throw StorageFailure.writing(folder.log(), e);
    }
    Path aside = folders.replace(healed);
    LOG.warn("the ordering log was healed: {}; the damaged files are kept in {}", healed, aside);
  }

  private String writeHealed(TallystickException found) throws IOException {
    try (DiskLogFiles files = DiskLogFiles.open(folder.log());
        SurveyedLog survey = SurveyedLog.of(files, ordering.owner(), store.settledEntries())) {
      if (survey.spots().isEmpty()) {
        throw found;
      }
      requireAlone(survey);
      HealDecision.Covered covered = decide(survey);
      store.replayStored(covered.firstIndex() - 1);
      store.store().forceAll();
      long kept = copy(survey, covered);
      return told(survey, covered, kept);
    }
  }

  private void requireAlone(SurveyedLog survey) {
    Membership alone = ordering.initialMembers();
    for (Membership members : survey.memberships()) {
      if (!members.equals(alone)) {
        throw refusal(survey, "the log names other members than this node: " + members);
      }
    }
    if (survey.truncated()) {
      throw refusal(survey, "entries were cut off in it, as in no group of one");
    }
  }

  private HealDecision.Covered decide(SurveyedLog survey) {
    HealDecision decision =
        new HealDecision(store.newestBatch(), identity.termBase(), survey.endOfDamage());
    survey.forEachWhole(decision::next);
    HealDecision.Outcome outcome = decision.outcome();
    if (outcome instanceof HealDecision.Lost lost) {
      throw refusal(survey, lost.why());
    }
    return (HealDecision.Covered) outcome;
  }

  private long copy(SurveyedLog survey, HealDecision.Covered covered) throws IOException {
    HardState newest = survey.hardState();
    long term = Math.max(newest.term(), covered.lastTerm());
    long commit =
        Math.max(covered.firstIndex() - 1, Math.min(newest.commit(), covered.lastIndex()));
    LogBeginning start =
        new LogBeginning(
            covered.firstIndex(),
            covered.previousTerm(),
            new HardState(term, term == newest.term() ? newest.vote() : null, commit),
            ordering.initialMembers());
    try (DiskLogFiles target = DiskLogFiles.open(folders.begin())) {
      return LogCopy.write(survey, target, ordering.log(), ordering.owner(), start);
    }
  }

  private String told(SurveyedLog survey, HealDecision.Covered covered, long kept) {
    return places(survey.spots())
        + " replaced by the sealed batches through height "
        + store.store().lastHeight()
        + "; the log now begins with entry "
        + covered.firstIndex()
        + " and keeps "
        + kept
        + " entries";
  }

  private TallystickException refusal(SurveyedLog survey, String why) {
    long height = store.newestBatch().map(BatchHeader::height).orElse(0L);
    String journalled =
        JournalPosition.noted(folder.journalPosition())
            .map(position -> "height " + position.height())
            .orElse("an unknown height");
    return TallystickException.of(
        ErrorKind.DAMAGED,
        DAMAGED_CODE,
        "ordering log damaged in "
            + folder.log()
            + ": "
            + places(survey.spots())
            + ". The sealed batches end at height "
            + height
            + " and do not cover it: "
            + why
            + ". Settled batches after height "
            + height
            + " may be lost. Keep the data folder as it is; restore it from a copy, or move it away and run"
            + " rebuild --from-cassandra, which reaches "
            + journalled
            + " as far as this node knows");
  }

  private static String places(List<DamagedSpot> spots) {
    String told =
        spots.stream()
            .limit(SPOTS_TOLD_MAX)
            .map(DamagedSpot::toString)
            .collect(Collectors.joining("; "));
    int more = spots.size() - SPOTS_TOLD_MAX;
    return more > 0 ? told + "; and " + more + " more places" : told;
  }

  /** Whether a failed opening can be healed at all. */
  static Optional<TallystickException> damage(Throwable problem) {
    return problem instanceof TallystickException known && known.code().equals(DAMAGED_CODE)
        ? Optional.of(known)
        : Optional.empty();
  }
}
