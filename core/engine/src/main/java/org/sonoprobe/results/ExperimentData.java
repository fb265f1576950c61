package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts that a run keeps of one of its datasets, for reports: texts and counts, read back
 * without the dataset being there.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name in it
 * @param summary the dataset in a line
 * @param split the split whose parts are counted; empty if there is none
 * @param counts for each label how many tracks it has in training, validation and test
 * @param audited whether the data were audited
 * @param findings of the audit, the gravest first
 */
public record ExperimentData(
    String experiment,
    String dataset,
    String summary,
    String split,
    Map<String, List<Integer>> counts,
    boolean audited,
    List<String> findings) {
  public ExperimentData {
    counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    findings = List.copyOf(findings);
  }

  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("experiment", experiment);
    data.put("dataset", dataset);
    data.put("summary", summary);
    data.put("split", split);
    data.put("counts", counts);
    data.put("audited", audited);
    data.put("findings", findings);
    return data;
  }

  static ExperimentData read(Map<?, ?> data) {
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    if (data.get("counts") instanceof Map<?, ?> map) {
      map.forEach(
          (label, numbers) -> {
            List<Integer> each = new ArrayList<>();
            if (numbers instanceof List<?> list) {
              list.forEach(number -> each.add(number instanceof Number n ? n.intValue() : 0));
            }
            counts.put(String.valueOf(label), each);
          });
    }
    List<String> findings = new ArrayList<>();
    if (data.get("findings") instanceof List<?> list) {
      list.forEach(line -> findings.add(String.valueOf(line)));
    }
    return new ExperimentData(
        String.valueOf(data.get("experiment")),
        String.valueOf(data.get("dataset")),
        String.valueOf(data.get("summary")),
        String.valueOf(data.get("split")),
        counts,
        Boolean.TRUE.equals(data.get("audited")),
        findings);
  }
}
