package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.Kinds;
import picocli.CommandLine;

/** The pages that are made of the components and of the commands are those of today. */
class GeneratedDocsTest {

  private static final Path ROOT = Path.of("..");

  private static void check(String page, String text) throws IOException {
    Path current = Files.writeString(Path.of("target", page), text);
    assertThat(Files.readString(ROOT.resolve("docs").resolve(page)))
        .as("docs/%s is not of today; copy %s", page, current)
        .isEqualTo(text);
  }

  @Test
  void theCommandsAreThoseOfTheHelp() throws IOException {
    CommandLine line = new CommandLine(new Sonoprobe());
    StringBuilder text =
        new StringBuilder(
            """
            # Commands

            Made of the commands' own help; a test holds it. `sonoprobe` is `bin/sonoprobe` of the distribution, or
            `java -jar cli/target/sonoprobe.jar` of a checkout.

            """);
    append(text, line);
    Set<CommandLine> commands = new LinkedHashSet<>(line.getSubcommands().values());
    for (CommandLine command : commands) {
      text.append("## ").append(command.getCommandName()).append("\n\n");
      append(text, command);
    }
    check("commands.md", text.toString());
  }

  private static void append(StringBuilder text, CommandLine command) {
    text.append("```\n")
        .append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing())
        .append("\n```\n\n");
  }

  @Test
  void theConfigurationIsThatOfTheComponents() throws IOException {
    StringBuilder text =
        new StringBuilder(Files.readString(Path.of("src/test/configuration-head.md")));
    for (Class<? extends Component> kind : Kinds.all()) {
      String words = Components.words(kind);
      text.append("## ")
          .append(words.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
          .append(words.substring(1))
          .append("s\n\n");
      Map<String, ? extends Component> all = Components.all(kind);
      for (Map.Entry<String, ? extends Component> entry : all.entrySet()) {
        String original = Components.original(entry.getValue()).name();
        if (original.equals(entry.getKey()) || !all.containsKey(original)) {
          component(text, entry.getKey(), entry.getValue());
          variants(text, entry.getValue(), all);
        }
      }
    }
    check("configuration.md", text.toString());
  }

  private static void component(StringBuilder text, String name, Component component)
      throws IOException {
    text.append("### `").append(name).append("`\n\n");
    text.append(firstSentence(javadoc(component.getClass()))).append("\n\n");
    List<Components.ParameterText> parameters = Components.explain(component);
    if (parameters.isEmpty()) {
      return;
    }
    Map<String, String> meanings = meanings(component.getClass());
    text.append("| parameter | value | default | meaning |\n|---|---|---|---|\n");
    for (Components.ParameterText parameter : parameters) {
      String meaning = meanings.getOrDefault(parameter.name(), "");
      assertThat(meaning)
          .as("what '%s' of %s means is said in its Javadoc", parameter.name(), name)
          .isNotEmpty();
      text.append("| `")
          .append(parameter.name())
          .append('`')
          .append(
              parameter.aliases().isEmpty()
                  ? ""
                  : " (`" + String.join("`, `", parameter.aliases()) + "`)")
          .append(" | ")
          .append(parameter.accepts())
          .append(" | ")
          .append(
              parameter.required()
                  ? "required"
                  : parameter.value().isEmpty()
                      ? ""
                      : "`" + parameter.value().replace("|", "\\|") + "`")
          .append(" | ")
          .append(meaning.replace("|", "\\|"))
          .append(" |\n");
    }
    text.append('\n');
  }

  /** The components that are another with some parameters set, and have names of their own. */
  private static void variants(
      StringBuilder text, Component original, Map<String, ? extends Component> all) {
    Map<String, Object> usual = Components.parameters(original);
    List<String> lines = new ArrayList<>();
    all.forEach(
        (name, component) -> {
          boolean isVariant =
              component.getClass() == original.getClass() && !name.equals(original.name());
          if (isVariant) {
            List<String> set = new ArrayList<>();
            Components.parameters(component)
                .forEach(
                    (parameter, value) -> {
                      if (!value.equals(usual.get(parameter))) {
                        set.add("`" + parameter + ": " + Components.text(value) + "`");
                      }
                    });
            lines.add("| `" + name + "` | " + String.join(", ", set) + " |");
          }
        });
    if (!lines.isEmpty()) {
      text.append("| name of its own | is `")
          .append(original.name())
          .append("` with |\n|---|---|\n")
          .append(String.join("\n", lines))
          .append("\n\n");
    }
  }

  /** What the Javadoc says of each parameter, by its name in YAML. */
  private static Map<String, String> meanings(Class<?> record) throws IOException {
    Map<String, String> meanings = new LinkedHashMap<>();
    String javadoc = javadoc(record);
    for (RecordComponent component : record.getRecordComponents()) {
      Parameter note = component.getAnnotation(Parameter.class);
      if (note != null && note.flat()) {
        Map<String, String> nested = meanings(component.getType());
        nested.forEach(meanings::put);
        continue;
      }
      String name =
          note != null && !note.name().isEmpty()
              ? note.name()
              : component
                  .getName()
                  .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                  .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                  .toLowerCase(java.util.Locale.ROOT);
      Matcher said =
          Pattern.compile(
                  "@param " + component.getName() + "\\s+(.*?)(?=\n\\s*@param|\\z)", Pattern.DOTALL)
              .matcher(javadoc);
      meanings.put(name, said.find() ? plain(said.group(1)) : "");
    }
    return meanings;
  }

  private static String firstSentence(String javadoc) {
    String text = plain(javadoc.split("@param|<p>|<ul>|<pre>")[0]);
    Matcher sentence = Pattern.compile("^.*?[a-z0-9)`%]\\.(?= [A-Z]|$)").matcher(text);
    return sentence.find() ? sentence.group() : text;
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\{@code\\s+([^{}]*(?:\\{[^{}]*\\}[^{}]*)*)\\}", "`$1`")
        .replaceAll("\\{@link\\s+#?(?:[\\w.]*#)?([^}]*)\\}", "`$1`")
        .replaceAll("<p>|</?ul>|<li>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** The text of the Javadoc comment before a record. */
  private static String javadoc(Class<?> record) throws IOException {
    String outer = record.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
    Path source;
    try (Stream<Path> walk = Files.walk(ROOT, 12)) {
      source =
          walk.filter(path -> path.toString().replace('\\', '/').endsWith("src/main/java/" + outer))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no source of " + record));
    }
    String text = Files.readString(source);
    Matcher comment =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public |static |private )*record "
                    + record.getSimpleName()
                    + "\\(",
                Pattern.DOTALL)
            .matcher(text);
    assertThat(comment.find()).as("Javadoc of %s", record).isTrue();
    return comment.group(1).replaceAll("(?m)^\\s*\\* ?", "");
  }
}
