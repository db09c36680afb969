package io.tallystick.node;

import io.tallystick.account.journal.EntityJournal;
import io.tallystick.account.journal.FileJournal;
import io.tallystick.account.journal.NoJournal;
import io.tallystick.persistence.entity.EntityHost;
import io.tallystick.persistence.file.FileAccess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where a node keeps its guarded accounts' policies. */
final class PolicyJournal {
  private PolicyJournal() {}

  /** In Cassandra where there is one; else in files of a node alone; else nowhere. */
  static EntityJournal of(
      NodeCassandra cassandra,
      boolean alone,
      NodeFolder folder,
      GroupIdentity group,
      Teardown teardown) {
    if (cassandra != null) {
      EntityHost host = new EntityHost(cassandra.settings());
      teardown.add("entity journal", host);
      return id ->
          host.open(group.name() + "|" + group.id() + "|" + id).thenApply(InCassandra::new);
    }
    if (alone) {
      FileJournal files = new FileJournal(folder.policies(), FileAccess.standard());
      teardown.add("policies", files);
      return files;
    }
    return new NoJournal();
  }

  private record InCassandra(EntityHost.Handle handle) implements EntityJournal.Opened {
    @Override
    public Optional<byte[]> snapshot() {
      return handle.snapshot();
    }

    @Override
    public List<byte[]> events() {
      return handle.events();
    }

    @Override
    public int sinceSnapshot() {
      return handle.sinceSnapshot();
    }

    @Override
    public CompletionStage<Void> append(byte[] event, Optional<byte[]> snapshot) {
      return handle.append(event, snapshot);
    }

    @Override
    public void close() {
      handle.close();
    }
  }
}
