/* How charts look: colours that people with any colour vision tell apart, and shapes that say the same again. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { has } = S;
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
    return {
      symbol: shape,
      itemStyle: hollow ? { color: look.ground, borderColor: paint, borderWidth: 2 } : { color: paint },
    };
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const dark = value('--dark') === '1';
    return {
      ink: value('--ink'),
      soft: value('--soft'),
      line: value('--line'),
      ground: value('--ground'),
      accent: value('--accent'),
      colours: dark ? DARK : LIGHT,
    };
  }

  const axis = (look, more) =>
    Object.assign(
      {
        axisLabel: { color: look.ink, fontSize: 12, hideOverlap: true },
        nameTextStyle: { color: look.ink, fontSize: 12 },
        axisLine: { onZero: false, lineStyle: { color: look.soft } },
        splitLine: { lineStyle: { color: look.line } },
      },
      more,
    );

  const base = (look) => ({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: look.ink },
    aria: { enabled: false },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: look.ground,
      borderColor: look.soft,
      textStyle: { color: look.ink, fontSize: 12 },
      extraCssText: 'white-space:normal;max-width:22rem',
    },
  });

  /** Text that a tooltip, which is HTML, shows as text. */
  const plain = (text) => echarts.format.encodeHTML(String(text));

  function whiskers(points, look, vertical) {
    return {
      type: 'custom',
      silent: true,
      z: 1,
      tooltip: { show: false },
      data: points.map((p) => [p.x, p.y, p.low, p.high, p.colour, p.offset || 0]),
      encode: vertical ? { x: 0, y: [2, 3] } : { x: [2, 3], y: 1 },
      renderItem(params, api) {
        if (!has(api.value(2))) {
          return null;
        }
        const a = vertical ? api.coord([api.value(0), api.value(2)]) : api.coord([api.value(2), api.value(1)]);
        const b = vertical ? api.coord([api.value(0), api.value(3)]) : api.coord([api.value(3), api.value(1)]);
        const point = points[params.dataIndex];
        const move = point.offset || 0;
        return {
          type: 'line',
          shape: vertical
            ? { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }
            : { x1: a[0], y1: a[1] + move, x2: b[0], y2: b[1] + move },
          style: { stroke: point.colour, lineWidth: 1.5, opacity: 0.75 },
        };
      },
    };
  }

  const scenarioColour = (scenario, place, look) => (scenario === 'clean' ? look.ink : look.colours[(place + 7) % 8]);

  /** A scenario looks alike in each chart: clean is a hollow circle. */
  function scenarioMark(scenario, place, look) {
    return scenario === 'clean'
      ? { symbol: 'circle', itemStyle: { color: look.ground, borderColor: look.ink, borderWidth: 2 } }
      : mark(place, look, scenarioColour(scenario, place, look));
  }

  Object.assign(S, { mark, theme, axis, base, plain, whiskers, scenarioColour, scenarioMark });
})();
