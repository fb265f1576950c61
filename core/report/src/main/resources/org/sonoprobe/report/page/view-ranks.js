/* Probes and ranks. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, charts, data, distinct, has, three } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const { bracket, cellOf, order, own, place, probes, s } = view;
    // probes and ranks
    const agreement = computed(() =>
      data.agreement
        .filter((line) => line.startsWith(place.value.experiment + ', ' + place.value.dataset + ', ' + s.metric + ':'))
        .map((line) => line.slice((place.value.experiment + ', ' + place.value.dataset + ', ').length)),
    );
    const slopes = (theme) => {
      const rank = (name, probe) => {
        const c = cellOf(name, CLEAN, probe);
        return c ? c.rank : NaN;
      };
      const built = charts.lines({
        look: theme,
        x: 'probe',
        y: 'rank',
        categories: probes.value,
        curves: order.value.map((name) => ({ name, points: probes.value.map((p) => ({ x: p, y: rank(name, p) })) })),
      });
      built.option.yAxis.inverse = true;
      built.option.yAxis.minInterval = 1;
      built.option.yAxis.min = 1;
      built.option.yAxis.nameLocation = 'start';
      return built;
    };
    const rankRows = computed(() =>
      data.ranks
        .filter(
          (r) =>
            r.experiment === place.value.experiment &&
            r.dataset === place.value.dataset &&
            r.metric === s.metric &&
            r.rank > 0 &&
            r.scenario === s.rankScenario,
        )
        .sort((a, b) => a.rank - b.rank),
    );
    const rankChart = (theme) =>
      charts.ranges({
        look: theme,
        x: 'rank',
        integer: true,
        rows: rankRows.value.slice(0, 60).map((r) => ({
          name:
            r.embedding +
            ' / ' +
            r.downstream +
            (distinct(own.value.map((c) => c.aggregation)).length > 1 ? ' / ' + r.aggregation : ''),
          value: r.rank,
          low: r.rank_high || NaN,
          high: r.rank_low || NaN,
          grey: r.group !== 1 && r.group !== 0,
          note:
            has(r.behind) && r.behind !== 0
              ? 'behind the best by ' +
                three(r.behind) +
                bracket(r.behind_low, r.behind_high) +
                ', p ' +
                (r.p < 0.001 ? 'under 0.001' : three(r.p))
              : '',
        })),
      });
    const critical = computed(() => {
      const c = data.critical;
      return c && c.models.length > 1 ? c : null;
    });
    const criticalChart = (theme) =>
      charts.ranges({
        look: theme,
        x: 'mean rank',
        rows: critical.value.models.map((m) => ({
          name: m.name,
          value: m.rank,
          low: m.rank - critical.value.distance / 2,
          high: m.rank + critical.value.distance / 2,
          grey: m.rank > critical.value.models[0].rank + critical.value.distance,
        })),
      });

    return { agreement, slopes, rankRows, rankChart, critical, criticalChart };
  });
})();
