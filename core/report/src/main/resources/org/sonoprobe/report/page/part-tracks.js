/* Tracks with what was said of them, and their sounds. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, data, distinct, three } = S;
  const sounds = new Set((data.clips || []).map((c) => JSON.stringify([c.experiment, c.dataset, c.track, c.scenario])));
  /** Whether a sound of a track was kept. */
  S.isHeard = (place, track, scenario) =>
    sounds.has(JSON.stringify([place.experiment, place.dataset, track, scenario])) ? 1 : 0;

  /** Tracks with what was said of them. */
  const XTracks = {
    props: { tracks: Array, bundle: Object, scenario: String, state: Object, place: Object },
    template: '#t-tracks',
    data() {
      return { opened: -1, shown: 12, scores: null, broken: false };
    },
    watch: {
      tracks() {
        this.opened = -1;
        this.shown = 12;
      },
      'state.model'() {
        this.opened = -1;
      },
      'state.probe'() {
        this.opened = -1;
      },
    },
    methods: {
      three,
      sound(at) {
        return S.isHeard(this.place, this.bundle.tracks[at], this.scenario);
      },
      line() {
        const [embedding, aggregation] = S.key(this.state.model);
        return this.bundle.models.find(
          (m) => m.embedding === embedding && m.aggregation === aggregation && m.downstream === this.state.probe,
        );
      },
      async toggle(at) {
        this.opened = this.opened === at ? -1 : at;
        this.scores = null;
        const line = this.line();
        if (this.opened >= 0 && line && line.scores) {
          try {
            this.scores = Vue.markRaw(await S.load(line.scores));
          } catch (e) {
            this.state.said = e.message;
          }
        }
      },
      ranked(at) {
        const truth = [].concat(this.bundle.truth[at]);
        const labels = this.bundle.labels.length
          ? this.bundle.labels
          : this.scores[at].map((s, i) => 'value ' + (i + 1) + ' (truth ' + truth[i] + ')');
        const real = this.bundle.labels.length > 0;
        const most = Math.max(...this.scores[at].map((s) => Math.abs(s)), 1e-9);
        const least = Math.min(0, ...this.scores[at]);
        return labels
          .map((label, i) => ({
            label,
            score: this.scores[at][i],
            truth: real && truth.includes(i),
            share: Math.max(0, (100 * (this.scores[at][i] - least)) / (most - least)),
          }))
          .sort((a, b) => b.score - a.score);
      },
      others(at) {
        const mine = this.line();
        return this.bundle.models
          .filter((m) => m !== mine && m.chosen.length)
          .map(
            (m) =>
              m.embedding +
              (distinct(this.bundle.models.map((o) => o.aggregation)).length > 1 ? ' · ' + m.aggregation : '') +
              ' / ' +
              m.downstream +
              ': ' +
              (m.chosen[at] < 0
                ? 'no answer'
                : this.bundle.labels[m.chosen[at]] + (m.chosen[at] === this.bundle.truth[at] ? ' (right)' : '')),
          );
      },
      clips(at) {
        const id = this.bundle.tracks[at];
        const own = (data.clips || []).filter(
          (c) => c.experiment === this.place.experiment && c.dataset === this.place.dataset && c.track === id,
        );
        return own
          .filter((c) => c.scenario === CLEAN)
          .concat(own.filter((c) => c.scenario !== CLEAN && (this.scenario === CLEAN || c.scenario === this.scenario)));
      },
    },
  };
  Object.assign(S, { XTracks });
})();
