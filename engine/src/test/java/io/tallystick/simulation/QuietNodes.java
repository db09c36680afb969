package io.tallystick.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What simulated nodes log of their crashes and checkpoints is no news. */
public final class QuietNodes implements BeforeAllCallback, AfterAllCallback {
  private static final String[] LOGGERS = {"io.tallystick.ordering", "io.tallystick.ring"};

  private final Map<String, Level> before = new HashMap<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    for (String name : LOGGERS) {
      before.put(name, logger(name).getLevel());
      logger(name).setLevel(Level.OFF);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    before.forEach((name, level) -> logger(name).setLevel(level));
  }
}
