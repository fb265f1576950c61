package org.sonoprobe.embeddings.tensorflow;

import java.nio.file.Path;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Execution;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.NetworkModel;
import org.sonoprobe.embeddings.networks.NetworkRecipe;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.embeddings.networks.Reading;

/**
 * A TensorFlow SavedModel: audio through a front-end, cut into patches, vectors from each.
 *
 * @param path the folder with saved_model.pb; its content is part of the model's identity
 * @param ports names of input and outputs
 * @param hearing what the network is given
 * @param cutting how that is cut and laid out
 * @param reading what the axes of its outputs mean
 * @param execution what it runs on
 */
public record SavedModel(
    @Parameter(required = true, aliases = "weights") Path path,
    @Parameter(flat = true) Ports ports,
    @Parameter(flat = true) Hearing hearing,
    @Parameter(flat = true) Cutting cutting,
    @Parameter(flat = true) Reading reading,
    @Parameter(flat = true) Execution execution)
    implements NetworkModel {

  public SavedModel {
    new NetworkRecipe(path, ports, hearing, cutting, reading, execution);
  }

  /** A network read patch by patch on one thread. */
  public SavedModel(Path path, Ports ports, Hearing hearing, Cutting cutting) {
    this(path, ports, hearing, cutting, Reading.PATCHES, Execution.CPU);
  }

  /** A placeholder without a file. */
  public SavedModel() {
    this(Path.of(""), Ports.FIRST, Hearing.of(new FrontEnds.Musicnn()), Cutting.as(Layout.NTF));
  }

  /**
   * Outputs of a network on the MusiCNN front-end, with patches of 187 frames (3 s) side by side.
   */
  public static SavedModel musicnn(Path path, String... outputs) {
    return new SavedModel(
        path, Ports.of(outputs), Hearing.of(new FrontEnds.Musicnn()), Cutting.as(Layout.NTF));
  }

  @Override
  public String name() {
    return "savedmodel";
  }

  /** Since 2 the size of a batch follows from the patch unless set. */
  @Override
  public String revision() {
    return "2";
  }

  @Override
  public NetworkRecipe recipe() {
    return new NetworkRecipe(path, ports, hearing, cutting, reading, execution);
  }

  @Override
  public String fileInWords() {
    return "the folder with saved_model.pb";
  }
}
