/* Matrices of what was taken for what, side by side or their difference. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN } = S;
  const computed = {
    sides() {
      const own = this.scenarios.includes(CLEAN) ? CLEAN : this.scenarios[0];
      const a = this.side(own);
      const b = this.right ? this.side(this.state.scenario) : null;
      if (a && b && this.difference) {
        const change = (i, j) => b.counts[i][j] - a.counts[i][j];
        return [
          {
            title: this.state.scenario + ' minus ' + own,
            scenario: this.state.scenario,
            totals: b.totals,
            counts: b.counts,
            share: (i, j) => (b.totals[i] ? Math.abs(change(i, j)) / b.totals[i] : 0),
            label: (i, j) => (change(i, j) ? (change(i, j) > 0 ? '+' : '−') + Math.abs(change(i, j)) : ''),
            text: (i, j) => this.labels[i] + ' taken for ' + this.labels[j] + ': ' + change(i, j) + ' against clean',
            more: (i, j) => change(i, j) > 0,
          },
        ];
      }
      return [a, b].filter(Boolean);
    },
  };
  const methods = {
    side(scenario) {
      const bundle = this.bundles[scenario];
      const line = this.line(bundle);
      if (!line || !line.chosen.length) {
        return null;
      }
      const counts = this.labels.map(() => this.labels.map(() => 0));
      line.chosen.forEach((c, at) => {
        if (c >= 0 && bundle.truth[at] >= 0) {
          counts[bundle.truth[at]][c]++;
        }
      });
      const totals = counts.map((row) => row.reduce((a, b) => a + b, 0));
      return {
        title: scenario,
        scenario,
        totals,
        counts,
        share: (i, j) => (totals[i] ? counts[i][j] / totals[i] : 0),
        label: (i, j) => counts[i][j] || '',
        text: (i, j) => this.labels[i] + ' taken for ' + this.labels[j] + ': ' + counts[i][j] + ' of ' + totals[i],
        more: () => true,
      };
    },
    shade(side, i, j) {
      const share = side.share(i, j);
      return share
        ? {
            background: side.more(i, j)
              ? 'rgba(var(--heat),' + (0.08 + 0.55 * share).toFixed(2) + ')'
              : 'repeating-linear-gradient(45deg, transparent, transparent 4px, var(--line) 4px, var(--line) 6px)',
          }
        : null;
    },
    move(event) {
      const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      const at = event.target.dataset;
      if (!way || at.row === undefined) {
        return;
      }
      event.preventDefault();
      const next = event.currentTarget.querySelector(
        'td[data-row="' + (Number(at.row) + way[0]) + '"][data-column="' + (Number(at.column) + way[1]) + '"]',
      );
      if (next) {
        event.target.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      }
    },
  };

  S.matrix = { computed, methods };
})();
