/* What is chosen, and what belongs to it. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, cellsAt, data, distinct, has, modelKey, nameOf, places } = S;
  const { computed, reactive, watch } = Vue;
  S.views = [];
  const params = S.readFragment().params;
  const first = Math.min(Math.max(0, Math.trunc(Number(params.e)) || 0), places.length - 1);
  const s = reactive({
    place: first,
    metric: '',
    probe: '',
    model: '',
    scenario: '',
    byLoss: false,
    map: 0,
    colour: 'label',
    rankScenario: CLEAN,
    said: '',
  });
  S.views.push(() => {
    const place = computed(() => places[s.place]);
    const own = computed(() => cellsAt(place.value));
    const experiment = computed(
      () => S.experiments.get(place.value.experiment) || { scenarios: [], legend: [], metrics: [] },
    );
    const metrics = computed(() => distinct(own.value.map((c) => c.metric)));
    const probes = computed(() => distinct(own.value.map((c) => c.downstream)));
    const scenarios = computed(() => distinct(own.value.map((c) => c.scenario)));
    const models = computed(() => distinct(own.value.map((c) => nameOf(c, own.value))));
    const byMetric = computed(() => own.value.filter((c) => c.metric === s.metric));
    const less = computed(() => byMetric.value.length > 0 && !byMetric.value[0].greater);
    const sign = computed(() => (less.value ? -1 : 1));
    const bestOf = (list) => list.filter((c) => has(c.mean)).sort((a, b) => sign.value * (b.mean - a.mean))[0];
    const bestProbe = computed(() => {
      const found = data.answers.find(
        (a) => a.experiment === place.value.experiment && a.dataset === place.value.dataset,
      );
      return found && probes.value.includes(found.probe) ? found.probe : probes.value[0];
    });
    const cellOf = (name, scenario, probe, metric) =>
      own.value.find(
        (c) =>
          nameOf(c, own.value) === name &&
          c.scenario === scenario &&
          c.downstream === (probe || s.probe) &&
          c.metric === (metric || s.metric),
      );
    S.key = (name) => modelKey(name, own.value);

    /** What is chosen stays where it is there, and else is the first or the best. */
    function settle(fresh) {
      if (!metrics.value.includes(s.metric)) {
        s.metric = (fresh && metrics.value.includes(params.m) && params.m) || metrics.value[0];
      }
      if (!probes.value.includes(s.probe) || fresh) {
        s.probe = (fresh && probes.value.includes(params.p) && params.p) || bestProbe.value;
      }
      const best = bestOf(byMetric.value.filter((c) => c.scenario === CLEAN && c.downstream === s.probe));
      if (!models.value.includes(s.model) || fresh) {
        s.model =
          (fresh && models.value.includes(params.model) && params.model) ||
          (best ? nameOf(best, own.value) : models.value[0]);
      }
      if (!scenarios.value.slice(1).includes(s.scenario)) {
        s.scenario = (fresh && scenarios.value.includes(params.s) && params.s) || scenarios.value[1] || CLEAN;
      }
      if (!scenarios.value.includes(s.rankScenario)) {
        s.rankScenario = scenarios.value[0];
      }
      s.map = 0;
      if (!data.predictions.some((p) => p.experiment === place.value.experiment && p.kind === 'class')) {
        s.colour = 'label';
      }
    }
    settle(true);
    watch(
      () => s.place,
      () => {
        s.probe = '';
        s.model = '';
        settle(false);
      },
    );
    const share = () => {
      S.shared = { e: s.place, m: s.metric, p: s.probe, model: s.model, s: s.scenario };
    };
    share();
    watch(
      () => [s.place, s.metric, s.probe, s.model, s.scenario],
      () => {
        share();
        const { section } = S.readFragment();
        if (section !== 'table') {
          S.fragment(section || 'answer', []);
        }
      },
    );

    const order = computed(() => {
      const clean = (name) => {
        const c = cellOf(name, CLEAN);
        return c && has(c.mean) ? sign.value * c.mean : -Infinity;
      };
      const floor = (name) =>
        own.value.some((c) => nameOf(c, own.value) === name && c.floor && c.downstream === s.probe);
      return [...models.value].sort((a, b) => floor(a) - floor(b) || clean(b) - clean(a));
    });
    return {
      s,
      place,
      own,
      experiment,
      metrics,
      probes,
      scenarios,
      models,
      byMetric,
      less,
      sign,
      bestOf,
      bestProbe,
      cellOf,
      settle,
      share,
      order,
    };
  });
})();
