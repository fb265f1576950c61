/* What was taken for what, and by whom. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, XTracks, data, distinct } = S;
  const XConfusions = {
    props: { state: Object, place: Object, scenarios: Array, models: Array, kind: String },
    template: '#t-confusions',
    components: { XTracks },
    data() {
      return {
        bundles: Object.create(null),
        problem: '',
        cell: null,
        difference: false,
        hardScenario: this.scenarios[0],
        hardClass: '',
        tagScores: null,
        groupsShown: 15,
      };
    },
    mounted() {
      this.seen = new IntersectionObserver(
        (entries) => {
          if (entries.some((e) => e.isIntersecting)) {
            this.started = true;
            this.fetch();
          }
        },
        { rootMargin: '400px' },
      );
      this.seen.observe(this.$el.nextElementSibling || this.$el.parentElement || document.body);
      const section = document.getElementById('confusions');
      if (section) {
        this.seen.observe(section);
      }
      // soon after, also where nobody looks: it may be printed
      setTimeout(() => {
        this.started = true;
        this.fetch();
      }, 2500);
    },
    unmounted() {
      this.seen.disconnect();
    },
    watch: {
      place() {
        this.bundles = Object.create(null);
        this.cell = null;
        this.hardScenario = this.scenarios[0];
        this.hardClass = '';
        if (this.started) {
          this.fetch();
        }
      },
      'state.scenario'() {
        if (this.started) {
          this.fetch();
        }
      },
      'state.model'() {
        this.cell = null;
        this.fetchTags();
      },
      'state.probe'() {
        this.cell = null;
        this.fetchTags();
      },
      hardScenario() {
        this.fetch().then(() => this.fetchTags());
      },
      hardClass() {
        this.fetchTags();
      },
    },
    computed: {
      ...S.hard.computed,
      ...S.matrix.computed,
      labels() {
        const b = Object.values(this.bundles)[0];
        return b ? b.labels : [];
      },
      left() {
        return this.bundles[CLEAN] || Object.values(this.bundles)[0];
      },
      right() {
        return this.scenarios.length > 1 ? this.bundles[this.state.scenario] : null;
      },
      cellTitle() {
        return (
          this.labels[this.cell.i] +
          (this.cell.i === this.cell.j ? ' and taken for it' : ' taken for ' + this.labels[this.cell.j]) +
          ', ' +
          this.cell.scenario +
          ': ' +
          this.cellTracks.length +
          ' tracks'
        );
      },
      cellTracks() {
        const bundle = this.bundles[this.cell.scenario];
        const line = this.line(bundle);
        return line
          ? line.chosen
              .map((c, at) => ({ at, c, note: bundle.splits[at] }))
              .filter((t) => t.c === this.cell.j && bundle.truth[t.at] === this.cell.i)
              .sort(
                (a, b) =>
                  S.isHeard(this.place, bundle.tracks[b.at], this.cell.scenario) -
                    S.isHeard(this.place, bundle.tracks[a.at], this.cell.scenario) || a.at - b.at,
              )
          : [];
      },
    },
    methods: {
      three: S.three,
      ...S.hard.methods,
      ...S.matrix.methods,
      line(bundle) {
        const [embedding, aggregation] = S.key(this.state.model);
        return (
          bundle &&
          bundle.models.find(
            (m) => m.embedding === embedding && m.aggregation === aggregation && m.downstream === this.state.probe,
          )
        );
      },
      async fetch() {
        const place = this.place;
        const wanted = distinct([
          this.scenarios[0],
          this.scenarios.length > 1 ? this.state.scenario : this.scenarios[0],
          this.hardScenario,
        ]);
        for (const scenario of wanted) {
          const entry = data.predictions.find(
            (p) => p.experiment === place.experiment && p.dataset === place.dataset && p.scenario === scenario,
          );
          if (entry && !this.bundles[scenario]) {
            try {
              const bundle = Vue.markRaw(await S.load(entry.file));
              if (this.place === place) {
                this.bundles = Object.assign(Object.create(null), this.bundles, { [scenario]: bundle });
              }
            } catch (e) {
              this.problem = e.message;
            }
          }
        }
      },
      isOpen(side, i, j) {
        return this.cell && this.cell.scenario === side.scenario && this.cell.i === i && this.cell.j === j;
      },
      open(scenario, i, j) {
        this.cell = { scenario, i, j };
        this.state.said = this.cellTitle;
        this.$nextTick(() => {
          const list = document.getElementById('tracks-of-cell');
          if (list) {
            const box = list.getBoundingClientRect();
            if (box.top > window.innerHeight - 160) {
              list.scrollIntoView({ block: 'center' });
            }
          }
        });
      },
      openClass(label) {
        const i = this.labels.indexOf(label);
        if (i >= 0 && this.left) {
          const s = this.scenarios.length > 1 ? this.state.scenario : this.scenarios[0];
          const side = this.side(s);
          if (!side) {
            return;
          }
          let j = -1;
          side.counts[i].forEach((n, k) => {
            if (k !== i && n > 0 && (j < 0 || n > side.counts[i][j])) {
              j = k;
            }
          });
          this.open(s, i, j < 0 ? i : j);
        }
      },
    },
  };
  Object.assign(S, { XConfusions });
})();
