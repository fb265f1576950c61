/* The report with its numbers as objects. Nothing here computes a score. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  /** The report with its numbers as objects. */
  function model() {
    const data = S.report();
    if (!data) {
      return null;
    }
    const variables = Object.keys(data.variables);
    const width = variables.length;
    const cells = data.cells.map((line, at) => {
      const cell = { at };
      variables.forEach((variable, i) => {
        cell[variable] = data.variables[variable][line[i]];
      });
      data.numbers.forEach((number, i) => {
        const value = line[width + i];
        cell[number] = typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value;
      });
      return cell;
    });
    const experiments = new Map((data.experiments || []).map((each) => [each.name, each]));
    const places = [];
    cells.forEach((cell) => {
      if (
        !places.some((p) => p.experiment === cell.experiment && p.dataset === cell.dataset && p.source === cell.source)
      ) {
        places.push({ experiment: cell.experiment, dataset: cell.dataset, task: cell.task, source: cell.source });
      }
    });
    return { data, variables, cells, experiments, places };
  }

  Object.assign(S, { model });
})();
