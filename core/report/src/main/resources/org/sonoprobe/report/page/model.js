/* What the files in data/ hold, by name. Nothing here computes a score. */
(function () {
  'use strict';
  const taken = {};
  const waiting = {};

  /** Hands over a part of the data: each file in data/ calls it. */
  function take(name, data) {
    taken[name] = data;
    (waiting[name] || []).forEach((told) => told.resolve(data));
    delete waiting[name];
  }

  /** A part of the data, read when it is needed. A page on disk cannot fetch, but it can run scripts. */
  function load(name) {
    if (taken[name]) {
      return Promise.resolve(taken[name]);
    }
    return new Promise((resolve, reject) => {
      const first = !waiting[name];
      (waiting[name] = waiting[name] || []).push({ resolve, reject });
      if (first) {
        const script = document.createElement('script');
        script.src = 'data/' + name + '.js';
        script.onload = () => { // a torn file runs and hands over nothing
          (waiting[name] || []).forEach((told) => told.reject(new Error('data/' + name + '.js is damaged; make the report again')));
          delete waiting[name];
        };
        script.onerror = () => {
          (waiting[name] || []).forEach((told) =>
            told.reject(new Error('data/' + name + '.js is not beside this page; keep the folder together')));
          delete waiting[name];
        };
        document.head.appendChild(script);
      }
    });
  }

  const has = (value) => typeof value === 'number' && !Number.isNaN(value);

  /** The report with its numbers as objects. */
  function model() {
    const data = taken.report;
    if (!data) {
      return null;
    }
    const variables = Object.keys(data.variables);
    const width = variables.length;
    const cells = data.cells.map((line, at) => {
      const cell = { at };
      variables.forEach((variable, i) => { cell[variable] = data.variables[variable][line[i]]; });
      data.numbers.forEach((number, i) => {
        const value = line[width + i];
        cell[number] = typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value;
      });
      return cell;
    });
    const experiments = new Map((data.experiments || []).map((each) => [each.name, each]));
    const places = [];
    cells.forEach((cell) => {
      if (!places.some((p) => p.experiment === cell.experiment && p.dataset === cell.dataset && p.source === cell.source)) {
        places.push({ experiment: cell.experiment, dataset: cell.dataset, task: cell.task, source: cell.source });
      }
    });
    return { data, variables, cells, experiments, places };
  }

  /** Whether a score cannot be told from chance. */
  const atChance = (cell) => cell.at_chance === 1;

  /** What an object has of its own under a name, whatever the name. */
  const own = (object, name) => (object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined);

  const three = (value) => (has(value) ? tidy(Math.abs(value) > 1 && Number.isInteger(value) ? String(value) : value.toFixed(3)) : '–');
  const two = (value, fine) => tidy(value.toFixed(fine ? 3 : 2));
  const tidy = (text) => (/^-0(\.0+)?$/.test(text) ? text.slice(1) : text).replace('-', '−');
  const interval = (low, high) => (has(low) && has(high) ? two(low, high - low < 0.02) + (low < 0 ? ' to ' : '–') + two(high, high - low < 0.02) : '');
  const shown = (scenario) => (scenario === 'clean' ? 'clean' : scenario);
  const modelName = (cell, aggregations) => cell.embedding + (aggregations > 1 ? ' · ' + cell.aggregation : '');

  /**
   * A table: some variables down, some across, the others held at a value. It gives heads and lines of
   * cells, and marks the best of each source, experiment, dataset, metric and scenario, with all that
   * cannot be told from it.
   */
  function pivot(cells, rows, columns) {
    const order = {};
    rows.concat(columns).forEach((variable) => {
      order[variable] = new Map();
      cells.forEach((cell) => { if (!order[variable].has(cell[variable])) { order[variable].set(cell[variable], order[variable].size); } });
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
          if (way) { return way; }
        }
        return 0;
      });
    };
    const floorsLast = rows.includes('embedding') ? cells.filter((c) => !c.floor).concat(cells.filter((c) => c.floor)) : cells;
    const heads = keys(columns, cells);
    let lines = keys(rows, floorsLast);
    const floors = new Set(cells.filter((c) => c.floor).map((c) => JSON.stringify(rows.map((v) => c[v]))));
    lines = lines.filter((l) => !floors.has(JSON.stringify(l))).concat(lines.filter((l) => floors.has(JSON.stringify(l))));
    const placed = new Map();
    cells.forEach((cell) => placed.set(JSON.stringify([rows.map((v) => cell[v]), columns.map((v) => cell[v])]), cell));
    // published beside ours: of what it was measured is not known here
    const measured = cells.some((cell) => cell.total > 0);
    const best = bests(cells.filter((cell) => !measured || cell.total > 0 || cell.dataset === 'mean rank'));
    return {
      rows, columns, heads, lines,
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
        if (!groups.has(key)) { groups.set(key, []); }
        groups.get(key).push(cell);
      }
    });
    const best = new Set();
    groups.forEach((rivals) => {
      if (rivals.every((cell) => cell.group > 0 && cell.source === rivals[0].source && cell.experiment === rivals[0].experiment) && rivals.some((cell) => cell.group === 1)) {
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
      const same = i > 0 && level < head.length - 1 && JSON.stringify(heads[i - 1].slice(0, level + 1)) === JSON.stringify(head.slice(0, level + 1));
      if (same) { out[out.length - 1].width++; } else { out.push({ text: head.length ? head[level] : '', width: 1, from: i }); }
    });
    return out;
  }

  const PUNCTUATION = { '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', $: '\\$', '&': '\\&', '#': '\\#', _: '\\_', '%': '\\%', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}', '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}', '"': "''", '°': '\\textdegree{}', '–': '--', '±': '$\\pm$', '↓': '$\\downarrow$', '−': '$-$' };
  const latex = (text) => [...String(text).replace(/\s+/g, ' ').replace(/^(?=[[*])/, '{}')].map((one) => PUNCTUATION[one] || one).join('');
  const markdown = (text) => String(text).replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\|/g, '&#124;').replace(/\\/g, '&#92;').replace(/\[/g, '&#91;').replace(/`/g, '&#96;').replace(/\*/g, '&#42;').replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '&#95;');
  const csv = (text) => {
    const plain = /^[=+\-@]/.test(String(text)) && Number.isNaN(Number(text)) ? "'" + text : String(text);
    return /[",\r\n]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain;
  };

  // texts are those of Java, so that page and files say the same
  const number = (cell) => (cell ? cell.text.replace('-', '−') : '–');
  const certainty = (cell) => (cell ? cell.sure : '');

  /** Whether less is better in a column. */
  const isLess = (table, head) => { const cells = table.lines.map((line) => table.at(line, head)).filter(Boolean); return cells.length > 0 && cells.every((cell) => !cell.greater); };

  /**
   * A table in another language.
   *
   * @param held pairs of a variable and the value that it is held at
   */
  function write(table, language, held) {
    const fixed = held || [];
    const head = (h) => h.map(shown).join(' ') + (isLess(table, h) ? ' ↓' : '');
    if (language === 'csv') {
      return [fixed.map((f) => f[0]).concat(table.rows, table.heads.map((h) => h.join(' / '))).map(csv).join(',')]
        .concat(table.lines.map((line) => fixed.map((f) => f[1]).concat(line, table.heads.map((h) => { const cell = table.at(line, h); return cell && has(cell.mean) ? cell.mean : ''; })).map(csv).join(',')))
        .join('\n') + '\n';
    }
    if (language === 'latex') {
      const names = Math.max(1, table.rows.length);
      const out = ['% needs \\usepackage[T1]{fontenc}\\usepackage{booktabs,textcomp}'].concat(fixed.length ? ['% ' + fixed.map((f) => f.join(' ')).join(', ').replace(/\s+/g, ' ')] : [], [ '\\begin{tabular}{' + 'l'.repeat(names) + 'r'.repeat(table.heads.length) + '}', '\\toprule']);
      const levels = Math.max(1, table.columns.length);
      for (let level = 0; level < levels; level++) {
        const own = spans(table.heads, level);
        out.push(Array.from({ length: names }, (_, n) => (level === levels - 1 && table.rows[n] ? latex(table.rows[n]) : '')).concat(own.map((s) => (s.width > 1 ? '\\multicolumn{' + s.width + '}{c}{' + latex(shown(s.text)) + '}' : latex(shown(s.text))))).join(' & ') + ' \\\\');
      }
      out.push('\\midrule');
      table.lines.forEach((line) => out.push((line.length ? line : ['']).map(latex).concat(table.heads.map((h) => {
        const cell = table.at(line, h);
        const text = latex(number(cell));
        return (cell && table.isBest(cell) ? '\\textbf{' + text + '}' : text) + (certainty(cell) ? '{\\footnotesize\\ ' + latex(certainty(cell)) + '}' : '');
      })).join(' & ') + ' \\\\'));
      return out.concat('\\bottomrule', '\\end{tabular}', '').join('\n');
    }
    const names = table.rows.length ? table.rows : [''];
    return (fixed.length ? [markdown(fixed.map((f) => f.join(' ')).join(', ')), ''] : []).concat(['| ' + names.concat(table.heads.map(head)).map(markdown).join(' | ') + ' |', '|' + names.map(() => ':--').concat(table.heads.map(() => '--:')).join('|') + '|'])
      .concat(table.lines.map((line) => '| ' + (line.length ? line : ['']).map(markdown).concat(table.heads.map((h) => {
        const cell = table.at(line, h);
        const mark = cell && table.isBest(cell) ? '**' : '';
        return mark + number(cell) + mark + (certainty(cell) ? ' ' + certainty(cell) : '');
      })).join(' | ') + ' |'))
      .join('\n') + '\n';
  }

  window.sonoprobe = { take, load, model, atChance, own, isLess, has, three, interval, shown, modelName, pivot, spans, write, number, certainty };
})();
