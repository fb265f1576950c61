/* Costs and measures. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, charts, data } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const { cellOf, models, place, s } = view;
    // costs
    const costs = computed(() => {
      const known = new Map(data.costs.map((each) => [each.cell, each]));
      return models.value
        .map((name) => {
          const c = cellOf(name, CLEAN);
          const cost = c && known.get(c.at);
          return (
            cost && {
              name,
              score: c.mean,
              milliseconds: cost.milliseconds,
              dimension: cost.dimension,
              front: cost.front,
            }
          );
        })
        .filter(Boolean);
    });
    const costChart = (theme) => {
      const built = charts.scatter({
        look: theme,
        x: 'ms a track',
        y: s.metric,
        groups: [
          {
            name: 'on the front',
            labels: true,
            size: 11,
            points: costs.value
              .filter((c) => c.front)
              .map((c) => ({ x: c.milliseconds, y: c.score, label: c.name, tip: c.name })),
          },
          {
            name: 'another is faster and better',
            labels: true,
            size: 9,
            points: costs.value
              .filter((c) => !c.front)
              .map((c) => ({ x: c.milliseconds, y: c.score, label: c.name, tip: c.name })),
          },
        ].filter((g) => g.points.length),
      });
      const times = costs.value.map((c) => c.milliseconds);
      if (Math.max(...times) > 30 * Math.min(...times)) {
        built.option.xAxis.type = 'log';
      } else {
        built.option.xAxis.scale = false;
      }
      return built;
    };

    // measures
    const measures = computed(() => {
      const groups = new Map();
      data.measures
        .filter((m) => m.experiment === place.value.experiment && m.dataset === place.value.dataset)
        .forEach((m) => {
          const kindOf = m.measure.slice(0, m.measure.indexOf(': '));
          const what = m.measure.slice(kindOf.length + 2);
          const title = m.scenario ? kindOf + ': ' + what : kindOf + ' over ' + m.sweep;
          if (!groups.has(title)) {
            groups.set(title, { title, columns: [], models: new Map() });
          }
          const g = groups.get(title);
          const column = m.scenario || what;
          if (!g.columns.includes(column)) {
            g.columns.push(column);
          }
          const model = m.embedding + (m.aggregation === 'mean' ? '' : ' / ' + m.aggregation);
          if (!g.models.has(model)) {
            g.models.set(model, new Map());
          }
          g.models.get(model).set(column, m);
        });
      return [...groups.values()].map((g) => ({
        title: g.title,
        columns: g.columns,
        lines: [...g.models].map(([model, by]) => ({ model, values: g.columns.map((c) => by.get(c)) })),
      }));
    });

    return { costs, costChart, measures };
  });
})();
