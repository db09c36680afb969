package io.tallystick.load.crash;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Writes a campaign's figures as Markdown. */
final class CampaignReport {
  private final CampaignResult result;

  CampaignReport(CampaignResult result) {
    this.result = result;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    addTotals(text);
    addKills(text);
    addAnswers(text);
    addFindings(text);
    return text.toString();
  }

  private void addTotals(StringBuilder text) {
    CampaignOptions options = result.options();
    line(
        text,
        "`load-tests/campaign --rounds %d --seconds %d --seed %d --kill %s --clients %d%s`%n",
        options.rounds,
        options.seconds,
        result.seed(),
        options.kill,
        options.clients,
        options.withoutCassandra ? " --without-cassandra" : "");
    line(text, "| what | count |%n|---|---:|");
    row(text, "rounds", result.rounds().size());
    row(text, "bodies sent", result.counts().get("bodies"));
    row(text, "rows sent", result.counts().get("rows"));
    row(text, "attempts whose outcome was unknown", result.counts().get("unknown_outcomes"));
    row(text, "attempts repeated", result.counts().get("repeated_attempts"));
    row(text, "answered rows checked", result.rowsChecked());
    row(text, "stored records replayed", result.replay().records());
    row(text, "transfers settled", result.replay().createdTransfers());
    row(text, "ids burnt", result.replay().burntIds());
    row(text, "pending transfers expired", result.replay().expiredPendings());
    row(text, "**lost, doubled or changed**", result.findings().count());
    line(text, "");
    line(
        text,
        "First start %,d ms on an empty folder; start after a clean stop %,d ms.%n",
        result.firstStartMs(),
        result.cleanRestartMs());
  }

  private void addKills(StringBuilder text) {
    line(
        text,
        "| killed with SIGKILL | rounds | restart ms (median, max) | journal caught up ms (median,"
            + " max) | orphan's end ms (max) |%n|---|---:|---:|---:|---:|");
    Map<KillKind, Long> kinds = new EnumMap<>(KillKind.class);
    result.rounds().forEach(round -> kinds.merge(round.kill(), 1L, Long::sum));
    kinds.forEach(
        (kind, count) ->
            line(
                text,
                "| %s | %d | %s | %s | %s |",
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                count,
                medianAndMax(kind, Round::restartMs),
                medianAndMax(kind, Round::catchUpMs),
                max(kind, Round::orphanMs)));
    line(text, "");
  }

  private void addAnswers(StringBuilder text) {
    line(text, "| answer | count |%n|---|---:|");
    result
        .counts()
        .startingWith("http.")
        .forEach((status, count) -> row(text, "HTTP " + status, count));
    result.counts().startingWith("result.").forEach((name, count) -> row(text, name, count));
    line(text, "");
  }

  private void addFindings(StringBuilder text) {
    if (result.findings().count() == 0) {
      line(text, "Nothing was found wrong. `verify` of the folder said:%n");
    } else {
      line(text, "%d findings, the first ones:%n", result.findings().count());
      result.findings().kept().forEach(finding -> line(text, "- %s", finding));
      line(text, "");
    }
    line(text, "```%n%s%n```", result.verifyOutput().strip());
  }

  private String medianAndMax(KillKind kind, ToLongFunction<Round> time) {
    long[] times = times(kind, time);
    return times.length == 0
        ? "–"
        : String.format(Locale.ROOT, "%,d, %,d", times[times.length / 2], times[times.length - 1]);
  }

  private String max(KillKind kind, ToLongFunction<Round> time) {
    long[] times = times(kind, time);
    return times.length == 0 ? "–" : String.format(Locale.ROOT, "%,d", times[times.length - 1]);
  }

  private long[] times(KillKind kind, ToLongFunction<Round> time) {
    long[] times =
        result.rounds().stream()
            .filter(round -> round.kill() == kind)
            .mapToLong(time)
            .filter(ms -> ms != Round.DOES_NOT_APPLY)
            .toArray();
    Arrays.sort(times);
    return times;
  }

  private static void row(StringBuilder text, String what, long count) {
    line(text, "| %s | %,d |", what, count);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
