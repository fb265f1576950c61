/* Charts of bars, and of points on a plane. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { axis, base, mark, plain } = S;
  /** Bars beside each other for each name. */
  function bars({ names, series, x, look }) {
    return {
      height: 90 + names.length * 22,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 24, top: 34, bottom: 40, containLabel: true },
        legend: { top: 0, left: 0, data: series.map((s) => s.name), textStyle: { color: look.ink } },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 26 }),
        yAxis: axis(look, {
          type: 'category',
          data: names,
          inverse: true,
          axisTick: { show: false },
          axisLabel: { color: look.ink, width: 190, overflow: 'truncate', interval: 0 },
        }),
        series: series.map((s, i) => ({
          name: s.name,
          type: 'bar',
          stack: 'all',
          data: s.values,
          itemStyle: { color: look.colours[i], borderColor: look.ground, borderWidth: 1, decal: undefined },
        })),
      }),
    };
  }

  /** Points on a plane, coloured by group. */
  function scatter({ groups, x, y, look, onPlane }) {
    return {
      height: 420,
      option: Object.assign(base(look), {
        grid: { left: 16, right: 40, top: 66, bottom: 36, containLabel: !onPlane },
        legend: {
          type: 'scroll',
          top: 0,
          left: 0,
          right: 10,
          data: groups.map((g, i) => ({ name: g.name, icon: mark(i, look).symbol })),
          textStyle: { color: look.ink },
          pageTextStyle: { color: look.ink },
        },
        xAxis: axis(look, { type: 'value', name: x, nameLocation: 'middle', nameGap: 24, scale: true, show: !onPlane }),
        yAxis: axis(look, {
          type: 'value',
          name: y,
          scale: true,
          show: !onPlane,
          nameTextStyle: { color: look.ink, align: 'left' },
        }),
        toolbox: onPlane
          ? {
              right: 0,
              top: 26,
              orient: 'vertical',
              feature: {
                brush: { type: ['polygon', 'clear'], title: { polygon: 'encircle tracks', clear: 'let them go' } },
              },
              iconStyle: { borderColor: look.ink },
            }
          : undefined,
        brush: onPlane
          ? {
              throttleType: 'debounce',
              throttleDelay: 200,
              brushStyle: { color: 'rgba(128,128,128,0.15)', borderColor: look.ink },
              outOfBrush: { colorAlpha: 0.3 },
            }
          : undefined,
        tooltip: Object.assign(base(look).tooltip, { formatter: (p) => (p.data && p.data.tip) || '' }),
        series: groups.map((g, i) => ({
          name: g.name,
          type: 'scatter',
          symbol: mark(i, look).symbol,
          symbolSize: g.size || 8,
          itemStyle: mark(i, look).itemStyle,
          labelLayout: { moveOverlap: 'shiftY' },
          label: { show: !!g.labels, position: 'right', formatter: (p) => p.data.label || '', color: look.ink },
          data: g.points.map((p) => ({ value: [p.x, p.y], key: p.key, label: p.label, tip: plain(p.tip) })),
        })),
      }),
    };
  }

  S.charts = { theme: S.theme, dots: S.dots, lines: S.lines, ranges: S.ranges, pairs: S.pairs, bars, scatter };
})();
