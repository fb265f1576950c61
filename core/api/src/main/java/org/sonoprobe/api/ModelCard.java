package org.sonoprobe.api;

import java.util.List;
import java.util.Locale;

/**
 * A description of a published embedding model.
 *
 * @param title its name and version
 * @param design how it is built and was trained
 * @param trainedOn the datasets that it was trained on, each by a name such as {@code
 *     magnatagatune}; scores on these are contaminated
 * @param dimension length of a vector
 * @param origin whose it is, and under which terms
 */
public record ModelCard(
    String title, Design design, List<String> trainedOn, int dimension, Origin origin) {

  /**
   * The architecture and training of a model.
   *
   * @param architecture such as {@code CNN}
   * @param paradigm such as {@code tagging} or {@code masked language model}
   * @param input such as {@code mel spectrogram} or {@code waveform}
   * @param parameters about how many; 0 if unknown
   */
  public record Design(String architecture, String paradigm, String input, long parameters) {}

  /**
   * The source and licence of a model.
   *
   * @param licence of the weights, such as {@code CC BY-NC-SA 4.0}
   * @param citation what to cite
   * @param source where the weights are published
   */
  public record Origin(String licence, String citation, String source) {}

  public ModelCard {
    trainedOn = List.copyOf(trainedOn);
  }

  /** Whether its weights must not be used commercially, told by their licence. */
  public boolean nonCommercial() {
    return origin.licence.toUpperCase(Locale.ROOT).matches(".*\\bNC\\b.*");
  }

  /**
   * Whether it was trained on a dataset.
   *
   * @param dataset a component's name or a label of it, in whatever spelling
   */
  public boolean isTrainedOn(String dataset) {
    return trainedOn.stream().anyMatch(each -> plain(each).equals(plain(dataset)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
