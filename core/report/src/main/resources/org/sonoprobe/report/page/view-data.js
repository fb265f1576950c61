/* Training sizes and data. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { charts, data, distinct } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const { place } = view;
    // sizes, training, data
    const sizes = computed(() =>
      data.sizes.find((c) => c.experiment === place.value.experiment && c.dataset === place.value.dataset),
    );
    const sizeChart = (theme) => {
      const names = distinct(Object.values(sizes.value.models).flatMap((points) => points.map((p) => String(p[0]))));
      return charts.lines({
        look: theme,
        x: 'training tracks',
        y: sizes.value.metric,
        categories: names,
        curves: Object.entries(sizes.value.models).map(([name, points]) => ({
          name,
          points: points.map((p) => ({ x: String(p[0]), y: p[1] })),
        })),
      });
    };
    const card = computed(() =>
      data.data.find((d) => d.experiment === place.value.experiment && d.dataset === place.value.dataset),
    );
    const labelCounts = computed(() => (card.value && card.value.counts ? Object.entries(card.value.counts) : []));
    const labelChart = (theme) =>
      charts.bars({
        look: theme,
        names: labelCounts.value.map((l) => l[0]),
        x: 'tracks',
        series: ['train', 'validation', 'test'].map((name, i) => ({
          name,
          values: labelCounts.value.map((l) => l[1][i]),
        })),
      });

    return { sizes, sizeChart, card, labelCounts, labelChart };
  });
})();
