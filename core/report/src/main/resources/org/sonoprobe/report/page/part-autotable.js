/* The table of which a reader says what goes down and across. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, cells, cellsAt, copyText, data, distinct, places } = S;
  const XAutotable = {
    props: { start: Number, metric: String, probe: String },
    template: '#t-autotable',
    data() {
      const several = (v) => distinct(cells.map((c) => c[v])).length > 1;
      // what another variable says already is no choice of its own
      const said = (v, by) =>
        several(by) &&
        distinct(cells.map((c) => c[by])).every(
          (value) => distinct(cells.filter((c) => c[by] === value).map((c) => c[v])).length === 1,
        );
      const choices = S.variables.filter(
        (v) => several(v) && !(['task', 'dataset'].includes(v) && said(v, 'experiment')),
      );
      const state = {
        choices,
        active: [],
        rows: [],
        columns: [],
        held: {},
        sort: { by: null, up: false },
        words: { embedding: 'embedding model', downstream: 'probe' },
      };
      this.begin(state, places[this.start]);
      S.layout.read(state);
      return state;
    },
    watch: {
      start(at) {
        this.begin(this, places[at]);
      },
      probe(name) {
        if (!this.active.includes('downstream') && this.choices.includes('downstream')) {
          this.held.downstream = name;
        }
      },
      metric(name) {
        if (!this.active.includes('metric') && this.choices.includes('metric')) {
          this.held.metric = name;
        }
      },
    },
    computed: {
      values() {
        const all = {};
        this.choices.forEach((v) => {
          all[v] = distinct(cells.map((c) => c[v]));
        });
        return all;
      },
      left() {
        return cells.filter((c) => this.choices.every((v) => this.active.includes(v) || c[v] === this.held[v]));
      },
      problem() {
        return this.left.length
          ? ''
          : 'Nothing was scored for these values: ' +
              this.choices
                .filter((v) => !this.active.includes(v))
                .map((v) => v + ' ' + this.held[v])
                .join(', ') +
              '.';
      },
      table() {
        return Vue.markRaw(S.pivot(this.left, this.rows, this.columns));
      },
      tracks() {
        const n = distinct(this.left.map((c) => c.total).filter((t) => t > 0));
        return n.length ? (n.length === 1 ? n[0] : Math.min(...n) + ' to ' + Math.max(...n)) + ' tests.' : '';
      },
    },
    methods: {
      /** The layout of one experiment: all that differs in it. */
      begin(to, place, everything) {
        if (data.board) {
          // all models of all runs, a column for each task, on clean audio
          to.choices.forEach((v) => {
            to.held[v] = v === 'scenario' ? CLEAN : cells[0][v];
          });
          to.active = to.choices.filter((v) => v !== 'scenario');
          to.sort = { by: null, up: false };
          S.layout.infer(to);
          return;
        }
        const own = cellsAt(place);
        to.held = {};
        to.choices.forEach((v) => {
          to.held[v] = own[0][v];
        });
        to.active = to.choices.filter((v) => distinct(own.map((c) => c[v])).length > 1);
        // metrics beside each other only where they fit
        const wide = distinct(own.map((c) => c.metric)).length * distinct(own.map((c) => c.scenario)).length > 8;
        if (wide && !everything) {
          to.active = to.active.filter((v) => v !== 'metric');
          if (own.some((c) => c.metric === this.metric)) {
            to.held.metric = this.metric;
          }
        }
        if (own.some((c) => c.downstream === this.probe) && to.choices.includes('downstream')) {
          to.held.downstream = this.probe;
        }
        to.sort = { by: null, up: false };
        S.layout.infer(to);
      },
      toggle(v) {
        this.active = this.active.includes(v) ? this.active.filter((a) => a !== v) : this.active.concat(v);
        this.sort = { by: null, up: false };
        S.layout.infer(this);
        this.save();
      },
      /** Another value of what is held; what does not occur with it goes to what does. */
      hold(v) {
        if (!this.left.length) {
          const other = cells.find((c) => c[v] === this.held[v]);
          this.choices
            .filter(
              (w) =>
                w !== v &&
                !this.active.includes(w) &&
                !cells.some((c) => c[v] === this.held[v] && c[w] === this.held[w]),
            )
            .forEach((w) => {
              this.held[w] = other[w];
            });
        }
        this.save();
      },
      turn(v) {
        const down = this.rows.includes(v);
        this.rows = down ? this.rows.filter((r) => r !== v) : this.rows.concat(v);
        this.columns = down ? this.columns.concat(v) : this.columns.filter((c) => c !== v);
        this.sort = { by: null, up: false };
        this.save();
      },
      sortBy(by) {
        this.sort =
          this.sort.by === by ? (this.sort.up ? { by: null, up: false } : { by, up: true }) : { by, up: by < 0 };
        this.save();
      },
      preset(name) {
        this.begin(this, places[this.start], name === 'all');
        if (name !== 'all') {
          this.active = ['embedding', name].filter((v) => this.choices.includes(v));
          const own = cellsAt(places[this.start]);
          this.choices.forEach((v) => {
            this.held[v] = own.some((c) => c[v] === this.held[v]) ? this.held[v] : own[0][v];
          });
          this.rows = this.active.filter((v) => v === name);
          this.columns = this.active.filter((v) => v === 'embedding');
        }
        this.save();
      },
      async copy(language, event) {
        await copyText(
          S.write(
            this.table,
            language,
            this.choices.filter((v) => !this.active.includes(v)).map((v) => [v, this.held[v]]),
          ),
        );
        const button = event.target;
        button.textContent = 'copied';
        setTimeout(() => {
          button.textContent = language;
        }, 1500);
      },
      save() {
        const held = this.choices
          .filter((v) => !this.active.includes(v))
          .map((v) => encodeURIComponent(v) + '=' + encodeURIComponent(this.held[v]));
        S.fragment(
          'table',
          ['rows=' + this.rows.join('.'), 'columns=' + this.columns.join('.')].concat(
            held,
            this.sort.by === null ? [] : ['sort=' + this.sort.by + (this.sort.up ? 'u' : 'd')],
          ),
        );
      },
    },
  };
  Object.assign(S, { XAutotable });
})();
