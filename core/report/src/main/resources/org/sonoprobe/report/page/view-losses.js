/* What breaks a model. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, atChance, charts, data, distinct, has, mean, three } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const { byMetric, cellOf, experiment, order, own, place, s, scenarios } = view;
    const drops = computed(() =>
      data.drops
        .filter(
          (d) => d.experiment === place.value.experiment && d.dataset === place.value.dataset && d.metric === s.metric,
        )
        .map((d) => {
          const copy = {};
          Object.keys(d).forEach((k) => {
            copy[k] = d[k] === 'NaN' ? NaN : d[k];
          });
          return copy;
        }),
    );
    const ownDrops = (scenario) =>
      drops.value.filter((d) => d.scenario === scenario && d.downstream === s.probe && has(d.relative));
    const text = (scenario) => {
      const known = (experiment.value.scenarios || []).find((e) => e.name === scenario);
      return known ? known.text : '';
    };
    const levels = computed(() => new Map(Object.entries(S.own(data.levels, place.value.experiment) || {})));
    const lossScenarios = computed(() =>
      scenarios.value
        .filter((c) => c !== CLEAN && !levels.value.get(c) && ownDrops(c).length)
        .map((name) => ({ name, text: text(name) })),
    );
    const bracket = (low, high) => (has(low) && has(high) ? ' [' + S.three(low) + ', ' + S.three(high) + ']' : '');
    const families = computed(() => {
      const sweeps = distinct([...levels.value.values()].map((l) => l[0]));
      return sweeps.map((sweep) => ({
        sweep,
        points: scenarios.value
          .filter((c) => levels.value.get(c) && levels.value.get(c)[0] === sweep)
          .map((c) => ({ scenario: c, level: levels.value.get(c)[1] }))
          .sort((a, b) => a.level - b.level),
        lines: data.curves
          .filter(
            (c) =>
              c.experiment === place.value.experiment &&
              c.dataset === place.value.dataset &&
              c.metric === s.metric &&
              c.sweep === sweep &&
              c.downstream === s.probe,
          )
          .map(
            (c) =>
              c.embedding +
              (distinct(own.value.map((x) => x.aggregation)).length > 1 ? ' · ' + c.aggregation : '') +
              ': ' +
              (c.area === 'NaN'
                ? 'no area, ' + c.why
                : three(c.clean) +
                  ' on clean audio, of which above chance ' +
                  three(c.area) +
                  bracket(c.area_low, c.area_high) +
                  ' is kept on average; ' +
                  (c.half === 'NaN'
                    ? 'half is never lost'
                    : 'half is lost ' +
                      (c.half_before ? 'before ' : 'at ') +
                      Number(c.half.toFixed(2)) +
                      (c.half_before
                        ? ''
                        : has(c.half_low)
                          ? bracket(c.half_low, c.half_high)
                          : ' (by these tracks it may be nowhere)'))),
          ),
      }));
    });
    const sweepChart = (family) => (theme) =>
      charts.lines({
        look: theme,
        x: family.sweep,
        y: s.metric,
        chance: mean(byMetric.value.map((c) => c.chance).filter(has)),
        curves: order.value.map((name) => {
          const clean = cellOf(name, CLEAN);
          const curve = data.curves.find(
            (c) =>
              c.sweep === family.sweep &&
              c.experiment === place.value.experiment &&
              c.dataset === place.value.dataset &&
              c.metric === s.metric &&
              c.downstream === s.probe &&
              [c.embedding, c.aggregation].join('\n') === S.key(name).join('\n'),
          );
          return {
            name,
            grey: clean && atChance(clean),
            mark: curve && curve.half !== 'NaN' ? curve.half : NaN,
            points: family.points.map((p) => {
              const c = cellOf(name, p.scenario);
              return { x: p.level, y: c ? c.mean : NaN, low: c ? c.low : NaN, high: c ? c.high : NaN };
            }),
          };
        }),
      });
    const nothingToLose = computed(() => drops.value.length > 0 && drops.value.every((d) => !has(d.relative)));
    const lossRange = computed(() => {
      const all = lossScenarios.value
        .flatMap((l) => ownDrops(l.name))
        .flatMap((d) => [d.relative, d.relative_low, d.relative_high])
        .filter(has);
      return [Math.floor(10 * Math.min(0, ...all)) / 10, Math.ceil(10 * Math.max(1, ...all)) / 10];
    });
    const lossChart = (scenario) => (theme) =>
      charts.ranges({
        look: theme,
        x: 'share lost',
        zero: true,
        range: lossRange.value,
        rows: ownDrops(scenario)
          .sort((a, b) => a.relative - b.relative)
          .map((d) => ({
            name: S.modelName(d, distinct(own.value.map((c) => c.aggregation)).length),
            value: d.relative,
            low: d.relative_low,
            high: d.relative_high,
            grey: has(d.low) && d.low <= 0 && d.high >= 0,
            note: has(d.low) && d.low <= 0 && d.high >= 0 ? 'no loss can be shown' : '',
          })),
      });
    const plainScenarios = computed(() => scenarios.value.filter((c) => !levels.value.get(c)));
    const dots = (theme) =>
      plainScenarios.value.length === 1 && families.value.length
        ? sweepChart(families.value[0])(theme)
        : charts.dots({
            rows: order.value,
            scenarios: plainScenarios.value,
            metric: s.metric,
            cellOf: (name, scenario) => cellOf(name, scenario),
            look: theme,
          });
    const dotTable = computed(() =>
      S.pivot(
        byMetric.value.filter((c) => c.downstream === s.probe),
        distinct(own.value.map((c) => c.aggregation)).length > 1 ? ['embedding', 'aggregation'] : ['embedding'],
        ['scenario'],
      ),
    );

    return {
      drops,
      ownDrops,
      text,
      levels,
      lossScenarios,
      bracket,
      families,
      sweepChart,
      nothingToLose,
      lossRange,
      lossChart,
      plainScenarios,
      dots,
      dotTable,
    };
  });
})();
