package io.tallystick.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest states. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionText.class.getPackage().getImplementationVersion();
    return new String[] {"tallystick " + (version == null ? "(not from a jar)" : version)};
  }
}
