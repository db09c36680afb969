package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.agreement.AgreementCommand.Table;
import io.tallystick.ring.wire.WireCodec;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a table (little-endian, behind the head that {@code ring.wire} describes):
 *
 * <pre>
 * i64 history
 * i32 node, i64 incarnation     of the sender
 * i32 reports; each: i32 node, i64 incarnation, i64 height, 32 bytes hash
 * i32 hashes of the sender's past; each: i64 height, 32 bytes hash
 * </pre>
 */
final class TableCodec implements WireCodec<Table> {
  static final int VERSION = 1;
  private static final int TABLE = 1;
  private static final int REPLICA_BYTES = Integer.BYTES + Long.BYTES;
  private static final int HASH_BYTES = Long.BYTES + Hash.BYTES;
  private static final int REPORTS_MAX = 2 * Membership.MEMBERS_MAX;

  @Override
  public int bytes(Table table) {
    return WireWriter.HEADER_BYTES
        + Long.BYTES
        + REPLICA_BYTES
        + 2 * Integer.BYTES
        + table.reports().size() * (REPLICA_BYTES + HASH_BYTES)
        + table.past().size() * HASH_BYTES;
  }

  @Override
  public void write(Table table, ByteBuffer target) {
    WireWriter out = WireWriter.begin(target, VERSION, TABLE);
    out.i64(table.history());
    replica(out, table.sender());
    out.i32(table.reports().size());
    for (Report report : table.reports()) {
      replica(out, report.replica());
      hash(out, report);
    }
    out.i32(table.past().size());
    table.past().forEach(past -> hash(out, past));
    out.finish();
  }

  private static void hash(WireWriter out, Report report) {
    out.i64(report.height()).bytes(report.hash().toBytes(), 0, Hash.BYTES);
  }

  private static void replica(WireWriter out, ReplicaId replica) {
    out.i32(replica.node()).i64(replica.incarnation());
  }

  @Override
  public Table read(ByteBuffer source) {
    WireReader in = WireReader.of(source);
    if (in.version() != VERSION || in.kind() != TABLE) {
      throw WireReader.damaged("a table of the unknown layout " + in.version());
    }
    long history = in.i64();
    ReplicaId sender = replica(in);
    List<Report> reports = new ArrayList<>();
    for (int left = in.count(0, REPORTS_MAX, "reports of a table"); left > 0; left--) {
      reports.add(report(in, replica(in)));
    }
    List<Report> past = new ArrayList<>();
    for (int left = in.count(0, REPORTS_MAX, "past hashes of a table"); left > 0; left--) {
      past.add(report(in, sender));
    }
    in.end();
    return new Table(history, sender, List.copyOf(reports), List.copyOf(past));
  }

  private static Report report(WireReader in, ReplicaId replica) {
    long height = in.i64();
    if (height < 1) {
      throw WireReader.damaged("a report of height " + height);
    }
    return new Report(replica, height, Hash.of(in.bytes(Hash.BYTES), 0));
  }

  private static ReplicaId replica(WireReader in) {
    int node = in.i32();
    long incarnation = in.i64();
    if (node < 1 || incarnation < 1) {
      throw WireReader.damaged("a replica " + node + "." + incarnation);
    }
    return new ReplicaId(node, incarnation);
  }
}
