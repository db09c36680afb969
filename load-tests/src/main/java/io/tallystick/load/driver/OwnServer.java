package io.tallystick.load.driver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a run starts for itself to put load on; stopped and removed at its end. */
interface OwnServer extends AutoCloseable {
  /** Where the load goes. */
  URI url();

  /** The process that takes it. */
  long pid();

  /** The private key that signs requests; empty where they are not signed. */
  Optional<Path> key();

  @Override
  void close() throws IOException;
}
