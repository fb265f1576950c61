/* Which tracks and groups of tracks are hard, and whether models err alike. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { cellsAt, distinct, has, mean, three } = S;
  const computed = {
    hardBundle() {
      return this.bundles[this.hardScenario];
    },
    worst() {
      const b = this.hardBundle;
      if (!b) {
        return [];
      }
      const said = this.judges(b).filter((m) => m.chosen.length);
      if (!said.length) {
        return this.others(b);
      }
      const wanted = b.labels.indexOf(this.hardClass);
      return b.tracks
        .map((t, at) => {
          const n = said.filter((m) => m.chosen[at] >= 0).length;
          const missed = said.filter((m) => m.chosen[at] >= 0 && m.chosen[at] !== b.truth[at]).length;
          return { at, missed, note: b.labels[b.truth[at]] + ', missed by ' + missed + ' of ' + n };
        })
        .filter((t) => t.missed > 0 && (wanted < 0 || b.truth[t.at] === wanted))
        .sort((x, y) => y.missed - x.missed || x.at - y.at);
    },
    tagged() {
      const line = this.line(this.hardBundle);
      return line && this.tagScores && this.tagScores.of === line.scores ? this.tagScores.scores : null;
    },
    /** The share of tracks that are right in each group, for each model with the probe that is chosen. */
    groups() {
      const b = this.hardBundle;
      if (!b || !b.units.length || this.kind !== 'class') {
        return null;
      }
      const own = this.judges(b).filter((m) => m.downstream === this.state.probe && m.chosen.length);
      const several = distinct(own.map((m) => m.aggregation)).length > 1;
      const by = new Map();
      b.units.forEach((unit, at) => {
        if (!by.has(unit)) {
          by.set(unit, []);
        }
        by.get(unit).push(at);
      });
      if (by.size < 2 || by.size === b.units.length) {
        return null;
      }
      const lines = [...by].map(([unit, places]) => ({
        unit,
        n: places.length,
        shares: own.map((m) => {
          const known = places.filter((at) => m.chosen[at] >= 0);
          return known.length ? known.filter((at) => m.chosen[at] === b.truth[at]).length / known.length : NaN;
        }),
      }));
      return {
        models: own.map((m) => m.embedding + (several ? ' · ' + m.aggregation : '')),
        lines: lines.sort((x, y) => mean(x.shares.filter(has)) - mean(y.shares.filter(has))),
      };
    },
    hardWords() {
      return this.kind === 'class'
        ? 'Tracks by how many of all models and probes, floors left out, miss them: ' +
            this.worst.length +
            ' of ' +
            this.hardBundle.tracks.length +
            ' are missed by some.'
        : this.kind === 'tags'
          ? this.hardClass
            ? 'Where ' +
              this.state.model +
              ' with ' +
              this.state.probe +
              ' is wrong about this tag at a threshold of one half: missed, by the lowest score, then seen wrongly, ' +
              'by the highest.'
            : 'Tracks by how many tags are wrong at a threshold of one half, the mean over all models and probes.'
          : 'Tracks by how far the values are off, the mean over all models and probes.';
    },
    agreement() {
      const b = this.hardBundle;
      const own = b ? this.judges(b).filter((m) => m.downstream === this.state.probe && m.chosen.length) : [];
      const several = distinct(own.map((m) => m.aggregation)).length > 1;
      return own.map((a) => ({
        name: a.embedding + (several ? ' · ' + a.aggregation : ''),
        values: own.map((o) => {
          const both = a.chosen.map((c, i) => [c, o.chosen[i], b.truth[i]]).filter((x) => x[0] >= 0 && x[1] >= 0);
          const wrong = both.filter((x) => x[0] !== x[2] && x[1] !== x[2]).length;
          return a === o ? '' : three(both.filter((x) => x[0] === x[1]).length / both.length) + ' · ' + wrong;
        }),
      }));
    },
  };
  const methods = {
    /** Models that have learnt something: what floors miss says nothing of a track. */
    judges(b) {
      const floors = new Set(
        cellsAt(this.place)
          .filter((c) => c.floor)
          .map((c) => JSON.stringify([c.embedding, c.downstream])),
      );
      const real = b.models.filter((m) => !floors.has(JSON.stringify([m.embedding, m.downstream])));
      return real.length ? real : b.models;
    },
    /** Tracks with tags or values, the worst first; of one tag those where it is wrong. */
    others(b) {
      const tag = b.labels.indexOf(this.hardClass);
      if (this.kind === 'tags' && tag >= 0) {
        if (!this.tagged) {
          return [];
        }
        const all = this.tagged
          .map((scores, at) => ({ at, score: scores.length ? scores[tag] : NaN, there: b.truth[at].includes(tag) }))
          .filter((t) => has(t.score));
        const missed = all.filter((t) => t.there && t.score < 0.5).sort((x, y) => x.score - y.score);
        const seen = all.filter((t) => !t.there && t.score >= 0.5).sort((x, y) => y.score - x.score);
        return missed
          .map((t) => ({ at: t.at, note: 'missed, ' + three(t.score) }))
          .concat(seen.map((t) => ({ at: t.at, note: 'seen wrongly, ' + three(t.score) })));
      }
      const what = this.kind === 'tags' ? ' tags wrong on average' : ' off on average';
      return b.tracks
        .map((t, at) => ({
          at,
          error: mean(
            this.judges(b)
              .map((m) => (m.errors ? Number(m.errors[at]) : NaN))
              .filter(has),
          ),
        }))
        .filter((t) => t.error > 0)
        .sort((x, y) => y.error - x.error || x.at - y.at)
        .map((t) => ({ at: t.at, note: three(t.error) + what }));
    },
    async fetchTags() {
      const line = this.kind === 'tags' && this.hardClass ? this.line(this.hardBundle) : null;
      if (line && line.scores) {
        try {
          this.tagScores = Vue.markRaw({ of: line.scores, scores: await S.load(line.scores) });
        } catch (e) {
          this.problem = e.message;
        }
      }
    },
  };

  S.hard = { computed, methods };
})();
