package io.tallystick.load.fault;

import java.io.IOException;
import java.util.List;

/** One kind of fault, tried in its variants. */
interface FaultCase {
  /** The name on the command line. */
  String name();

  /** Tries it; what is wrong goes to the bench's findings. */
  List<FaultResult> run(FaultBench bench) throws IOException;
}
