/* Maps of embeddings. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, charts, data } = S;
  const { computed, reactive, watch } = Vue;
  S.views.push((view) => {
    const { place, s } = view;
    // maps
    const maps = computed(() =>
      (data.maps || []).filter((m) => m.experiment === place.value.experiment && m.dataset === place.value.dataset),
    );
    const mapData = reactive({ points: null, bundle: null, picked: [], problem: '' });
    watch(
      () => [maps.value[s.map], s.place],
      async () => {
        const map = maps.value[s.map];
        mapData.points = null;
        mapData.problem = '';
        mapData.picked = [];
        if (!map) {
          return;
        }
        const entry = data.predictions.find(
          (p) => p.experiment === map.experiment && p.dataset === map.dataset && p.scenario === CLEAN,
        );
        try {
          const points = await S.load(map.file);
          const bundle = entry ? Vue.markRaw(await S.load(entry.file)) : null;
          if (maps.value[s.map] === map) {
            mapData.bundle = bundle;
            mapData.points = Vue.markRaw(points);
          }
        } catch (e) {
          mapData.problem = e.message;
        }
      },
      { immediate: true },
    );
    const mapChart = (theme) => {
      const map = maps.value[s.map];
      if (!mapData.points || !map) {
        return {};
      }
      const bundle = mapData.bundle;
      const line =
        bundle &&
        bundle.models.find(
          (m) => m.embedding === map.embedding && m.aggregation === map.aggregation && m.downstream === s.probe,
        );
      const groups = new Map();
      mapData.points.forEach((p) => {
        const at = bundle ? bundle.tracks.indexOf(p[0]) : -1;
        const name =
          s.colour === 'error'
            ? at < 0 || !line || line.chosen[at] < 0
              ? 'not tested'
              : line.chosen[at] === bundle.truth[at]
                ? 'right'
                : 'wrong'
            : p[3] || 'no label';
        if (!groups.has(name)) {
          groups.set(name, []);
        }
        groups.get(name).push({ x: p[1], y: p[2], key: p[0], tip: p[0] + ', ' + p[3] });
      });
      return charts.scatter({
        look: theme,
        onPlane: true,
        x: '',
        y: '',
        groups: [...groups].map(([name, points]) => ({ name, points })),
      });
    };
    const mapWords = computed(() => {
      const m = maps.value[s.map];
      return m ? m.words || '' : '';
    });

    return { maps, mapData, mapChart, mapWords };
  });
})();
