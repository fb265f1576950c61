package org.sonoprobe.cli;

import org.sonoprobe.config.ConfigSchema;
import picocli.CommandLine.Command;

/** The JSON Schema. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description =
        "Print a JSON Schema of configuration files with every component on the class path, for editors.")
final class SchemaCommand implements Runnable {

  @Override
  public void run() {
    System.out.print(ConfigSchema.json());
  }
}
