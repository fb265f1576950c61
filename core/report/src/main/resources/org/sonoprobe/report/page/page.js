/* What all parts of the page share. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { reactive } = Vue;
  const M = S.model();
  if (!M) {
    document.getElementById('report').textContent =
      'The file data/report.js is not beside this page, or damaged: keep the folder together, or make the report ' +
      'again (sonoprobe report).';
    return;
  }
  const { data, cells, places, variables, experiments } = M;
  if (!places.length && !data.board) {
    document.getElementById('report').textContent =
      'Nothing was scored. ' + (data.skipped || []).concat(data.notes || []).join(' · ');
    document.documentElement.dataset.ready = 'yes';
    return;
  }
  const distinct = (list) => [...new Set(list)];
  const CLEAN = 'clean';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const look = reactive({ turn: 0 });
  dark.addEventListener('change', () => {
    look.turn++;
  });

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      // a page on disk may not use the clipboard
      const area = document.createElement('textarea');
      area.value = text;
      document.body.appendChild(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  const cellsAt = (place) =>
    cells.filter((c) => c.experiment === place.experiment && c.dataset === place.dataset && c.source === place.source);
  const nameOf = (cell, own) => S.modelName(cell, distinct(own.map((c) => c.aggregation)).length);
  const modelKey = (name, own) => {
    const cell = own.find((c) => nameOf(c, own) === name);
    return cell ? [cell.embedding, cell.aggregation] : ['', ''];
  };
  const mean = (list) => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : NaN);

  Object.assign(S, {
    data,
    cells,
    places,
    variables,
    experiments,
    distinct,
    CLEAN,
    look,
    copyText,
    cellsAt,
    nameOf,
    modelKey,
    mean,
  });
})();
