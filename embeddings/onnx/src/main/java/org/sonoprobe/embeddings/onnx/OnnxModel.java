package org.sonoprobe.embeddings.onnx;

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
 * A network in an ONNX file: audio through a front-end, cut into patches, vectors from each.
 *
 * @param path the ONNX file; its content is part of the model's identity
 * @param ports names of input and outputs
 * @param hearing what the network is given
 * @param cutting how that is cut and laid out
 * @param reading what the axes of its outputs mean
 * @param execution what it runs on
 */
public record OnnxModel(
    @Parameter(required = true, aliases = "weights") Path path,
    @Parameter(flat = true) Ports ports,
    @Parameter(flat = true) Hearing hearing,
    @Parameter(flat = true) Cutting cutting,
    @Parameter(flat = true) Reading reading,
    @Parameter(flat = true) Execution execution)
    implements NetworkModel {

  public OnnxModel {
    new NetworkRecipe(path, ports, hearing, cutting, reading, execution);
  }

  /** A network read patch by patch on one thread. */
  public OnnxModel(Path path, Ports ports, Hearing hearing, Cutting cutting) {
    this(path, ports, hearing, cutting, Reading.PATCHES, Execution.CPU);
  }

  /** A placeholder without a file. */
  public OnnxModel() {
    this(Path.of(""), Ports.FIRST, Hearing.of(new FrontEnds.Musicnn()), Cutting.as(Layout.NTF));
  }

  /**
   * Outputs of a network on the MusiCNN front-end, with patches of 187 frames (3 s) side by side.
   */
  public static OnnxModel musicnn(Path path, String... outputs) {
    return new OnnxModel(
        path, Ports.of(outputs), Hearing.of(new FrontEnds.Musicnn()), Cutting.as(Layout.NTF));
  }

  @Override
  public String name() {
    return "onnx";
  }

  /** Since 2 the rate is the front-end's unless set; since 3 so is the size of a batch. */
  @Override
  public String revision() {
    return "3";
  }

  @Override
  public NetworkRecipe recipe() {
    return new NetworkRecipe(path, ports, hearing, cutting, reading, execution);
  }

  @Override
  public String fileInWords() {
    return "the ONNX file";
  }
}
