/* The layout of a table: which variables go down, which across. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { cells } = S;
  const ACROSS = ['metric', 'scenario', 'task', 'dataset'];

  /** A fitting layout: models down, conditions across; one axis is never empty while the other has two. */
  function infer(to) {
    const order = [
      'source',
      'experiment',
      'embedding',
      'aggregation',
      'downstream',
      'task',
      'dataset',
      'metric',
      'scenario',
    ];
    const active = order.filter((v) => to.active.includes(v));
    to.columns = active.filter((v) => ACROSS.includes(v));
    to.rows = active.filter((v) => !ACROSS.includes(v));
    if (!to.rows.length && to.columns.length > 1) {
      to.rows = [to.columns.pop()];
    }
    if (!to.columns.length && to.rows.length > 1) {
      to.columns = [to.rows.pop()];
    }
    if (!to.rows.length && to.columns.length === 1) {
      to.rows = to.columns;
      to.columns = [];
    }
  }

  /** What the address says. */
  function read(to) {
    const { section, params } = S.readFragment();
    const known = (text) => (text || '').split('.').filter((v) => to.choices.includes(v));
    if (section !== 'table' || !known(params.rows).concat(known(params.columns)).length) {
      return;
    }
    to.rows = known(params.rows);
    to.columns = known(params.columns).filter((v) => !to.rows.includes(v));
    to.active = to.rows.concat(to.columns);
    to.choices.forEach((v) => {
      if (params[v] !== undefined && cells.some((c) => c[v] === params[v])) {
        to.held[v] = params[v];
      }
    });
    const sort = /^(-?\d+)([ud])$/.exec(params.sort || '');
    if (sort) {
      to.sort = { by: Number(sort[1]), up: sort[2] === 'u' };
    }
  }
  S.layout = { infer, read };
})();
