/* Charts as options of ECharts: what is drawn is what it is given. */
(function () {
  'use strict';
  const { has, three, interval, atChance } = window.sonoprobe;
  // Okabe and Ito's colours, which people with any colour vision tell apart; shapes say the same again
  const LIGHT = ['#0072b2', '#d55e00', '#007a59', '#a8467f', '#8a5a00', '#2b7ca3', '#5d5d5d', '#6b4fbb'];
  const DARK = ['#56b4e9', '#ff9d5c', '#2fd0a0', '#e69ac4', '#f0c04a', '#9cd3f2', '#c9c9c9', '#b7a4f5'];
  const SHAPES = ['circle', 'rect', 'triangle', 'diamond'];

  /** How the n-th of several is drawn: no two of 64 alike, hollow ones among them. */
  function mark(n, look, colour) {
    const paint = colour || look.colours[n % 8];
    const shape = SHAPES[(n + Math.floor(n / 8)) % 4];
    const round = Math.floor(n / 8);
    const hollow = round % 2 !== Math.floor(round / 4) % 2;
    return { symbol: shape, itemStyle: hollow ? { color: look.ground, borderColor: paint, borderWidth: 2 } : { color: paint } };
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const dark = value('--dark') === '1';
    return { ink: value('--ink'), soft: value('--soft'), line: value('--line'), ground: value('--ground'), accent: value('--accent'), colours: dark ? DARK : LIGHT };
  }

  const axis = (look, more) => Object.assign({
    axisLabel: { color: look.ink, fontSize: 12, hideOverlap: true }, nameTextStyle: { color: look.ink, fontSize: 12 },
    axisLine: { onZero: false, lineStyle: { color: look.soft } }, splitLine: { lineStyle: { color: look.line } },
  }, more);

  const base = (look) => ({
    animation: false, textStyle: { fontFamily: 'system-ui, sans-serif', color: look.ink },
    aria: { enabled: false },
    tooltip: { trigger: 'item', confine: true, backgroundColor: look.ground, borderColor: look.soft, textStyle: { color: look.ink, fontSize: 12 }, extraCssText: 'white-space:normal;max-width:22rem' },
  });

  /** Text that a tooltip, which is HTML, shows as text. */
  const plain = (text) => echarts.format.encodeHTML(String(text));

  function whiskers(points, look, vertical) {
    return {
      type: 'custom', silent: true, z: 1, tooltip: { show: false },
      data: points.map((p) => [p.x, p.y, p.low, p.high, p.colour, p.offset || 0]),
      encode: vertical ? { x: 0, y: [2, 3] } : { x: [2, 3], y: 1 },
      renderItem(params, api) {
        if (!has(api.value(2))) { return null; }
        const a = vertical ? api.coord([api.value(0), api.value(2)]) : api.coord([api.value(2), api.value(1)]);
        const b = vertical ? api.coord([api.value(0), api.value(3)]) : api.coord([api.value(3), api.value(1)]);
        const point = points[params.dataIndex];
        const move = point.offset || 0;
        return { type: 'line', shape: vertical ? { x1: a[0], y1: a[1], x2: b[0], y2: b[1] } : { x1: a[0], y1: a[1] + move, x2: b[0], y2: b[1] + move }, style: { stroke: point.colour, lineWidth: 1.5, opacity: 0.75 } };
      },
    };
  }

  const scenarioColour = (scenario, place, look) => (scenario === 'clean' ? look.ink : look.colours[(place + 7) % 8]);

  /** A scenario looks alike in each chart: clean is a hollow circle. */
  function scenarioMark(scenario, place, look) {
    return scenario === 'clean' ? { symbol: 'circle', itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 } } : mark(place, look, scenarioColour(scenario, place, look));
  }

  /** For each model a row, for each scenario a dot with its interval; chance as a line. */
  function dots({ rows, scenarios, metric, cellOf, look }) {
    const series = [];
    const step = 13;
    const wide = scenarios.length * step;
    const colours = Object.create(null);
    scenarios.forEach((s, i) => { colours[s] = scenarioColour(s, i, look); });
    const styles = Object.create(null);
    scenarios.forEach((scenario, s) => { styles[scenario] = scenarioMark(scenario, s, look); });
    const styleOf = (scenario, colour) => { const own = styles[scenario].itemStyle; return own.borderColor ? { color: look.ground, borderColor: colour, borderWidth: 2 } : { color: colour }; };
    const all = [];
    scenarios.forEach((scenario, s) => {
      const points = rows.map((row, y) => {
        const cell = cellOf(row, scenario);
        if (!cell || !has(cell.mean)) { return null; }
        const grey = atChance(cell);
        return { x: cell.mean, y, low: cell.low, high: cell.high, colour: grey ? look.soft : colours[scenario], offset: (s - (scenarios.length - 1) / 2) * step, cell, row };
      }).filter(Boolean);
      all.push(...points);
      series.push(whiskers(points, look, false));
      series.push({
        name: scenario, type: 'scatter', symbolSize: 9, z: 3, symbol: styles[scenario].symbol, itemStyle: styles[scenario].itemStyle,
        data: points.map((p) => ({
          value: [p.x, p.y], symbolOffset: [0, p.offset],
          itemStyle: styleOf(scenario, p.colour),
          tip: plain(p.row) + '<br>' + plain(scenario) + ': <b>' + three(p.cell.mean) + '</b> ' + interval(p.low, p.high) + '<br>' + p.cell.scored + ' of ' + p.cell.total + ' tracks' + (atChance(p.cell) ? '<br>cannot be told from chance' : ''),
        })),
      });
    });
    const chance = all.map((p) => p.cell.chance).filter(has);
    if (chance.length) {
      series.push({ type: 'line', data: [], silent: true, markLine: { silent: true, symbol: 'none', lineStyle: { color: look.soft, type: 'dashed' }, label: { formatter: 'chance', color: look.soft, position: 'start', fontSize: 11 }, data: [{ xAxis: chance.reduce((a, b) => a + b) / chance.length }] } });
    }
    const low = Math.min(0, ...all.map((p) => (has(p.low) ? p.low : p.x)));
    const high = Math.max(...all.map((p) => (has(p.high) ? p.high : p.x)));
    return {
      height: 110 + rows.length * Math.max(44, wide + 14),
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 52, bottom: 44, containLabel: true },
        legend: { data: scenarios.map((s) => ({ name: s, icon: styles[s].symbol, itemStyle: styles[s].itemStyle })), top: 0, left: 0, type: 'scroll', textStyle: { color: look.ink }, pageTextStyle: { color: look.ink } },
        xAxis: axis(look, { type: 'value', name: metric, nameLocation: 'middle', nameGap: 28, min: low < 0 ? undefined : 0, max: high <= 1 ? 1 : undefined }),
        yAxis: axis(look, { type: 'category', data: rows, inverse: true, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: look.line } }, axisLabel: { color: look.ink, width: 150, overflow: 'truncate' } }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series,
      }),
    };
  }

  /** Lines over an axis of numbers, with bands where intervals are known. */
  function lines({ curves, x, y, look, chance, marks, log, categories }) {
    const series = [];
    curves.forEach((curve, i) => {
      const colour = curve.grey ? look.soft : look.colours[i % look.colours.length];
      const banded = curve.points.every((p) => has(p.low) && has(p.high));
      if (banded && curve.points.length > 1) {
        series.push({
          type: 'custom', silent: true, z: 0, data: [0], tooltip: { show: false },
          renderItem(params, api) {
            const up = curve.points.map((p) => api.coord([p.x, p.high]));
            const down = curve.points.map((p) => api.coord([p.x, p.low])).reverse();
            return { type: 'polygon', shape: { points: up.concat(down) }, style: { fill: colour, opacity: 0.13 } };
          },
        });
      }
      series.push({
        name: curve.name, type: 'line', symbol: mark(i, look).symbol, symbolSize: 7, showSymbol: curve.points.length < 40, lineStyle: { color: colour, width: 2, type: curve.dashed ? 'dashed' : 'solid' }, itemStyle: mark(i, look, colour).itemStyle, labelLayout: { moveOverlap: 'shiftY' },
        endLabel: { show: curves.length <= 6 && !curve.dashed, formatter: () => curve.name, color: colour, fontSize: 11 },
        data: curve.points.filter((p) => has(p.y)).map((p) => ({ value: [p.x, p.y], tip: plain(curve.name) + '<br>' + plain(x) + ' ' + p.x + ': <b>' + three(p.y) + '</b> ' + interval(p.low, p.high) })),
        markLine: has(curve.mark) ? { silent: true, symbol: 'none', lineStyle: { color: colour, type: 'dotted' }, label: { show: false }, data: [{ xAxis: curve.mark }] } : undefined,
      });
    });
    if (has(chance)) {
      series.push({ type: 'line', data: [], markLine: { silent: true, symbol: 'none', lineStyle: { color: look.soft, type: 'dashed' }, label: { formatter: 'chance', color: look.soft, position: 'insideStartTop' }, data: [{ yAxis: chance }] } });
    }
    return {
      height: 320,
      option: Object.assign(base(look), {
        grid: { left: 16, right: curves.length <= 6 ? 130 : 16, top: 66, bottom: 40, containLabel: true },
        legend: { type: 'scroll', top: 0, left: 0, data: curves.map((c) => c.name), textStyle: { color: look.ink }, pageTextStyle: { color: look.ink } },
        xAxis: axis(look, { type: categories ? 'category' : log ? 'log' : 'value', data: categories, name: x, nameLocation: 'middle', nameGap: 26, scale: true, minorSplitLine: { show: false } }),
        yAxis: axis(look, { type: 'value', name: y, nameLocation: 'end', nameTextStyle: { color: look.ink, align: 'left' }, scale: false }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series,
      }),
    };
  }

  /** Dots with whiskers from left to right, one row for each name. */
  function ranges({ rows, x, look, zero, integer, range }) {
    const points = rows.map((row, y) => ({ x: row.value, y, low: row.low, high: row.high, colour: row.grey ? look.soft : look.colours[row.colour || 0], row }));
    return {
      height: 80 + rows.length * 24,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 10, bottom: 44, containLabel: true },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 28, minInterval: integer ? 1 : undefined, scale: !zero, min: range ? range[0] : integer ? 1 : undefined, max: range ? range[1] : undefined }),
        yAxis: axis(look, { type: 'category', data: rows.map((r) => r.name), inverse: true, axisTick: { show: false }, axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 } }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: [whiskers(points, look, false), {
          type: 'scatter', symbolSize: 9, z: 3,
          data: points.map((p) => ({ value: [p.x, p.y], symbol: 'circle', itemStyle: { color: p.colour }, tip: plain(p.row.name) + '<br><b>' + three(p.x) + '</b> ' + interval(p.low, p.high) + (p.row.note ? '<br>' + plain(p.row.note) : '') })),
          markLine: zero ? { silent: true, symbol: 'none', lineStyle: { color: look.soft }, label: { show: false }, data: [{ xAxis: 0 }] } : undefined,
        }],
      }),
    };
  }

  /** Pairs of dots, from one state to another, one row for each name. */
  function pairs({ rows, x, from, to, place, look }) {
    const other = to ? scenarioMark(to, place, look) : {};
    return {
      height: 90 + rows.length * 20,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 34, bottom: 44, containLabel: true },
        legend: { top: 0, left: 0, data: [{ name: from, itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 } }, to && { name: to, icon: other.symbol, itemStyle: other.itemStyle }].filter(Boolean), textStyle: { color: look.ink } },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 28 }),
        yAxis: axis(look, { type: 'category', data: rows.map((r) => r.name), inverse: true, triggerEvent: true, axisTick: { show: false }, axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 } }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: [
          whiskers(rows.map((r, y) => ({ x: r.from, y, low: Math.min(r.from, r.to), high: Math.max(r.from, r.to), colour: look.soft })), look, false),
          { name: from, type: 'scatter', symbolSize: 9, itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 }, data: rows.map((r, y) => ({ value: [r.from, y], key: r.key, tip: plain(r.name) + '<br>' + plain(from) + ': <b>' + three(r.from) + '</b>' })) },
        ].concat(to ? [{ name: to, type: 'scatter', symbol: other.symbol, symbolSize: 10, itemStyle: other.itemStyle, data: rows.map((r, y) => ({ value: [r.to, y], key: r.key, tip: plain(r.name) + '<br>' + plain(to) + ': <b>' + three(r.to) + '</b>' })) }] : []),
      }),
    };
  }

  /** Bars beside each other for each name. */
  function bars({ names, series, x, look }) {
    return {
      height: 90 + names.length * 22,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 34, bottom: 40, containLabel: true },
        legend: { top: 0, left: 0, data: series.map((s) => s.name), textStyle: { color: look.ink } },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 26 }),
        yAxis: axis(look, { type: 'category', data: names, inverse: true, axisTick: { show: false }, axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 } }),
        series: series.map((s, i) => ({ name: s.name, type: 'bar', stack: 'all', data: s.values, itemStyle: { color: look.colours[i], borderColor: look.ground, borderWidth: 1, decal: undefined } })),
      }),
    };
  }

  /** Points on a plane, coloured by group. */
  function scatter({ groups, x, y, look, onPlane }) {
    return {
      height: 420,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 40, top: 66, bottom: 36, containLabel: !onPlane },
        legend: { type: 'scroll', top: 0, left: 0, right: 10, data: groups.map((g, i) => ({ name: g.name, icon: mark(i, look).symbol })), textStyle: { color: look.ink }, pageTextStyle: { color: look.ink } },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 24, scale: true, show: !onPlane }),
        yAxis: axis(look, { type: 'value', name: y, scale: true, show: !onPlane, nameTextStyle: { color: look.ink, align: 'left' } }),
        toolbox: onPlane ? { right: 0, top: 26, orient: 'vertical', feature: { brush: { type: ['polygon', 'clear'], title: { polygon: 'encircle tracks', clear: 'let them go' } } }, iconStyle: { borderColor: look.ink } } : undefined,
        brush: onPlane ? { throttleType: 'debounce', throttleDelay: 200, brushStyle: { color: 'rgba(128,128,128,0.15)', borderColor: look.ink }, outOfBrush: { colorAlpha: 0.3 } } : undefined,
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: groups.map((g, i) => ({
          name: g.name, type: 'scatter', symbol: mark(i, look).symbol, symbolSize: g.size || 8, itemStyle: mark(i, look).itemStyle, labelLayout: { moveOverlap: 'shiftY' },
          label: { show: !!g.labels, position: 'right', formatter: (p) => p.data.label || '', color: look.ink },
          data: g.points.map((p) => ({ value: [p.x, p.y], key: p.key, label: p.label, tip: plain(p.tip) })),
        })),
      }),
    };
  }

  window.sonoprobe.charts = { theme, dots, lines, ranges, pairs, bars, scatter };
})();
