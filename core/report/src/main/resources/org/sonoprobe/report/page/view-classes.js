/* Scores of classes, and what was predicted. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, charts, data } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const { byMetric, cellOf, place, plainScenarios, s, scenarios, sign } = view;
    // classes
    const classIndex = new Map(data.classes.map((c) => [c.cell, c]));
    const hasClasses = computed(() => byMetric.value.some((c) => classIndex.has(c.at)));
    const classRows = computed(() => {
      const a = cellOf(s.model, CLEAN);
      const b = cellOf(s.model, s.scenario);
      const x = a && classIndex.get(a.at);
      const y = b && classIndex.get(b.at);
      if (!x) {
        return [];
      }
      const several = scenarios.value.length > 1 && y;
      const rows = x.parts.map((part, i) => ({
        key: part,
        name: part + ' (' + x.tracks[i] + ')',
        tracks: x.tracks[i],
        from: x.values[i] === 'NaN' ? NaN : x.values[i],
        to: several ? (y.values[y.parts.indexOf(part)] === 'NaN' ? NaN : y.values[y.parts.indexOf(part)]) : NaN,
      }));
      return rows.sort(
        (p, q) =>
          (s.byLoss && several ? sign.value * (q.from - q.to - (p.from - p.to)) : sign.value * (p.from - q.from)) || 0,
      );
    });
    const classChart = (theme) =>
      charts.pairs({
        look: theme,
        rows: classRows.value,
        x: s.metric,
        from: CLEAN,
        to: scenarios.value.length > 1 ? s.scenario : '',
        place:
          plainScenarios.value.indexOf(s.scenario) < 0
            ? scenarios.value.indexOf(s.scenario)
            : plainScenarios.value.indexOf(s.scenario),
      });

    // what was predicted
    const kind = computed(() => {
      const entry = data.predictions.find(
        (p) => p.experiment === place.value.experiment && p.dataset === place.value.dataset,
      );
      return entry ? entry.kind : '';
    });

    return { classIndex, hasClasses, classRows, classChart, kind };
  });
})();
