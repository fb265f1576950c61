/* A chart with a row for each model and a dot for each scenario. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { atChance, axis, base, has, interval, plain, scenarioColour, scenarioMark, three, whiskers } = S;
  /** For each model a row, for each scenario a dot with its interval; chance as a line. */
  function dots({ rows, scenarios, metric, cellOf, look }) {
    const series = [];
    const step = 13;
    const wide = scenarios.length * step;
    const colours = Object.create(null);
    scenarios.forEach((s, i) => {
      colours[s] = scenarioColour(s, i, look);
    });
    const styles = Object.create(null);
    scenarios.forEach((scenario, s) => {
      styles[scenario] = scenarioMark(scenario, s, look);
    });
    const styleOf = (scenario, colour) => {
      const own = styles[scenario].itemStyle;
      return own.borderColor ? { color: look.ground, borderColor: colour, borderWidth: 2 } : { color: colour };
    };
    const all = [];
    scenarios.forEach((scenario, s) => {
      const points = rows
        .map((row, y) => {
          const cell = cellOf(row, scenario);
          if (!cell || !has(cell.mean)) {
            return null;
          }
          const grey = atChance(cell);
          return {
            x: cell.mean,
            y,
            low: cell.low,
            high: cell.high,
            colour: grey ? look.soft : colours[scenario],
            offset: (s - (scenarios.length - 1) / 2) * step,
            cell,
            row,
          };
        })
        .filter(Boolean);
      all.push(...points);
      series.push(whiskers(points, look, false));
      series.push({
        name: scenario,
        type: 'scatter',
        symbolSize: 9,
        z: 3,
        symbol: styles[scenario].symbol,
        itemStyle: styles[scenario].itemStyle,
        data: points.map((p) => ({
          value: [p.x, p.y],
          symbolOffset: [0, p.offset],
          itemStyle: styleOf(scenario, p.colour),
          tip:
            plain(p.row) +
            '<br>' +
            plain(scenario) +
            ': <b>' +
            three(p.cell.mean) +
            '</b> ' +
            interval(p.low, p.high) +
            '<br>' +
            p.cell.scored +
            ' of ' +
            p.cell.total +
            ' tracks' +
            (atChance(p.cell) ? '<br>cannot be told from chance' : ''),
        })),
      });
    });
    const chance = all.map((p) => p.cell.chance).filter(has);
    if (chance.length) {
      series.push({
        type: 'line',
        data: [],
        silent: true,
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: look.soft, type: 'dashed' },
          label: { formatter: 'chance', color: look.soft, position: 'start', fontSize: 11 },
          data: [{ xAxis: chance.reduce((a, b) => a + b) / chance.length }],
        },
      });
    }
    const low = Math.min(0, ...all.map((p) => (has(p.low) ? p.low : p.x)));
    const high = Math.max(...all.map((p) => (has(p.high) ? p.high : p.x)));
    return {
      height: 110 + rows.length * Math.max(44, wide + 14),
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 52, bottom: 44, containLabel: true },
        legend: {
          data: scenarios.map((s) => ({ name: s, icon: styles[s].symbol, itemStyle: styles[s].itemStyle })),
          top: 0,
          left: 0,
          type: 'scroll',
          textStyle: { color: look.ink },
          pageTextStyle: { color: look.ink },
        },
        xAxis: axis(look, {
          type: 'value',
          name: metric,
          nameLocation: 'middle',
          nameGap: 28,
          min: low < 0 ? undefined : 0,
          max: high <= 1 ? 1 : undefined,
        }),
        yAxis: axis(look, {
          type: 'category',
          data: rows,
          inverse: true,
          axisTick: { show: false },
          splitLine: { show: true, lineStyle: { color: look.line } },
          axisLabel: { color: look.ink, width: 150, overflow: 'truncate' },
        }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series,
      }),
    };
  }

  Object.assign(S, { dots });
})();
