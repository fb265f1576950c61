package org.sonoprobe.downstream.pytorch;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network in PyTorch: inputs {@code [track][frame][dimension]} and shares {@code
 * [track][frame][1]} to logits {@code [track][label]}.
 */
final class RecurrentNetwork extends AbstractBlock {
  private static final String ENGINE = "PyTorch";

  private final GRU recurrent;
  private final Linear last;

  private RecurrentNetwork(int units, int labels) {
    recurrent =
        addChildBlock(
            "recurrent",
            GRU.builder().setNumLayers(1).setStateSize(units).optBatchFirst(true).build());
    last = addChildBlock("last", Linear.builder().setUnits(labels).build());
  }

  /** A model with a network of such weights. */
  static Model model(RecurrentWeights weights) {
    // DJL reads these when the engine starts; what the caller has set stays
    usual("ai.djl.offline", "true");
    usual("ai.djl.pytorch.num_threads", "1");
    usual("ai.djl.pytorch.num_interop_threads", "1");
    Engine engine = Engine.getEngine(ENGINE);
    Model model = engine.newModel("recurrent", Device.cpu());
    RecurrentNetwork network = new RecurrentNetwork(weights.units(), weights.labels());
    network.initialize(
        model.getNDManager(),
        DataType.FLOAT32,
        new Shape(1, 1, weights.dimension()),
        new Shape(1, 1, 1));
    List<Parameter> parameters = network.getParameters().values();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).getArray().set(weights.arrays().get(i));
    }
    model.setBlock(network);
    return model;
  }

  private static void usual(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** A copy of the weights as they are now. */
  static RecurrentWeights weights(Model model, RecurrentWeights like) {
    List<float[]> arrays = new ArrayList<>();
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      arrays.add(parameter.getArray().toFloatArray());
    }
    return new RecurrentWeights(like.dimension(), like.units(), like.labels(), arrays);
  }

  /** The network's inputs. */
  static NDList inputs(NDManager manager, Sequences.Batch batch) {
    return new NDList(
        manager.create(
            batch.inputs(), new Shape(batch.tracks(), batch.frames(), batch.dimension())),
        manager.create(batch.shares(), new Shape(batch.tracks(), batch.frames(), 1)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray states = recurrent.forward(store, new NDList(inputs.get(0)), training).get(0);
    NDArray mean = states.mul(inputs.get(1)).sum(new int[] {1});
    return last.forward(store, new NDList(mean), training);
  }

  @Override
  public void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
    recurrent.initialize(manager, type, shapes[0]);
    last.initialize(manager, type, recurrent.getOutputShapes(new Shape[] {shapes[0]})[0]);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] shapes) {
    return new Shape[] {
      new Shape(shapes[0].get(0), last.getOutputShapes(new Shape[] {shapes[0]})[0].get(1))
    };
  }
}
