/* Tables: some variables down, some across, the others held at a value. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { has } = S;
  /**
   * A table: some variables down, some across, the others held at a value. It gives heads and lines of
   * cells, and marks the best of each protocol, task, dataset, metric and scenario, with all that
   * cannot be told from it.
   */
  function pivot(cells, rows, columns) {
    const order = {};
    rows.concat(columns).forEach((variable) => {
      order[variable] = new Map();
      cells.forEach((cell) => {
        if (!order[variable].has(cell[variable])) {
          order[variable].set(cell[variable], order[variable].size);
        }
      });
    });
    const keys = (axis, list) => {
      const seen = new Map();
      list.forEach((cell) => {
        const key = axis.map((variable) => cell[variable]);
        seen.set(JSON.stringify(key), key);
      });
      return [...seen.values()].sort((a, b) => {
        for (let i = 0; i < axis.length; i++) {
          const way = order[axis[i]].get(a[i]) - order[axis[i]].get(b[i]);
          if (way) {
            return way;
          }
        }
        return 0;
      });
    };
    const floorsLast = rows.includes('embedding')
      ? cells.filter((c) => !c.floor).concat(cells.filter((c) => c.floor))
      : cells;
    const heads = keys(columns, cells);
    let lines = keys(rows, floorsLast);
    const floors = new Set(cells.filter((c) => c.floor).map((c) => JSON.stringify(rows.map((v) => c[v]))));
    lines = lines
      .filter((l) => !floors.has(JSON.stringify(l)))
      .concat(lines.filter((l) => floors.has(JSON.stringify(l))));
    const placed = new Map();
    cells.forEach((cell) => placed.set(JSON.stringify([rows.map((v) => cell[v]), columns.map((v) => cell[v])]), cell));
    // published beside ours: of what it was measured is not known here
    const measured = cells.some((cell) => cell.total > 0);
    const best = bests(cells.filter((cell) => !measured || cell.total > 0 || cell.dataset === 'mean rank'));
    return {
      rows,
      columns,
      heads,
      lines,
      at: (line, head) => placed.get(JSON.stringify([line, head])),
      isBest: (cell) => best.has(cell.at),
    };
  }

  /** The same rule as PivotTable.isAmongBest; numbers of another protocol do not compete. */
  function bests(cells) {
    const groups = new Map();
    cells.forEach((cell) => {
      if (has(cell.mean)) {
        const key = JSON.stringify([cell.protocol, cell.task, cell.dataset, cell.metric, cell.scenario]);
        if (!groups.has(key)) {
          groups.set(key, []);
        }
        groups.get(key).push(cell);
      }
    });
    const best = new Set();
    groups.forEach((rivals) => {
      if (
        rivals.every(
          (cell) => cell.group > 0 && cell.source === rivals[0].source && cell.experiment === rivals[0].experiment,
        ) &&
        rivals.some((cell) => cell.group === 1)
      ) {
        rivals.filter((cell) => cell.group === 1).forEach((cell) => best.add(cell.at));
      } else {
        const sign = rivals[0].greater ? 1 : -1;
        const most = Math.max(...rivals.map((cell) => sign * cell.mean));
        rivals.filter((cell) => sign * cell.mean >= most - 1e-12).forEach((cell) => best.add(cell.at));
      }
    });
    return best;
  }

  /** Headings of one level: neighbours that agree in it and all outer ones are one. */
  function spans(heads, level) {
    const out = [];
    heads.forEach((head, i) => {
      const same =
        i > 0 &&
        level < head.length - 1 &&
        JSON.stringify(heads[i - 1].slice(0, level + 1)) === JSON.stringify(head.slice(0, level + 1));
      if (same) {
        out[out.length - 1].width++;
      } else {
        out.push({ text: head.length ? head[level] : '', width: 1, from: i });
      }
    });
    return out;
  }

  /** Whether less is better in a column. */
  const isLess = (table, head) => {
    const cells = table.lines.map((line) => table.at(line, head)).filter(Boolean);
    return cells.length > 0 && cells.every((cell) => !cell.greater);
  };

  Object.assign(S, { pivot, spans, isLess });
})();
