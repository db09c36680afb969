package io.tallystick.persistence.cassandra;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one Cassandra child per test JVM, ended with it. Tests keep apart by keyspace. */
public final class CassandraExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(CassandraExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CassandraChild.class;
  }

  @Override
  public CassandraChild resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
        .child;
  }

  /** Settings for tests: a small heap. */
  public static CassandraChildSettings settings(Path folder) {
    return new CassandraChildSettings(
        folder, Optional.empty(), 128, 640, 0, 0, 120_000, 20_000, true, false);
  }

  private static final class Shared
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final CassandraChild child;
    private final Path folder;

    Shared() {
      folder = Path.of("target", "test-cassandra-" + ProcessHandle.current().pid());
      CassandraChild.removeFolder(folder);
      child = CassandraChild.start(settings(folder), StartProgress.SILENT);
    }

    @Override
    public void close() throws IOException {
      child.close();
      CassandraChild.removeFolder(folder);
    }
  }
}
