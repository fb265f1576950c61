package org.sonoprobe.run.extract;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Locations;
import org.sonoprobe.component.Travel;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.config.Kinds;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.internal.UnavailableDataset;
import org.sonoprobe.experiment.internal.UnavailableModel;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Interrupts;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.store.EmbeddingStore;

/**
 * An experiment and the places where it is carried out: the things themselves where it was begun,
 * and in any other process what is made of the YAML and the addresses that they travel as.
 */
@Internal
public final class Premises implements Serializable, AutoCloseable {
  @Serial private static final long serialVersionUID = 1;
  private static final String MARK = RunFiles.MARK;

  private String configuration = "";
  private final @Nullable String store;
  private final @Nullable String run;
  private final String assets;
  private final int frameMegabytes;
  private final List<String> marks = new ArrayList<>();
  private final Map<String, String> components = new LinkedHashMap<>();
  private final transient @Nullable Things own;

  /**
   * The things themselves.
   *
   * @param directory the run's folder; null if it has none
   */
  public record Things(
      Experiment experiment,
      EmbeddingStore store,
      @Nullable RunDirectory directory,
      Assets assets,
      Keeping keeping) {

    /** The store as the experiment uses it. */
    public EmbeddingShelf shelf() {
      return new EmbeddingShelf(store, keeping);
    }

    /**
     * What carries out the experiment's extractions.
     *
     * @throws IOException if a file that a component names cannot be read
     */
    public Extractor extractor() throws IOException {
      return new Extractor(experiment, store, assets, keeping);
    }
  }

  /** The premises of an experiment in the process that begins it. */
  public Premises(
      Experiment experiment,
      RunPlaces places,
      EmbeddingStore store,
      @Nullable RunDirectory directory) {
    this.store = places.store() == null ? null : Locations.address(places.store());
    this.run = directory == null ? null : Locations.address(directory.folder());
    this.assets = Locations.address(places.assets().folder());
    this.frameMegabytes = places.frameMegabytes();
    this.own =
        new Things(
            experiment,
            store,
            directory,
            places.assets(),
            Keeping.megabytes(frameMegabytes, experiment.aggregations()));
  }

  /**
   * Leaves a mark in the store and in the run's folder, which processes elsewhere look for: a
   * folder of the same name on a disk of their own is not the same. Writes the experiment as YAML,
   * of which they make their own, and remembers what the components are, of which others may have
   * other files or code.
   */
  public void mark() throws IOException {
    Identity identity = new Identity();
    if (own != null) {
      configuration = ExperimentFile.writeForAnyFolder(List.of(own.experiment));
      for (Component component : travelling(own.experiment)) {
        if (!(component instanceof UnavailableModel)) {
          boolean isModel = component instanceof EmbeddingModel;
          components.put(described(component), isModel ? "" : identity.of(component));
        }
      }
    }
    for (String address : new String[] {store, run}) {
      if (address != null) {
        Path folder = Locations.path(address);
        Files.createDirectories(folder);
        removeOldMarks(folder);
        Path mark = folder.resolve(MARK + UUID.randomUUID());
        Files.write(mark, new byte[0]);
        marks.add(Locations.address(mark));
      }
    }
  }

  /** What a driver that was killed has left. */
  private static void removeOldMarks(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> name(each).startsWith(MARK)).toList()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        if (written.isBefore(Instant.now().minus(Duration.ofDays(7)))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Takes the marks away; one that stays does no harm. */
  @Override
  public void close() {
    Interrupts.heldBack(
        () -> {
          for (String mark : marks) {
            try {
              Files.deleteIfExists(Locations.path(mark));
            } catch (IOException e) {
              // removed when it is old
            }
          }
        });
    marks.clear();
  }

  private void checkReached() throws IOException {
    for (String mark : marks) {
      Path place = Locations.path(mark);
      try {
        Files.readAttributes(place, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        throw new RunException(
            ("the folder %s on %s is not that of the process that began the run; the store "
                    + "and the folder of runs must lie where all processes reach them, such as a "
                    + "disk that all mount, HDFS or S3")
                .formatted(place.getParent(), host()),
            new Fault(Stage.LOAD, "", e),
            "");
      }
    }
  }

  private static String described(Component component) {
    return component.name() + " (" + component.getClass().getName() + ") " + component;
  }

  /** That the components are what they were where the experiment began. */
  private void checkComponents(Experiment experiment) throws IOException {
    Identity identity = new Identity();
    Set<String> here = new LinkedHashSet<>();
    for (Component component : travelling(experiment)) {
      if (component instanceof UnavailableModel || component instanceof EmbeddingModel) {
        continue; // of which checkSame says more
      }
      here.add(identity.of(component));
    }
    for (Map.Entry<String, String> known : components.entrySet()) {
      boolean isModel = known.getValue().isEmpty();
      if (!isModel && !here.contains(known.getValue())) {
        throw new RunException(
            ("component %s is another on %s: its files or its code are not those with which "
                    + "the run began")
                .formatted(known.getKey(), host()),
            new Fault(Stage.LOAD, known.getKey(), new IOException("another component")),
            "");
      }
    }
  }

  /**
   * The things, in whatever process.
   *
   * @throws RunException if they cannot be had here
   */
  public Things things(Job.Here here) {
    if (own != null) {
      return own;
    }
    try {
      checkReached();
      Experiment experiment = experiment(here);
      checkComponents(experiment);
      return new Things(
          experiment,
          store == null ? EmbeddingStore.inMemory() : EmbeddingStore.at(Locations.path(store)),
          run == null ? null : RunDirectory.at(Locations.path(run)),
          new Assets(Locations.path(assets), here::file),
          Keeping.megabytes(frameMegabytes, experiment.aggregations()));
    } catch (IOException | UncheckedIOException e) {
      throw new RunException(
          ("the store, the run's folder or a file that a component names cannot be used "
                  + "on %s: %s")
              .formatted(host(), Fault.words(e)),
          new Fault(Stage.STORE, "", e),
          "");
    }
  }

  private Experiment experiment(Job.Here here) {
    try {
      return ExperimentFile.parse(configuration, "the experiment", here::file).get(0);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (ConfigException | RuntimeException e) {
      throw new RunException(
          ("the experiment cannot be understood on %s, where not all is that was where it "
                  + "began: %s")
              .formatted(host(), e.getMessage()),
          new Fault(Stage.LOAD, "", e),
          "");
    }
  }

  /** The name of this machine. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  /**
   * Whether all can be had in a process as it was where the experiment began: models that can be
   * used, of the same files and code.
   *
   * @param identities of the embedding models, by name, as they were there
   * @throws RunException naming the first model that is another, or cannot be used
   */
  public static void checkSame(Things things, Map<String, String> identities, Extractor extractor) {
    Map<String, String> here = extractor.identities();
    for (Experiment.EmbeddingChoice choice : things.experiment.embeddings()) {
      String wanted = identities.get(choice.label());
      EmbeddingModel model = choice.model();
      if (wanted == null || wanted.equals(here.get(choice.label()))) {
        continue;
      }
      String reason =
          model
              .unavailable()
              .or(() -> things.assets.problem(model))
              .orElse("its files or its code are not those with which the run began");
      throw new RunException(
          "embedding model '" + choice.label() + "' cannot be used on " + host() + ": " + reason,
          new Fault(Stage.LOAD, choice.label(), new IOException(reason)),
          "");
    }
  }

  /** The store as the experiment uses it, where it was begun. */
  public EmbeddingShelf shelf() {
    return Objects.requireNonNull(own).shelf();
  }

  /**
   * An extractor where it was begun.
   *
   * @throws IOException if a file that a component names cannot be read
   */
  public Extractor extractor() throws IOException {
    return Objects.requireNonNull(own).extractor();
  }

  /** The files that the components of the experiment name, where it was begun. */
  public List<Path> files() {
    if (own == null) {
      return List.of();
    }
    Set<Path> files = new LinkedHashSet<>();
    for (Component component : travelling(own.experiment)) {
      if (component instanceof PrecomputedEmbeddings) {
        continue; // read by track, where the audio is
      }
      files.addAll(Travel.paths(component));
      if (component.home().isEmpty()) {
        own.assets.of(component).values().stream().filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return List.copyOf(files);
  }

  /** The components that work in other processes. */
  private static List<Component> travelling(Experiment experiment) {
    List<Component> all = new ArrayList<>();
    experiment.scenarios().forEach(scenario -> all.addAll(scenario.steps()));
    experiment.embeddings().forEach(choice -> all.add(choice.model()));
    all.addAll(experiment.aggregations());
    experiment.downstream().forEach(choice -> all.add(choice.model()));
    all.addAll(experiment.metrics());
    all.add(experiment.task().type());
    all.addAll(experiment.measures());
    return all;
  }

  /**
   * What cannot be sent to another process; empty if all can be: components that exist only in this
   * program, and a store in memory.
   */
  public static List<String> obstacles(Experiment experiment, RunPlaces places) {
    List<String> obstacles = new ArrayList<>();
    if (places.store() == null) {
      obstacles.add(
          "embeddings are kept in memory, which other processes do not share; give a store that all"
              + " of them reach");
    }
    List<Component> all = new ArrayList<>();
    experiment
        .datasets()
        .forEach(
            choice -> {
              all.add(choice.dataset());
              all.add(choice.splitter());
            });
    all.addAll(travelling(experiment));
    Set<String> said = new LinkedHashSet<>();
    for (Component component : all) {
      obstacle(component).ifPresent(said::add);
    }
    obstacles.addAll(said);
    if (said.isEmpty()) {
      changedByTravel(experiment).ifPresent(obstacles::add);
    }
    return obstacles;
  }

  @SuppressWarnings("unchecked") // a component is looked up among those of a kind that it is of
  private static Optional<String> obstacle(Component component) {
    if (component instanceof UnavailableModel || component instanceof UnavailableDataset) {
      return Optional.empty(); // said elsewhere
    }
    for (Class<? extends Component> kind : Kinds.all()) {
      if (kind.isInstance(component)) {
        return Travel.obstacle((Class<Component>) kind, component);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> changedByTravel(Experiment experiment) {
    try {
      String written = ExperimentFile.writeForAnyFolder(List.of(experiment));
      List<Experiment> read = ExperimentFile.parse(written, "the experiment");
      return ExperimentFile.write(read).equals(written)
          ? Optional.empty()
          : Optional.of("it is not what it was after it has been written as YAML and read");
    } catch (ConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
