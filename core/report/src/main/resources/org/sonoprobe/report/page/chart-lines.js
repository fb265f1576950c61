/* A chart of lines. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { axis, base, has, interval, mark, plain, three } = S;
  /** Lines over an axis of numbers, with bands where intervals are known. */
  function lines({ curves, x, y, look, chance, log, categories }) {
    const series = [];
    curves.forEach((curve, i) => {
      const colour = curve.grey ? look.soft : look.colours[i % look.colours.length];
      const banded = curve.points.every((p) => has(p.low) && has(p.high));
      if (banded && curve.points.length > 1) {
        series.push({
          type: 'custom',
          silent: true,
          z: 0,
          data: [0],
          tooltip: { show: false },
          renderItem(params, api) {
            const up = curve.points.map((p) => api.coord([p.x, p.high]));
            const down = curve.points.map((p) => api.coord([p.x, p.low])).reverse();
            return { type: 'polygon', shape: { points: up.concat(down) }, style: { fill: colour, opacity: 0.13 } };
          },
        });
      }
      series.push({
        name: curve.name,
        type: 'line',
        symbol: mark(i, look).symbol,
        symbolSize: 7,
        showSymbol: curve.points.length < 40,
        lineStyle: { color: colour, width: 2, type: curve.dashed ? 'dashed' : 'solid' },
        itemStyle: mark(i, look, colour).itemStyle,
        labelLayout: { moveOverlap: 'shiftY' },
        endLabel: {
          show: curves.length <= 6 && !curve.dashed,
          formatter: () => curve.name,
          color: colour,
          fontSize: 11,
        },
        data: curve.points
          .filter((p) => has(p.y))
          .map((p) => ({
            value: [p.x, p.y],
            tip:
              plain(curve.name) +
              '<br>' +
              plain(x) +
              ' ' +
              p.x +
              ': <b>' +
              three(p.y) +
              '</b> ' +
              interval(p.low, p.high),
          })),
        markLine: has(curve.mark)
          ? {
              silent: true,
              symbol: 'none',
              lineStyle: { color: colour, type: 'dotted' },
              label: { show: false },
              data: [{ xAxis: curve.mark }],
            }
          : undefined,
      });
    });
    if (has(chance)) {
      series.push({
        type: 'line',
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: look.soft, type: 'dashed' },
          label: { formatter: 'chance', color: look.soft, position: 'insideStartTop' },
          data: [{ yAxis: chance }],
        },
      });
    }
    return {
      height: 320,
      option: Object.assign(base(look), {
        grid: { left: 16, right: curves.length <= 6 ? 130 : 16, top: 66, bottom: 40, containLabel: true },
        legend: {
          type: 'scroll',
          top: 0,
          left: 0,
          data: curves.map((c) => c.name),
          textStyle: { color: look.ink },
          pageTextStyle: { color: look.ink },
        },
        xAxis: axis(look, {
          type: categories ? 'category' : log ? 'log' : 'value',
          data: categories,
          name: x,
          nameLocation: 'middle',
          nameGap: 26,
          scale: true,
          minorSplitLine: { show: false },
        }),
        yAxis: axis(look, {
          type: 'value',
          name: y,
          nameLocation: 'end',
          nameTextStyle: { color: look.ink, align: 'left' },
          scale: false,
        }),
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series,
      }),
    };
  }

  Object.assign(S, { lines });
})();
