/* Charts of dots in rows, with whiskers or in pairs. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { axis, base, interval, plain, scenarioMark, three, whiskers } = S;
  /** Dots with whiskers from left to right, one row for each name. */
  function ranges({ rows, x, look, zero, integer, range }) {
    const points = rows.map((row, y) => ({
      x: row.value,
      y,
      low: row.low,
      high: row.high,
      colour: row.grey ? look.soft : look.colours[row.colour || 0],
      row,
    }));
    return {
      height: 80 + rows.length * 24,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 10, bottom: 44, containLabel: true },
        xAxis: axis(look, {
          type: 'value',
          name: x,
          nameLocation: 'middle',
          nameGap: 28,
          minInterval: integer ? 1 : undefined,
          scale: !zero,
          min: range ? range[0] : integer ? 1 : undefined,
          max: range ? range[1] : undefined,
        }),
        yAxis: axis(look, {
          type: 'category',
          data: rows.map((r) => r.name),
          inverse: true,
          axisTick: { show: false },
          axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 },
        }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: [
          whiskers(points, look, false),
          {
            type: 'scatter',
            symbolSize: 9,
            z: 3,
            data: points.map((p) => ({
              value: [p.x, p.y],
              symbol: 'circle',
              itemStyle: { color: p.colour },
              tip:
                plain(p.row.name) +
                '<br><b>' +
                three(p.x) +
                '</b> ' +
                interval(p.low, p.high) +
                (p.row.note ? '<br>' + plain(p.row.note) : ''),
            })),
            markLine: zero
              ? {
                  silent: true,
                  symbol: 'none',
                  lineStyle: { color: look.soft },
                  label: { show: false },
                  data: [{ xAxis: 0 }],
                }
              : undefined,
          },
        ],
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
        legend: {
          top: 0,
          left: 0,
          data: [
            { name: from, itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 } },
            to && { name: to, icon: other.symbol, itemStyle: other.itemStyle },
          ].filter(Boolean),
          textStyle: { color: look.ink },
        },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 28 }),
        yAxis: axis(look, {
          type: 'category',
          data: rows.map((r) => r.name),
          inverse: true,
          triggerEvent: true,
          axisTick: { show: false },
          axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 },
        }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: [
          whiskers(
            rows.map((r, y) => ({
              x: r.from,
              y,
              low: Math.min(r.from, r.to),
              high: Math.max(r.from, r.to),
              colour: look.soft,
            })),
            look,
            false,
          ),
          {
            name: from,
            type: 'scatter',
            symbolSize: 9,
            itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 },
            data: rows.map((r, y) => ({
              value: [r.from, y],
              key: r.key,
              tip: plain(r.name) + '<br>' + plain(from) + ': <b>' + three(r.from) + '</b>',
            })),
          },
        ].concat(
          to
            ? [
                {
                  name: to,
                  type: 'scatter',
                  symbol: other.symbol,
                  symbolSize: 10,
                  itemStyle: other.itemStyle,
                  data: rows.map((r, y) => ({
                    value: [r.to, y],
                    key: r.key,
                    tip: plain(r.name) + '<br>' + plain(to) + ': <b>' + three(r.to) + '</b>',
                  })),
                },
              ]
            : [],
        ),
      }),
    };
  }

  Object.assign(S, { ranges, pairs });
})();
