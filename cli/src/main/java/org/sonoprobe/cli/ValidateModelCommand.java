package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.audit.ModelCheck;
import org.sonoprobe.audit.ModelValidation;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.json.JsonFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether an embedding model can be trusted. */
@Command(
    name = "validate-model",
    mixinStandardHelpOptions = true,
    description = {
      "Try an embedding model on sounds made for it: same bits again, whatever came before, in threads and"
          + " batches; silence, 10 ms, clipped, ten minutes; layers, size and time as declared; vectors that"
          + " are collapsed or doubled.",
      "Exit code 3 if a check fails, 0 if there are warnings at most."
    })
final class ValidateModelCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An embedding model, as 'list' has it; or give a configuration.")
  private String name = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration whose embedding models are meant.")
  private String config = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A parameter of the model NAME, such as path=my.onnx, or a change to the configuration; may be"
              + " repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--quick", description = "Leave out the ten minutes of audio.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write the results of each model as a page, NAME.md, and as NAME.json.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    boolean passed = true;
    for (Map.Entry<String, EmbeddingModel> each : models().entrySet()) {
      passed &= validate(each.getKey(), each.getValue());
    }
    return passed ? 0 : Sonoprobe.PARTIAL;
  }

  private Map<String, EmbeddingModel> models() throws IOException {
    if (name.isEmpty() == config.isEmpty()) {
      throw new IllegalArgumentException(
          "give the name of an embedding model, or a configuration with -c FILE"
              + (name.isEmpty() ? "" : ", not both"));
    }
    Map<String, EmbeddingModel> models = new LinkedHashMap<>();
    if (config.isEmpty()) {
      StringBuilder yaml =
          new StringBuilder("type: '").append(name.replace("'", "''")).append("'\n");
      for (String each : overrides) {
        int equals = each.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("--set needs KEY=VALUE, but is given '" + each + "'");
        }
        yaml.append(each, 0, equals).append(": ").append(each.substring(equals + 1)).append('\n');
      }
      models.put(
          name,
          ComponentYaml.read(
              EmbeddingModel.class, yaml.toString(), "--set for embedding model '" + name + "'"));
      return models;
    }
    for (Experiment experiment : ConfigOptions.read(config, overrides)) {
      for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
        models.putIfAbsent(choice.label(), choice.model());
      }
    }
    return models;
  }

  private boolean validate(String label, EmbeddingModel model) throws IOException {
    System.out.println(label + ":");
    if (model instanceof PrecomputedEmbeddings) {
      System.out.println("  holds vectors that were computed elsewhere; there is nothing to try");
      return true;
    }
    ModelValidation validation = ModelValidation.of(model, new ModelValidation.Options(!quick));
    for (ModelCheck check : validation.checks()) {
      System.out.printf(
          Locale.ROOT,
          "  %-4s  %-12s  %s%n",
          check.verdict(),
          check.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          check.text());
    }
    System.out.println(
        validation.passed() ? "  no check failed" : "  IT CANNOT BE TRUSTED AS IT IS");
    if (out.isPresent()) {
      Files.createDirectories(out.get());
      String file = label.replaceAll("[^A-Za-z0-9._-]", "_");
      Files.writeString(
          out.get().resolve(file + ".md"), validation.toMarkdown(), StandardCharsets.UTF_8);
      JsonFiles.write(out.get().resolve(file + ".json"), validation.toData());
    }
    return validation.passed();
  }
}
