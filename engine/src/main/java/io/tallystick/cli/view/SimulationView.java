package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import io.tallystick.simulation.SimulationResult;
import io.tallystick.simulation.SimulationTotals;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What simulations came to, for people and for programs. */
public final class SimulationView {
  private static final long NANOS_PER_MS = 1_000_000L;

  private final SimulationTotals totals;
  private final long elapsedNanos;

  public SimulationView(SimulationTotals totals, long elapsedNanos) {
    this.totals = totals;
    this.elapsedNanos = elapsedNanos;
  }

  /** How far it has come; thread-safe. */
  public static final class Progress {
    private final long all;
    private final LongSupplier elapsedNanos;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong transfers = new AtomicLong();

    public Progress(long all, LongSupplier elapsedNanos) {
      this.all = all;
      this.elapsedNanos = elapsedNanos;
    }

    /** A run has ended. */
    public void add(SimulationResult result) {
      done.incrementAndGet();
      found.addAndGet(result.holds() ? 0 : 1);
      transfers.addAndGet(result.transfers());
    }

    /** A progress line. */
    public String text() {
      long elapsed = elapsedNanos.getAsLong();
      return String.format(
          Locale.ROOT,
          "%s  %s of %s seeds, %s transfers, %d findings%s",
          ProgressLine.bar(done.get(), all),
          Quantities.count(done.get()),
          Quantities.count(all),
          Quantities.count(transfers.get()),
          found.get(),
          ProgressLine.remaining(done.get(), all, elapsed));
    }
  }

  /** One finding with the command that replays it. */
  public static String finding(SimulationResult result) {
    return "seed "
        + result.seed()
        + ": broken: "
        + result.promise()
        + ": "
        + result.what()
        + System.lineSeparator()
        + "  replay: "
        + replay(result);
  }

  private static String replay(SimulationResult result) {
    return "./tallystick simulate --seed " + result.seed();
  }

  /** The form for people. */
  public void print(PrintWriter out, long first, long count) {
    Table facts = Table.facts();
    facts.fact("seeds", first + (count == 1 ? "" : " to " + (first + count - 1)));
    facts.fact("time", Quantities.duration(elapsedNanos));
    facts.fact("events", Quantities.count(totals.events()));
    facts.fact("batches settled", Quantities.count(totals.batches()));
    facts.fact("transfers created", Quantities.count(totals.transfers()));
    facts.fact("bodies answered", Quantities.count(totals.answers()));
    facts.fact("linearizable reads", Quantities.count(totals.reads()));
    facts.fact("terms with a leader", Quantities.count(totals.leaders()));
    facts.fact("restarts of nodes", Quantities.count(totals.restarts()));
    totals.faults().forEach((kind, times) -> facts.fact(name(kind), Quantities.count(times)));
    facts.print(out);
    out.println();
    if (totals.found() == 0) {
      out.println("Every promise held in every run.");
      return;
    }
    for (SimulationResult result : totals.findings()) {
      out.println("seed " + result.seed() + ", trace " + trace(result) + "; the newest events:");
      result.newest().forEach(line -> out.println("  " + line));
      out.println(finding(result));
      if (result.cause() != null) {
        result.cause().printStackTrace(out);
      }
      out.println();
    }
    out.println("BROKEN: promises did not hold in " + totals.found() + " of " + count + " runs.");
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String trace(SimulationResult result) {
    return String.format(Locale.ROOT, "%016x", result.traceHash());
  }

  /** The form for programs. */
  public ObjectNode json(long first) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("holds", totals.found() == 0);
    json.put("first_seed", first).put("seeds", totals.runs()).put("findings_count", totals.found());
    json.put("elapsed_ms", elapsedNanos / NANOS_PER_MS).put("events", totals.events());
    json.put("batches", totals.batches()).put("transfers", totals.transfers());
    json.put("answers", totals.answers()).put("reads", totals.reads());
    json.put("leaders", totals.leaders()).put("restarts", totals.restarts());
    ObjectNode faults = json.putObject("faults");
    totals
        .faults()
        .forEach((kind, times) -> faults.put(kind.name().toLowerCase(Locale.ROOT), times));
    json.putArray("findings");
    for (SimulationResult result : totals.findings()) {
      json.withArray("findings")
          .addObject()
          .put("seed", result.seed())
          .put("trace", trace(result))
          .put("promise", result.promise())
          .put("what", result.what())
          .put("replay", replay(result));
    }
    return json;
  }
}
