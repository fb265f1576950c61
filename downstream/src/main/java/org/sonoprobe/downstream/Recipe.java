package org.sonoprobe.downstream;

import java.util.List;

/**
 * The architecture and training of a network, whatever it is for.
 *
 * @param hiddenUnits sizes of hidden layers, or rules
 * @param activation of hidden layers
 * @param regularization what keeps it from learning its training part by heart
 * @param optimization how weights are changed
 * @param schedule how long, and on what
 * @param link what becomes of the last layer's numbers; decides the loss
 */
record Recipe(
    List<String> hiddenUnits,
    Activation activation,
    Classifier.Regularization regularization,
    Classifier.Optimization optimization,
    Classifier.Schedule schedule,
    Link link) {}
