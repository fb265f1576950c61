package org.sonoprobe.datasets;

import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Parameter;

/**
 * The layout of a table of tracks: names of columns, or of fields.
 *
 * @param path the audio file's path; {@code path} unless set
 * @param label the label, the tags or the numbers; {@code label} unless set
 * @param labels several columns instead, one for each class (0 or 1, for a multilabel task or a
 *     multiclass one with a single 1) or each number of a regression; none unless set
 * @param split train, validation or test, or fold numbers; {@code split}, if there is such a
 *     column, unless set
 * @param group what must not be torn apart (artist, singer); {@code group}, if there is such a
 *     column, unless set
 * @param id track ids; the path is the id unless set, with the stretch behind it where there is one
 * @param start where in its file a track begins, in seconds; {@code start}, if there is such a
 *     column, unless set
 * @param end where in its file a track ends, in seconds, the end of the file where it is empty;
 *     {@code end}, if there is such a column, unless set
 */
public record Columns(
    @Parameter(name = "path_column") String path,
    @Parameter(name = "label_column") String label,
    @Parameter(name = "label_columns") List<String> labels,
    @Parameter(name = "split_column") Optional<String> split,
    @Parameter(name = "group_column") Optional<String> group,
    @Parameter(name = "id_column", none = "") Optional<String> id,
    @Parameter(name = "start_column") Optional<String> start,
    @Parameter(name = "end_column") Optional<String> end) {

  public Columns {
    labels = List.copyOf(labels);
  }

  /** Columns {@code path} and {@code label}, and perhaps those that have a usual name. */
  public Columns() {
    this("path", "label");
  }

  /** Other names for the two columns that every table has. */
  public Columns(String path, String label) {
    this(
        path,
        label,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with ids in a column. */
  public Columns withId(String column) {
    return new Columns(path, label, labels, split, group, Optional.of(column), start, end);
  }

  /** The same with groups in a column. */
  public Columns withGroup(String column) {
    return new Columns(path, label, labels, split, Optional.of(column), id, start, end);
  }

  /** The same with several columns of labels. */
  public Columns withLabels(String... columns) {
    return new Columns(path, label, List.of(columns), split, group, id, start, end);
  }
}
