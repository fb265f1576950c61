/* The page: what is chosen, and what is shown of the model for it. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { has, three, interval, atChance, charts } = S;
  const M = S.model();
  const target = document.getElementById('report');
  if (!M) {
    target.textContent = 'The file data/report.js is not beside this page, or damaged: keep the folder together, or make the report again (sonoprobe report).';
    return;
  }
  const { data, cells, places } = M;
  const { createApp, reactive, computed, watch } = Vue;
  const distinct = (list) => [...new Set(list)];
  const CLEAN = 'clean';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const look = reactive({ turn: 0 });
  dark.addEventListener('change', () => { look.turn++; });

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) { // a page on disk may not use the clipboard
      const area = document.createElement('textarea');
      area.value = text;
      document.body.appendChild(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  const cellsAt = (place) => cells.filter((c) => c.experiment === place.experiment && c.dataset === place.dataset && c.source === place.source);
  const nameOf = (cell, own) => S.modelName(cell, distinct(own.map((c) => c.aggregation)).length);
  const modelKey = (name, own) => { const cell = own.find((c) => nameOf(c, own) === name); return cell ? [cell.embedding, cell.aggregation] : ['', '']; };
  const mean = (list) => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : NaN);

  // ---- parts ----

  const XChart = {
    props: { make: Function, name: String },
    emits: ['pick', 'encircle'],
    template: '<div class="chart" role="img" :aria-label="name"></div>',
    mounted() {
      this.seen = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) { this.live = true; this.draw(); } }, { rootMargin: '300px' });
      this.seen.observe(this.$el);
      this.stop = watch([() => (this.live ? this.made : null), () => look.turn], () => this.draw());
      this.resized = () => this.chart && this.chart.resize();
      window.addEventListener('resize', this.resized);
      this.printed = () => { this.live = true; this.draw(); };
      window.addEventListener('beforeprint', this.printed);
    },
    unmounted() { this.seen.disconnect(); this.stop(); window.removeEventListener('resize', this.resized); window.removeEventListener('beforeprint', this.printed); if (this.chart) { this.chart.dispose(); } },
    data() { return { live: false }; },
    computed: { made() { void look.turn; return Vue.markRaw(this.make(charts.theme()) || {}); } },
    methods: {
      draw() {
        if (!this.live) { return; }
        const { option, height } = this.made;
        if (!option) { return; }
        this.$el.style.height = height + 'px';
        if (!this.chart) {
          this.chart = Vue.markRaw(echarts.init(this.$el, null, { renderer: 'svg' }));
          this.chart.on('click', (p) => { if (p.componentType === 'yAxis') { this.$emit('pick', p.value.replace(/ \(\d+\)$/, '')); } else if (p.data && p.data.key !== undefined) { this.$emit('pick', p.data.key); } });
          // scales where it is printed on narrower paper
          this.chart.on('finished', () => { const svg = this.$el.querySelector('svg'); if (svg) { svg.setAttribute('viewBox', '0 0 ' + this.chart.getWidth() + ' ' + this.chart.getHeight()); } });
          this.chart.on('brushselected', (e) => { const series = this.made.option.series; this.$emit('encircle', (e.batch[0] ? e.batch[0].selected : []).flatMap((own) => own.dataIndex.map((i) => series[own.seriesIndex].data[i].key))); });
        }
        this.chart.resize();
        this.chart.setOption(option, true);
      },
    },
  };

  const XTable = {
    props: { table: Object, sort: Object, sortable: Boolean },
    emits: ['sort'],
    template: '#t-table',
    computed: {
      heads() { return this.table.columns.length ? this.table.columns.map((v, level) => S.spans(this.table.heads, level)) : [S.spans(this.table.heads, 0)]; },
      sorted() { return !!(this.sort && this.sort.by !== null); },
      lines() {
        if (!this.sorted) { return this.table.lines; }
        const way = this.sort.up ? 1 : -1;
        const by = this.sort.by;
        const value = (line) => { if (by < 0) { return line[-1 - by]; } const c = this.table.at(line, this.table.heads[by]); return c && has(c.mean) ? c.mean : way * Infinity; };
        return [...this.table.lines].sort((a, b) => { const x = value(a); const y = value(b); return way * (typeof x === 'string' ? x.localeCompare(y) : x - y); });
      },
    },
    methods: {
      number: S.number, certainty: S.certainty,
      arrow(span) { return span.width === 1 && S.isLess(this.table, this.table.heads[span.from]) ? ' ↓' : ''; },
      cellsOf(line) { return this.table.heads.map((h) => this.table.at(line, h)); },
      order(by) { return this.sorted && this.sort.by === by ? (this.sort.up ? 'ascending' : 'descending') : 'none'; },
    },
  };

  const ACROSS = ['metric', 'scenario', 'task', 'dataset'];
  const XAutotable = {
    props: { start: Number, metric: String, probe: String },
    template: '#t-autotable',
    data() {
      const several = (v) => distinct(cells.map((c) => c[v])).length > 1;
      // what another variable says already is no choice of its own
      const said = (v, by) => several(by) && distinct(cells.map((c) => c[by])).every((value) => distinct(cells.filter((c) => c[by] === value).map((c) => c[v])).length === 1);
      const choices = M.variables.filter((v) => several(v) && !(['task', 'dataset'].includes(v) && said(v, 'experiment')));
      const state = { choices, active: [], rows: [], columns: [], held: {}, sort: { by: null, up: false }, words: { embedding: 'embedding model', downstream: 'probe' } };
      this.begin(state, places[this.start]);
      this.read(state);
      return state;
    },
    watch: {
      start(at) { this.begin(this, places[at]); },
      probe(name) { if (!this.active.includes('downstream') && this.choices.includes('downstream')) { this.held.downstream = name; } },
      metric(name) { if (!this.active.includes('metric') && this.choices.includes('metric')) { this.held.metric = name; } },
    },
    computed: {
      values() { const all = {}; this.choices.forEach((v) => { all[v] = distinct(cells.map((c) => c[v])); }); return all; },
      left() { return cells.filter((c) => this.choices.every((v) => this.active.includes(v) || c[v] === this.held[v])); },
      problem() { return this.left.length ? '' : 'Nothing was scored for these values: ' + this.choices.filter((v) => !this.active.includes(v)).map((v) => v + ' ' + this.held[v]).join(', ') + '.'; },
      table() { return Vue.markRaw(S.pivot(this.left, this.rows, this.columns)); },
      tracks() { const n = distinct(this.left.map((c) => c.total).filter((t) => t > 0)); return n.length ? (n.length === 1 ? n[0] : Math.min(...n) + ' to ' + Math.max(...n)) + ' tests.' : ''; },
    },
    methods: {
      /** The layout of one experiment: all that differs in it. */
      begin(to, place, everything) {
        if (data.board) { // all models of all runs, a column for each task, on clean audio
          to.choices.forEach((v) => { to.held[v] = v === 'scenario' ? CLEAN : cells[0][v]; });
          to.active = to.choices.filter((v) => v !== 'scenario');
          to.sort = { by: null, up: false };
          this.infer(to);
          return;
        }
        const own = cellsAt(place);
        to.held = {};
        to.choices.forEach((v) => { to.held[v] = own[0][v]; });
        to.active = to.choices.filter((v) => distinct(own.map((c) => c[v])).length > 1);
        // metrics beside each other only where they fit
        const wide = distinct(own.map((c) => c.metric)).length * distinct(own.map((c) => c.scenario)).length > 8;
        if (wide && !everything) {
          to.active = to.active.filter((v) => v !== 'metric');
          if (own.some((c) => c.metric === this.metric)) { to.held.metric = this.metric; }
        }
        if (own.some((c) => c.downstream === this.probe) && to.choices.includes('downstream')) { to.held.downstream = this.probe; }
        to.sort = { by: null, up: false };
        this.infer(to);
      },
      /** A fitting layout: models down, conditions across; one axis is never empty while the other has two. */
      infer(to) {
        const order = ['source', 'experiment', 'embedding', 'aggregation', 'downstream', 'task', 'dataset', 'metric', 'scenario'];
        const active = order.filter((v) => to.active.includes(v));
        to.columns = active.filter((v) => ACROSS.includes(v));
        to.rows = active.filter((v) => !ACROSS.includes(v));
        if (!to.rows.length && to.columns.length > 1) { to.rows = [to.columns.pop()]; }
        if (!to.columns.length && to.rows.length > 1) { to.columns = [to.rows.pop()]; }
        if (!to.rows.length && to.columns.length === 1) { to.rows = to.columns; to.columns = []; }
      },
      toggle(v) {
        this.active = this.active.includes(v) ? this.active.filter((a) => a !== v) : this.active.concat(v);
        this.sort = { by: null, up: false };
        this.infer(this);
        this.save();
      },
      /** Another value of what is held; what does not occur with it goes to what does. */
      hold(v) {
        if (!this.left.length) {
          const other = cells.find((c) => c[v] === this.held[v]);
          this.choices.filter((w) => w !== v && !this.active.includes(w) && !cells.some((c) => c[v] === this.held[v] && c[w] === this.held[w])).forEach((w) => { this.held[w] = other[w]; });
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
      sortBy(by) { this.sort = this.sort.by === by ? (this.sort.up ? { by: null, up: false } : { by, up: true }) : { by, up: by < 0 }; this.save(); },
      preset(name) {
        this.begin(this, places[this.start], name === 'all');
        if (name !== 'all') {
          this.active = ['embedding', name].filter((v) => this.choices.includes(v));
          const own = cellsAt(places[this.start]);
          this.choices.forEach((v) => { this.held[v] = own.some((c) => c[v] === this.held[v]) ? this.held[v] : own[0][v]; });
          this.rows = this.active.filter((v) => v === name);
          this.columns = this.active.filter((v) => v === 'embedding');
        }
        this.save();
      },
      async copy(language, event) {
        await copyText(S.write(this.table, language, this.choices.filter((v) => !this.active.includes(v)).map((v) => [v, this.held[v]])));
        const button = event.target;
        button.textContent = 'copied';
        setTimeout(() => { button.textContent = language; }, 1500);
      },
      save() {
        const held = this.choices.filter((v) => !this.active.includes(v)).map((v) => encodeURIComponent(v) + '=' + encodeURIComponent(this.held[v]));
        S.fragment('table', ['rows=' + this.rows.join('.'), 'columns=' + this.columns.join('.')].concat(held, this.sort.by === null ? [] : ['sort=' + this.sort.by + (this.sort.up ? 'u' : 'd')]));
      },
      read(to) {
        const { section, params } = S.readFragment();
        const known = (text) => (text || '').split('.').filter((v) => to.choices.includes(v));
        if (section !== 'table' || !known(params.rows).concat(known(params.columns)).length) { return; }
        to.rows = known(params.rows);
        to.columns = known(params.columns).filter((v) => !to.rows.includes(v));
        to.active = to.rows.concat(to.columns);
        to.choices.forEach((v) => { if (params[v] !== undefined && cells.some((c) => c[v] === params[v])) { to.held[v] = params[v]; } });
        const sort = /^(-?\d+)([ud])$/.exec(params.sort || '');
        if (sort) { to.sort = { by: Number(sort[1]), up: sort[2] === 'u' }; }
      },
    },
  };

  S.readFragment = () => {
    const [section, query] = location.hash.replace(/^#\/?/, '').split('?');
    const params = Object.create(null);
    (query || '').split('&').filter(Boolean).forEach((part) => { const at = part.indexOf('='); try { params[decodeURIComponent(part.slice(0, at))] = decodeURIComponent(part.slice(at + 1)); } catch (e) { /* not ours */ } });
    return { section, params };
  };
  S.shared = {};
  S.fragment = (section, parts) => {
    const common = Object.entries(S.shared).map(([k, v]) => k + '=' + encodeURIComponent(v));
    history.replaceState(null, '', '#/' + section + '?' + common.concat(parts).join('&'));
  };

  const sounds = new Set((data.clips || []).map((c) => JSON.stringify([c.experiment, c.dataset, c.track, c.scenario])));
  /** Whether a sound of a track was kept. */
  S.isHeard = (place, track, scenario) => (sounds.has(JSON.stringify([place.experiment, place.dataset, track, scenario])) ? 1 : 0);

  /** Tracks with what was said of them. */
  const XTracks = {
    props: { tracks: Array, bundle: Object, scenario: String, state: Object, place: Object },
    template: '#t-tracks',
    data() { return { opened: -1, shown: 12, scores: null, broken: false }; },
    watch: { tracks() { this.opened = -1; this.shown = 12; } },
    methods: {
      three,
      sound(at) { return S.isHeard(this.place, this.bundle.tracks[at], this.scenario); },
      line() { const [embedding, aggregation] = S.key(this.state.model); return this.bundle.models.find((m) => m.embedding === embedding && m.aggregation === aggregation && m.downstream === this.state.probe); },
      async toggle(at) {
        this.opened = this.opened === at ? -1 : at;
        this.scores = null;
        const line = this.line();
        if (this.opened >= 0 && line && line.scores) {
          try { this.scores = Vue.markRaw(await S.load(line.scores)); } catch (e) { this.state.said = e.message; }
        }
      },
      ranked(at) {
        const truth = [].concat(this.bundle.truth[at]);
        const labels = this.bundle.labels.length ? this.bundle.labels : this.scores[at].map((s, i) => 'value ' + (i + 1) + ' (truth ' + truth[i] + ')');
        const real = this.bundle.labels.length > 0;
        const most = Math.max(...this.scores[at].map((s) => Math.abs(s)), 1e-9);
        const least = Math.min(0, ...this.scores[at]);
        return labels.map((label, i) => ({ label, score: this.scores[at][i], truth: real && truth.includes(i), share: Math.max(0, (100 * (this.scores[at][i] - least)) / (most - least)) })).sort((a, b) => b.score - a.score);
      },
      others(at) {
        const mine = this.line();
        return this.bundle.models.filter((m) => m !== mine && m.chosen.length).map((m) => m.embedding + (distinct(this.bundle.models.map((o) => o.aggregation)).length > 1 ? ' · ' + m.aggregation : '') + ' / ' + m.downstream + ': ' + (m.chosen[at] < 0 ? 'no answer' : this.bundle.labels[m.chosen[at]] + (m.chosen[at] === this.bundle.truth[at] ? ' (right)' : '')));
      },
      clips(at) {
        const id = this.bundle.tracks[at];
        const own = (data.clips || []).filter((c) => c.experiment === this.place.experiment && c.dataset === this.place.dataset && c.track === id);
        return own.filter((c) => c.scenario === CLEAN).concat(own.filter((c) => c.scenario !== CLEAN && (this.scenario === CLEAN || c.scenario === this.scenario)));
      },
    },
  };

  const XConfusions = {
    props: { state: Object, place: Object, scenarios: Array, models: Array, kind: String },
    template: '#t-confusions',
    components: { XTracks },
    data() { return { bundles: Object.create(null), problem: '', cell: null, difference: false, hardScenario: this.scenarios[0], hardClass: '', tagScores: null, groupsShown: 15 }; },
    mounted() {
      this.seen = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) { this.started = true; this.fetch(); } }, { rootMargin: '400px' });
      this.seen.observe(this.$el.nextElementSibling || this.$el.parentElement || document.body);
      const section = document.getElementById('confusions');
      if (section) { this.seen.observe(section); }
      // soon after, also where nobody looks: it may be printed
      setTimeout(() => { this.started = true; this.fetch(); }, 2500);
    },
    unmounted() { this.seen.disconnect(); },
    watch: {
      place() { this.bundles = Object.create(null); this.cell = null; this.hardScenario = this.scenarios[0]; this.hardClass = ''; if (this.started) { this.fetch(); } },
      'state.scenario'() { if (this.started) { this.fetch(); } },
      'state.model'() { this.cell = null; this.fetchTags(); },
      'state.probe'() { this.cell = null; this.fetchTags(); },
      hardScenario() { this.fetch().then(() => this.fetchTags()); },
      hardClass() { this.fetchTags(); },
    },
    computed: {
      labels() { const b = Object.values(this.bundles)[0]; return b ? b.labels : []; },
      left() { return this.bundles[CLEAN] || Object.values(this.bundles)[0]; },
      right() { return this.scenarios.length > 1 ? this.bundles[this.state.scenario] : null; },
      sides() {
        const own = this.scenarios.includes(CLEAN) ? CLEAN : this.scenarios[0];
        const a = this.side(own);
        const b = this.right ? this.side(this.state.scenario) : null;
        if (a && b && this.difference) {
          const change = (i, j) => b.counts[i][j] - a.counts[i][j];
          return [{ title: this.state.scenario + ' minus ' + own, scenario: this.state.scenario, totals: b.totals, counts: b.counts, share: (i, j) => (b.totals[i] ? Math.abs(change(i, j)) / b.totals[i] : 0), label: (i, j) => (change(i, j) ? (change(i, j) > 0 ? '+' : '−') + Math.abs(change(i, j)) : ''), text: (i, j) => this.labels[i] + ' taken for ' + this.labels[j] + ': ' + change(i, j) + ' against clean', more: (i, j) => change(i, j) > 0 }];
        }
        return [a, b].filter(Boolean);
      },
      cellTitle() { return this.labels[this.cell.i] + (this.cell.i === this.cell.j ? ' and taken for it' : ' taken for ' + this.labels[this.cell.j]) + ', ' + this.cell.scenario + ': ' + this.cellTracks.length + ' tracks'; },
      cellTracks() {
        const bundle = this.bundles[this.cell.scenario];
        const line = this.line(bundle);
        return line ? line.chosen.map((c, at) => ({ at, c, note: bundle.splits[at] })).filter((t) => t.c === this.cell.j && bundle.truth[t.at] === this.cell.i).sort((a, b) => S.isHeard(this.place, bundle.tracks[b.at], this.cell.scenario) - S.isHeard(this.place, bundle.tracks[a.at], this.cell.scenario) || a.at - b.at) : [];
      },
      hardBundle() { return this.bundles[this.hardScenario]; },
      worst() {
        const b = this.hardBundle;
        if (!b) { return []; }
        const said = this.judges(b).filter((m) => m.chosen.length);
        if (!said.length) { return this.others(b); }
        const wanted = b.labels.indexOf(this.hardClass);
        return b.tracks.map((t, at) => { const n = said.filter((m) => m.chosen[at] >= 0).length; const missed = said.filter((m) => m.chosen[at] >= 0 && m.chosen[at] !== b.truth[at]).length; return { at, missed, note: b.labels[b.truth[at]] + ', missed by ' + missed + ' of ' + n }; })
          .filter((t) => t.missed > 0 && (wanted < 0 || b.truth[t.at] === wanted)).sort((x, y) => y.missed - x.missed || x.at - y.at);
      },
      tagged() { const line = this.line(this.hardBundle); return line && this.tagScores && this.tagScores.of === line.scores ? this.tagScores.scores : null; },
      /** The share of tracks that are right in each group, for each model with the probe that is chosen. */
      groups() {
        const b = this.hardBundle;
        if (!b || !b.units.length || this.kind !== 'class') { return null; }
        const own = this.judges(b).filter((m) => m.downstream === this.state.probe && m.chosen.length);
        const several = distinct(own.map((m) => m.aggregation)).length > 1;
        const by = new Map();
        b.units.forEach((unit, at) => { if (!by.has(unit)) { by.set(unit, []); } by.get(unit).push(at); });
        if (by.size < 2 || by.size === b.units.length) { return null; }
        const lines = [...by].map(([unit, places]) => ({ unit, n: places.length, shares: own.map((m) => { const known = places.filter((at) => m.chosen[at] >= 0); return known.length ? known.filter((at) => m.chosen[at] === b.truth[at]).length / known.length : NaN; }) }));
        return { models: own.map((m) => m.embedding + (several ? ' · ' + m.aggregation : '')), lines: lines.sort((x, y) => mean(x.shares.filter(has)) - mean(y.shares.filter(has))) };
      },
      hardWords() { return this.kind === 'class' ? 'Tracks by how many of all models and probes, floors left out, miss them: ' + this.worst.length + ' of ' + this.hardBundle.tracks.length + ' are missed by some.' : this.kind === 'tags' ? (this.hardClass ? 'Where ' + this.state.model + ' with ' + this.state.probe + ' is wrong about this tag at a threshold of one half: missed, by the lowest score, then seen wrongly, by the highest.' : 'Tracks by how many tags are wrong at a threshold of one half, the mean over all models and probes.') : 'Tracks by how far the values are off, the mean over all models and probes.'; },
      agreement() {
        const b = this.hardBundle;
        const own = b ? this.judges(b).filter((m) => m.downstream === this.state.probe && m.chosen.length) : [];
        const several = distinct(own.map((m) => m.aggregation)).length > 1;
        return own.map((a) => ({ name: a.embedding + (several ? ' · ' + a.aggregation : ''), values: own.map((o) => { const both = a.chosen.map((c, i) => [c, o.chosen[i], b.truth[i]]).filter((x) => x[0] >= 0 && x[1] >= 0); const wrong = both.filter((x) => x[0] !== x[2] && x[1] !== x[2]).length; return a === o ? '' : three(both.filter((x) => x[0] === x[1]).length / both.length) + ' · ' + wrong; }) }));
      },
    },
    methods: {
      three,
      /** Models that have learnt something: what floors miss says nothing of a track. */
      judges(b) { const floors = new Set(cellsAt(this.place).filter((c) => c.floor).map((c) => JSON.stringify([c.embedding, c.downstream]))); const real = b.models.filter((m) => !floors.has(JSON.stringify([m.embedding, m.downstream]))); return real.length ? real : b.models; },
      /** Tracks with tags or values, the worst first; of one tag those where it is wrong. */
      others(b) {
        const tag = b.labels.indexOf(this.hardClass);
        if (this.kind === 'tags' && tag >= 0) {
          if (!this.tagged) { return []; }
          const all = this.tagged.map((scores, at) => ({ at, score: scores.length ? scores[tag] : NaN, there: b.truth[at].includes(tag) })).filter((t) => has(t.score));
          const missed = all.filter((t) => t.there && t.score < 0.5).sort((x, y) => x.score - y.score);
          const seen = all.filter((t) => !t.there && t.score >= 0.5).sort((x, y) => y.score - x.score);
          return missed.map((t) => ({ at: t.at, note: 'missed, ' + three(t.score) })).concat(seen.map((t) => ({ at: t.at, note: 'seen wrongly, ' + three(t.score) })));
        }
        const what = this.kind === 'tags' ? ' tags wrong on average' : ' off on average';
        return b.tracks.map((t, at) => ({ at, error: mean(this.judges(b).map((m) => (m.errors ? Number(m.errors[at]) : NaN)).filter(has)) })).filter((t) => t.error > 0).sort((x, y) => y.error - x.error || x.at - y.at).map((t) => ({ at: t.at, note: three(t.error) + what }));
      },
      async fetchTags() {
        const line = this.kind === 'tags' && this.hardClass ? this.line(this.hardBundle) : null;
        if (line && line.scores) {
          try { this.tagScores = Vue.markRaw({ of: line.scores, scores: await S.load(line.scores) }); } catch (e) { this.problem = e.message; }
        }
      },
      line(bundle) { const [embedding, aggregation] = S.key(this.state.model); return bundle && bundle.models.find((m) => m.embedding === embedding && m.aggregation === aggregation && m.downstream === this.state.probe); },
      async fetch() {
        const place = this.place;
        const wanted = distinct([this.scenarios[0], this.scenarios.length > 1 ? this.state.scenario : this.scenarios[0], this.hardScenario]);
        for (const scenario of wanted) {
          const entry = data.predictions.find((p) => p.experiment === place.experiment && p.dataset === place.dataset && p.scenario === scenario);
          if (entry && !this.bundles[scenario]) {
            try {
              const bundle = Vue.markRaw(await S.load(entry.file));
              if (this.place === place) { this.bundles = Object.assign(Object.create(null), this.bundles, { [scenario]: bundle }); }
            } catch (e) { this.problem = e.message; }
          }
        }
      },
      side(scenario) {
        const bundle = this.bundles[scenario];
        const line = this.line(bundle);
        if (!line || !line.chosen.length) { return null; }
        const counts = this.labels.map(() => this.labels.map(() => 0));
        line.chosen.forEach((c, at) => { if (c >= 0 && bundle.truth[at] >= 0) { counts[bundle.truth[at]][c]++; } });
        const totals = counts.map((row) => row.reduce((a, b) => a + b, 0));
        return { title: scenario, scenario, totals, counts, share: (i, j) => (totals[i] ? counts[i][j] / totals[i] : 0), label: (i, j) => counts[i][j] || '', text: (i, j) => this.labels[i] + ' taken for ' + this.labels[j] + ': ' + counts[i][j] + ' of ' + totals[i], more: () => true };
      },
      shade(side, i, j) { const share = side.share(i, j); return share ? { background: side.more(i, j) ? 'rgba(var(--heat),' + (0.08 + 0.55 * share).toFixed(2) + ')' : 'repeating-linear-gradient(45deg, transparent, transparent 4px, var(--line) 4px, var(--line) 6px)' } : null; },
      isOpen(side, i, j) { return this.cell && this.cell.scenario === side.scenario && this.cell.i === i && this.cell.j === j; },
      open(scenario, i, j) {
        this.cell = { scenario, i, j };
        this.state.said = this.cellTitle;
        this.$nextTick(() => { const list = document.getElementById('tracks-of-cell'); if (list) { const box = list.getBoundingClientRect(); if (box.top > window.innerHeight - 160) { list.scrollIntoView({ block: 'center' }); } } });
      },
      openClass(label) { const i = this.labels.indexOf(label); if (i >= 0 && this.left) { const s = this.scenarios.length > 1 ? this.state.scenario : this.scenarios[0]; const side = this.side(s); let j = -1; side.counts[i].forEach((n, k) => { if (k !== i && n > 0 && (j < 0 || n > side.counts[i][j])) { j = k; } }); this.open(s, i, j < 0 ? i : j); } },
      move(event) {
        const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
        const at = event.target.dataset;
        if (!way || at.row === undefined) { return; }
        event.preventDefault();
        const next = event.currentTarget.querySelector('td[data-row="' + (Number(at.row) + way[0]) + '"][data-column="' + (Number(at.column) + way[1]) + '"]');
        if (next) { event.target.tabIndex = -1; next.tabIndex = 0; next.focus(); }
      },
    },
  };

  const XTraining = {
    props: { place: Object, probe: String },
    template: '#t-training',
    data() { return { curves: [], problem: '', ready: false }; },
    mounted() {
      this.seen = new IntersectionObserver((e) => { if (e.some((x) => x.isIntersecting)) { this.seen.disconnect(); this.fetch(); } }, { rootMargin: '300px' });
      this.seen.observe(document.getElementById('training'));
      setTimeout(() => this.fetch(), 2500);
    },
    unmounted() { this.seen.disconnect(); },
    watch: { place() { this.fetch(); }, probe() { this.fetch(); } },
    computed: {
      falling() { const n = this.curves.filter((c) => c.val_loss && c.best === c.val_loss.length - 1).length; return n ? n + ' of ' + this.curves.length + ' trainings ended while the validation loss was still falling; more epochs may score better.' : ''; },
    },
    methods: {
      async fetch() {
        try {
          const all = await S.load('training');
          this.ready = true;
          this.curves = Vue.markRaw(all.filter((c) => c.trial[0] === this.place.experiment && c.trial[1] === this.place.dataset && c.trial[5] === this.probe).map((c) => {
            const known = (c.val_loss || []).map((v) => (has(v) ? v : Infinity));
            return Object.assign({ best: known.indexOf(Math.min(...known)) }, c);
          }));
        } catch (e) { this.problem = e.message; }
      },
      chart(theme) {
        const splits = distinct(this.curves.map((c) => c.trial[2]));
        const names = distinct(this.curves.map((c) => c.trial[3] + ' ' + c.trial[4]));
        const series = [];
        const drawn = this.curves.filter((c) => c.trial[2] === splits[0] && c.trial[6] === 1);
        drawn.forEach((c) => {
          const name = c.trial[3] + (distinct(names).length > distinct(this.curves.map((x) => x.trial[3])).length ? ' · ' + c.trial[4] : '');
          series.push({ name, points: (c.val_loss || c.loss).map((v, i) => ({ x: i + 1, y: v })), mark: c.best >= 0 ? c.best + 1 : NaN });
        });
        const built = charts.lines({ curves: series, x: 'epoch' + (splits.length > 1 ? ', split ' + splits[0] : ''), y: 'loss', look: theme });
        drawn.forEach((c, i) => { if (c.val_loss) { built.option.series.push({ type: 'line', name: series[i].name, showSymbol: false, lineStyle: { color: theme.colours[i % theme.colours.length], width: 1, type: 'dashed' }, itemStyle: { color: theme.colours[i % theme.colours.length] }, data: c.loss.map((v, e) => [e + 1, v]) }); } });
        return built;
      },
    },
  };

  // ---- the whole ----

  const params = S.readFragment().params;
  const first = Math.min(Math.max(0, Number(params.e) || 0), places.length - 1);
  const s = reactive({ place: first, metric: '', probe: '', model: '', scenario: '', byLoss: false, map: 0, colour: 'label', rankScenario: CLEAN, said: '' });

  const Board = {
    template: '#t-board',
    components: { XAutotable },
    setup() { return { runs: data.board.runs, several: data.board.runs.length !== 1, ranks: cells.some((c) => c.dataset === 'mean rank') }; },
    mounted() { document.title = 'Leaderboard'; document.documentElement.dataset.ready = 'yes'; },
  };

  const App = {
    template: '#t-report',
    components: { XChart, XTable, XAutotable, XConfusions, XTraining, XTracks },
    setup() {
      const place = computed(() => places[s.place]);
      const own = computed(() => cellsAt(place.value));
      const experiment = computed(() => M.experiments.get(place.value.experiment) || { scenarios: [], legend: [], metrics: [] });
      const metrics = computed(() => distinct(own.value.map((c) => c.metric)));
      const probes = computed(() => distinct(own.value.map((c) => c.downstream)));
      const scenarios = computed(() => distinct(own.value.map((c) => c.scenario)));
      const models = computed(() => distinct(own.value.map((c) => nameOf(c, own.value))));
      const byMetric = computed(() => own.value.filter((c) => c.metric === s.metric));
      const less = computed(() => byMetric.value.length > 0 && !byMetric.value[0].greater);
      const sign = computed(() => (less.value ? -1 : 1));
      const bestOf = (list) => list.filter((c) => has(c.mean)).sort((a, b) => sign.value * (b.mean - a.mean))[0];
      const bestProbe = computed(() => { const found = data.answers.find((a) => a.experiment === place.value.experiment && a.dataset === place.value.dataset); return found && probes.value.includes(found.probe) ? found.probe : probes.value[0]; });
      const cellOf = (name, scenario, probe, metric) => own.value.find((c) => nameOf(c, own.value) === name && c.scenario === scenario && c.downstream === (probe || s.probe) && c.metric === (metric || s.metric));
      S.key = (name) => modelKey(name, own.value);

      /** What is chosen stays where it is there, and else is the first or the best. */
      function settle(fresh) {
        if (!metrics.value.includes(s.metric)) { s.metric = (fresh && metrics.value.includes(params.m) && params.m) || metrics.value[0]; }
        if (!probes.value.includes(s.probe) || fresh) { s.probe = (fresh && probes.value.includes(params.p) && params.p) || bestProbe.value; }
        const best = bestOf(byMetric.value.filter((c) => c.scenario === CLEAN && c.downstream === s.probe));
        if (!models.value.includes(s.model) || fresh) { s.model = (fresh && models.value.includes(params.model) && params.model) || (best ? nameOf(best, own.value) : models.value[0]); }
        if (!scenarios.value.slice(1).includes(s.scenario)) { s.scenario = (fresh && scenarios.value.includes(params.s) && params.s) || scenarios.value[1] || CLEAN; }
        if (!scenarios.value.includes(s.rankScenario)) { s.rankScenario = scenarios.value[0]; }
        s.map = 0;
        if (!data.predictions.some((p) => p.experiment === place.value.experiment && p.kind === 'class')) { s.colour = 'label'; }
      }
      settle(true);
      watch(() => s.place, () => { s.probe = ''; s.model = ''; settle(false); });
      const share = () => { S.shared = { e: s.place, m: s.metric, p: s.probe, model: s.model, s: s.scenario }; };
      share();
      watch(() => [s.place, s.metric, s.probe, s.model, s.scenario], () => { share(); const { section } = S.readFragment(); if (section !== 'table') { S.fragment(section || 'answer', []); } });

      const order = computed(() => {
        const clean = (name) => { const c = cellOf(name, CLEAN); return c && has(c.mean) ? sign.value * c.mean : -Infinity; };
        const floor = (name) => own.value.some((c) => nameOf(c, own.value) === name && c.floor && c.downstream === s.probe);
        return [...models.value].sort((a, b) => floor(a) - floor(b) || clean(b) - clean(a));
      });
      const drops = computed(() => data.drops.filter((d) => d.experiment === place.value.experiment && d.dataset === place.value.dataset && d.metric === s.metric).map((d) => { const copy = {}; Object.keys(d).forEach((k) => { copy[k] = d[k] === 'NaN' ? NaN : d[k]; }); return copy; }));
      const ownDrops = (scenario) => drops.value.filter((d) => d.scenario === scenario && d.downstream === s.probe && has(d.relative));
      const text = (scenario) => { const known = (experiment.value.scenarios || []).find((e) => e.name === scenario); return known ? known.text : ''; };
      const levels = computed(() => new Map(Object.entries(S.own(data.levels, place.value.experiment) || {})));
      const lossScenarios = computed(() => scenarios.value.filter((c) => c !== CLEAN && !levels.value.get(c) && ownDrops(c).length).map((name) => ({ name, text: text(name) })));
      const bracket = (low, high) => (has(low) && has(high) ? ' [' + S.three(low) + ', ' + S.three(high) + ']' : '');
      const families = computed(() => {
        const sweeps = distinct([...levels.value.values()].map((l) => l[0]));
        return sweeps.map((sweep) => ({
          sweep,
          points: scenarios.value.filter((c) => levels.value.get(c) && levels.value.get(c)[0] === sweep).map((c) => ({ scenario: c, level: levels.value.get(c)[1] })).sort((a, b) => a.level - b.level),
          lines: data.curves.filter((c) => c.experiment === place.value.experiment && c.dataset === place.value.dataset && c.metric === s.metric && c.sweep === sweep && c.downstream === s.probe)
            .map((c) => c.embedding + (distinct(own.value.map((x) => x.aggregation)).length > 1 ? ' · ' + c.aggregation : '') + ': ' + (c.area === 'NaN' ? 'no area, ' + c.why : three(c.clean) + ' on clean audio, of which above chance ' + three(c.area) + bracket(c.area_low, c.area_high) + ' is kept on average; ' + (c.half === 'NaN' ? 'half is never lost' : 'half is lost ' + (c.half_before ? 'before ' : 'at ') + Number(c.half.toFixed(2)) + (c.half_before ? '' : has(c.half_low) ? bracket(c.half_low, c.half_high) : ' (in too few draws of the tracks for an interval)')))),
        }));
      });
      const sweepChart = (family) => (theme) => charts.lines({
        look: theme, x: family.sweep, y: s.metric, chance: mean(byMetric.value.map((c) => c.chance).filter(has)),
        curves: order.value.map((name) => {
          const clean = cellOf(name, CLEAN);
          const curve = data.curves.find((c) => c.sweep === family.sweep && c.experiment === place.value.experiment && c.dataset === place.value.dataset && c.metric === s.metric && c.downstream === s.probe && [c.embedding, c.aggregation].join('\n') === S.key(name).join('\n'));
          return { name, grey: clean && atChance(clean), mark: curve && curve.half !== 'NaN' ? curve.half : NaN, points: family.points.map((p) => { const c = cellOf(name, p.scenario); return { x: p.level, y: c ? c.mean : NaN, low: c ? c.low : NaN, high: c ? c.high : NaN }; }) };
        }),
      });
      const nothingToLose = computed(() => drops.value.length > 0 && drops.value.every((d) => !has(d.relative)));
      const lossRange = computed(() => { const all = lossScenarios.value.flatMap((l) => ownDrops(l.name)).flatMap((d) => [d.relative, d.relative_low, d.relative_high]).filter(has); return [Math.floor(10 * Math.min(0, ...all)) / 10, Math.ceil(10 * Math.max(1, ...all)) / 10]; });
      const lossChart = (scenario) => (theme) => charts.ranges({
        look: theme, x: 'share lost', zero: true,
        range: lossRange.value, rows: ownDrops(scenario).sort((a, b) => a.relative - b.relative).map((d) => ({ name: S.modelName(d, distinct(own.value.map((c) => c.aggregation)).length), value: d.relative, low: d.relative_low, high: d.relative_high, grey: has(d.low) && d.low <= 0 && d.high >= 0, note: has(d.low) && d.low <= 0 && d.high >= 0 ? 'no loss can be shown' : '' })),
      });
      const plainScenarios = computed(() => scenarios.value.filter((c) => !levels.value.get(c)));
      const dots = (theme) => plainScenarios.value.length === 1 && families.value.length ? sweepChart(families.value[0])(theme) : charts.dots({ rows: order.value, scenarios: plainScenarios.value, metric: s.metric, cellOf: (name, scenario) => cellOf(name, scenario), look: theme });
      const dotTable = computed(() => S.pivot(byMetric.value.filter((c) => c.downstream === s.probe), distinct(own.value.map((c) => c.aggregation)).length > 1 ? ['embedding', 'aggregation'] : ['embedding'], ['scenario']));

      // classes
      const classIndex = new Map(data.classes.map((c) => [c.cell, c]));
      const hasClasses = computed(() => byMetric.value.some((c) => classIndex.has(c.at)));
      const classRows = computed(() => {
        const a = cellOf(s.model, CLEAN); const b = cellOf(s.model, s.scenario);
        const x = a && classIndex.get(a.at); const y = b && classIndex.get(b.at);
        if (!x) { return []; }
        const several = scenarios.value.length > 1 && y;
        const rows = x.parts.map((part, i) => ({ key: part, name: part + ' (' + x.tracks[i] + ')', tracks: x.tracks[i], from: x.values[i] === 'NaN' ? NaN : x.values[i], to: several ? (y.values[y.parts.indexOf(part)] === 'NaN' ? NaN : y.values[y.parts.indexOf(part)]) : NaN }));
        return rows.sort((p, q) => (s.byLoss && several ? sign.value * ((q.from - q.to) - (p.from - p.to)) : sign.value * (p.from - q.from)) || 0);
      });
      const classChart = (theme) => charts.pairs({ look: theme, rows: classRows.value, x: s.metric, from: CLEAN, to: scenarios.value.length > 1 ? s.scenario : '', place: plainScenarios.value.indexOf(s.scenario) < 0 ? scenarios.value.indexOf(s.scenario) : plainScenarios.value.indexOf(s.scenario) });

      // what was predicted
      const kind = computed(() => { const entry = data.predictions.find((p) => p.experiment === place.value.experiment && p.dataset === place.value.dataset); return entry ? entry.kind : ''; });

      // maps
      const maps = computed(() => (data.maps || []).filter((m) => m.experiment === place.value.experiment && m.dataset === place.value.dataset));
      const mapData = reactive({ points: null, bundle: null, picked: [], problem: '' });
      watch(() => [maps.value[s.map], s.model, s.place], async () => {
        const map = maps.value[s.map];
        mapData.points = null;
        mapData.problem = '';
        mapData.picked = [];
        if (!map) { return; }
        const entry = data.predictions.find((p) => p.experiment === map.experiment && p.dataset === map.dataset && p.scenario === CLEAN);
        try {
          const points = await S.load(map.file);
          mapData.bundle = entry ? Vue.markRaw(await S.load(entry.file)) : null;
          mapData.points = Vue.markRaw(points);
        } catch (e) { mapData.problem = e.message; }
      }, { immediate: true });
      const mapChart = (theme) => {
        const map = maps.value[s.map];
        if (!mapData.points || !map) { return {}; }
        const bundle = mapData.bundle;
        const line = bundle && bundle.models.find((m) => m.embedding === map.embedding && m.aggregation === map.aggregation && m.downstream === s.probe);
        const groups = new Map();
        mapData.points.forEach((p) => {
          const at = bundle ? bundle.tracks.indexOf(p[0]) : -1;
          const name = s.colour === 'error' ? (at < 0 || !line || line.chosen[at] < 0 ? 'not tested' : line.chosen[at] === bundle.truth[at] ? 'right' : 'wrong') : p[3] || 'no label';
          if (!groups.has(name)) { groups.set(name, []); }
          groups.get(name).push({ x: p[1], y: p[2], key: p[0], tip: p[0] + ', ' + p[3] });
        });
        return charts.scatter({ look: theme, onPlane: true, x: '', y: '', groups: [...groups].map(([name, points]) => ({ name, points })) });
      };
      const mapWords = computed(() => { const m = maps.value[s.map]; return m ? (m.words || '') : ''; });

      // probes and ranks
      const agreement = computed(() => data.agreement.filter((line) => line.startsWith(place.value.experiment + ', ' + place.value.dataset + ', ' + s.metric + ':')).map((line) => line.slice((place.value.experiment + ', ' + place.value.dataset + ', ').length)));
      const slopes = (theme) => {
        const rank = (name, probe) => { const c = cellOf(name, CLEAN, probe); return c ? c.rank : NaN; };
        const built = charts.lines({ look: theme, x: 'probe', y: 'rank', categories: probes.value, curves: order.value.map((name) => ({ name, points: probes.value.map((p) => ({ x: p, y: rank(name, p) })) })) });
        built.option.yAxis.inverse = true;
        built.option.yAxis.minInterval = 1;
        built.option.yAxis.min = 1;
        built.option.yAxis.nameLocation = 'start';
        return built;
      };
      const rankRows = computed(() => data.ranks.filter((r) => r.experiment === place.value.experiment && r.dataset === place.value.dataset && r.metric === s.metric && r.scenario === s.rankScenario).sort((a, b) => a.rank - b.rank));
      const rankChart = (theme) => charts.ranges({ look: theme, x: 'rank', integer: true, rows: rankRows.value.slice(0, 60).map((r) => ({ name: r.embedding + ' / ' + r.downstream + (distinct(own.value.map((c) => c.aggregation)).length > 1 ? ' / ' + r.aggregation : ''), value: r.rank, low: r.rank_high || NaN, high: r.rank_low || NaN, grey: r.group !== 1 && r.group !== 0, note: has(r.behind) && r.behind !== 0 ? 'behind the best by ' + three(r.behind) + bracket(r.behind_low, r.behind_high) + ', p ' + (r.p < 0.001 ? 'under 0.001' : three(r.p)) : '' })) });
      const critical = computed(() => {
        const c = data.critical;
        return c && c.models.length > 1 ? c : null;
      });
      const criticalChart = (theme) => charts.ranges({ look: theme, x: 'mean rank', rows: critical.value.models.map((m) => ({ name: m.name, value: m.rank, low: m.rank - critical.value.distance / 2, high: m.rank + critical.value.distance / 2, grey: m.rank > critical.value.models[0].rank + critical.value.distance })) });

      // costs
      const costs = computed(() => {
        const known = new Map(data.costs.map((each) => [each.cell, each]));
        return models.value.map((name) => {
          const c = cellOf(name, CLEAN);
          const cost = c && known.get(c.at);
          return cost && { name, score: c.mean, milliseconds: cost.milliseconds, dimension: cost.dimension, front: cost.front };
        }).filter(Boolean);
      });
      const costChart = (theme) => { const built = charts.scatter({ look: theme, x: 'ms a track', y: s.metric, groups: [{ name: 'on the front', labels: true, size: 11, points: costs.value.filter((c) => c.front).map((c) => ({ x: c.milliseconds, y: c.score, label: c.name, tip: c.name })) }, { name: 'another is faster and better', labels: true, size: 9, points: costs.value.filter((c) => !c.front).map((c) => ({ x: c.milliseconds, y: c.score, label: c.name, tip: c.name })) }].filter((g) => g.points.length) }); const times = costs.value.map((c) => c.milliseconds); if (Math.max(...times) > 30 * Math.min(...times)) { built.option.xAxis.type = 'log'; } else { built.option.xAxis.scale = false; } return built; };

      // measures
      const measures = computed(() => {
        const groups = new Map();
        data.measures.filter((m) => m.experiment === place.value.experiment && m.dataset === place.value.dataset).forEach((m) => {
          const kindOf = m.measure.slice(0, m.measure.indexOf(': '));
          const what = m.measure.slice(kindOf.length + 2);
          const title = m.scenario ? kindOf + ': ' + what : kindOf + ' over ' + m.sweep;
          if (!groups.has(title)) { groups.set(title, { title, columns: [], models: new Map() }); }
          const g = groups.get(title);
          const column = m.scenario || what;
          if (!g.columns.includes(column)) { g.columns.push(column); }
          const model = m.embedding + (m.aggregation === 'mean' ? '' : ' / ' + m.aggregation);
          if (!g.models.has(model)) { g.models.set(model, new Map()); }
          g.models.get(model).set(column, m);
        });
        return [...groups.values()].map((g) => ({ title: g.title, columns: g.columns, lines: [...g.models].map(([model, by]) => ({ model, values: g.columns.map((c) => by.get(c)) })) }));
      });

      // sizes, training, data
      const sizes = computed(() => data.sizes.find((c) => c.experiment === place.value.experiment && c.dataset === place.value.dataset));
      const sizeChart = (theme) => {
        const names = distinct(Object.values(sizes.value.models).flatMap((points) => points.map((p) => String(p[0]))));
        return charts.lines({ look: theme, x: 'training tracks', y: sizes.value.metric, categories: names, curves: Object.entries(sizes.value.models).map(([name, points]) => ({ name, points: points.map((p) => ({ x: String(p[0]), y: p[1] })) })) });
      };
      const card = computed(() => data.data.find((d) => d.experiment === place.value.experiment && d.dataset === place.value.dataset));
      const labelCounts = computed(() => (card.value && card.value.counts ? Object.entries(card.value.counts) : []));
      const labelChart = (theme) => charts.bars({ look: theme, names: labelCounts.value.map((l) => l[0]), x: 'tracks', series: ['train', 'validation', 'test'].map((name, i) => ({ name, values: labelCounts.value.map((l) => l[1][i]) })) });

      // words
      const when = (data.run.finished || data.run.started || '').slice(0, 10);
      const facts = computed(() => {
        const total = distinct(own.value.map((c) => c.total).filter(Boolean));
        const scored = cells.filter((c) => has(c.mean)).length;
        return [place.value.task + ' on ' + place.value.dataset, total.length ? Math.max(...total) + (own.value[0].splits > 1 ? ' tests' : ' test tracks') : '', card.value && labelCounts.value.length ? labelCounts.value.length + ' labels' : '', own.value.length && own.value[0].splits > 1 ? own.value[0].splits + ' splits' : '', when, data.run.id ? 'run ' + data.run.id : '', S.own(data.protocols, place.value.experiment) ? 'protocol ' + S.own(data.protocols, place.value.experiment) : '', scored + ' of ' + cells.length + ' scores', data.notes.length ? data.notes.length + (data.notes.length === 1 ? ' note' : ' notes') : ''].filter(Boolean).join(' · ');
      });
      const missing = computed(() => {
        const partial = cells.filter((c) => c.scored < c.total || c.count < c.splits).length;
        const findings = data.data.flatMap((d) => (d.audited ? d.findings : [])).length;
        return [(data.problems || []).length ? data.problems.length + ' files of the run are missing or damaged' : '', data.skipped.length ? data.skipped.length + ' things were left out' : '', partial ? partial + ' scores rest on fewer tracks or splits than they should' : '', findings ? 'the audit of the data has ' + findings + ' findings' : ''].filter(Boolean).join('; ');
      });
      const answer = computed(() => { const found = data.answers.find((a) => a.experiment === place.value.experiment && a.dataset === place.value.dataset && a.metric === s.metric); return found ? found.lines : ['Nothing was scored.']; });
      const over = computed(() => (own.value.length && own.value[0].splits > 1 ? ' (over splits: of the mean, by their deviation; of losses, areas and ranks over draws of the tracks, which do not hold what trainings differ by)' : ''));
      const title = computed(() => { const name = place.value.experiment || 'Scores'; return name + ': what do these embeddings know, and how robustly?'; });
      const legend = computed(() => experiment.value.legend.map((line) => { const at = line.indexOf(': '); return at < 0 ? ['', line] : [line.slice(0, at), line.slice(at + 2)]; }));
      const protocol = computed(() => 'Each score is of ' + (own.value.length && own.value[0].splits > 1 ? own.value[0].splits + ' splits, the mean over them' : 'one split') + '; downstream models were trained on the training part of ' + place.value.dataset + ' and tested on its test part, as it is and under each scenario. Seed ' + experiment.value.seed + '.' + (data.run.sonoprobe ? ' Sonoprobe ' + data.run.sonoprobe + ', ' + data.run.java + ', ' + data.run.os + ', ' + (data.run.policy || '') + ' policy, finished ' + (data.run.finished || 'not yet') + '.' : '') + (S.own(data.protocols, place.value.experiment) ? ' Protocol ' + S.own(data.protocols, place.value.experiment) + ': the first digits of a SHA-256 of the datasets, splits, seed and all else that scores of this experiment rest on, apart from what they are named by.' : ''));
      const trained = computed(() => !experiment.value.given && own.value.length > 0);
      const sections = computed(() => [['answer', 'Answer'], ['table', 'All scores'], scenarios.value.length > 1 && ['breaks', 'What breaks it'], hasClasses.value && ['classes', 'Classes'], kind.value && ['confusions', kind.value === 'class' ? 'Confusions' : 'Errors'], maps.value.length && ['space', 'Map'], probes.value.length > 1 && ['probes', 'Probes'], rankRows.value.length > 1 && ['ranks', 'Ranks'], costs.value.length > 1 && ['cost', 'Cost'], measures.value.length && ['measures', 'Measures'], sizes.value && ['sizes', 'Data needed'], trained.value && ['training', 'Training'], card.value && ['data', 'Data'], ['measured', 'How measured']].filter(Boolean));

      const confusions = Vue.ref(null);
      return {
        confusions, s, data, places, place, datasets: distinct(places.map((p) => p.dataset)).length, metrics, probes, scenarios, models, less, bestProbe, over, title, facts, missing, answer, sections, dots, dotTable, drops, three, interval, has,
        lossScenarios, nothingToLose, families, sweepChart, lossChart, hasClasses, classRows, classChart, kind, maps, mapChart, mapWords, agreement, slopes, rankRows, rankChart, critical, criticalChart, costs, costChart, measures, sizes, sizeChart, trained, card, labelCounts, labelChart, legend, protocol,
        firstOf: (list) => list.slice(0, 50),
        async copy(value, event) { await copyText(value); event.target.textContent = 'Copied'; },
        openClass(label) { const section = document.getElementById('confusions'); if (section && confusions.value) { section.scrollIntoView(); confusions.value.openClass(label); } },
        pickTracks(ids) { mapData.picked = ids; },
        pickedTracks: computed(() => (mapData.bundle ? mapData.picked.map((id) => mapData.bundle.tracks.indexOf(id)).filter((at) => at >= 0).map((at) => ({ at, note: String(mapData.bundle.labels[mapData.bundle.truth[at]] || '') })) : [])),
        mapData, CLEAN,
      };
    },
    mounted() {
      document.title = this.title;
      const go = () => { const { section } = S.readFragment(); const to = section && document.getElementById(section); if (to) { to.scrollIntoView(); } };
      window.addEventListener('hashchange', go);
      setTimeout(go, 0);
      document.documentElement.dataset.ready = 'yes';
    },
    watch: { title(text) { document.title = text; } },
  };
  const app = createApp(data.board ? Board : App);
  app.component('XTable', XTable);
  app.component('XChart', XChart);
  app.mount('#report');
})();
