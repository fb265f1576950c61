/* How probes were trained. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { charts, distinct, has } = S;
  const XTraining = {
    props: { place: Object, probe: String },
    template: '#t-training',
    data() {
      return { curves: [], problem: '', ready: false };
    },
    mounted() {
      this.seen = new IntersectionObserver(
        (e) => {
          if (e.some((x) => x.isIntersecting)) {
            this.seen.disconnect();
            this.fetch();
          }
        },
        { rootMargin: '300px' },
      );
      this.seen.observe(document.getElementById('training'));
      setTimeout(() => this.fetch(), 2500);
    },
    unmounted() {
      this.seen.disconnect();
    },
    watch: {
      place() {
        this.fetch();
      },
      probe() {
        this.fetch();
      },
    },
    computed: {
      falling() {
        const n = this.curves.filter((c) => c.val_loss && c.best === c.val_loss.length - 1).length;
        return n
          ? n +
              ' of ' +
              this.curves.length +
              ' trainings ended while the validation loss was still falling; more epochs may score better.'
          : '';
      },
    },
    methods: {
      async fetch() {
        try {
          const all = await S.load('training');
          this.ready = true;
          this.curves = Vue.markRaw(
            all
              .filter(
                (c) =>
                  c.trial[0] === this.place.experiment &&
                  c.trial[1] === this.place.dataset &&
                  c.trial[5] === this.probe,
              )
              .map((c) => {
                const known = (c.val_loss || []).map((v) => (has(v) ? v : Infinity));
                return Object.assign({ best: known.indexOf(Math.min(...known)) }, c);
              }),
          );
        } catch (e) {
          this.problem = e.message;
        }
      },
      chart(theme) {
        const splits = distinct(this.curves.map((c) => c.trial[2]));
        const names = distinct(this.curves.map((c) => c.trial[3] + ' ' + c.trial[4]));
        const series = [];
        const drawn = this.curves.filter((c) => c.trial[2] === splits[0] && c.trial[6] === 1);
        drawn.forEach((c) => {
          const name =
            c.trial[3] +
            (distinct(names).length > distinct(this.curves.map((x) => x.trial[3])).length ? ' · ' + c.trial[4] : '');
          series.push({
            name,
            points: (c.val_loss || c.loss).map((v, i) => ({ x: i + 1, y: v })),
            mark: c.best >= 0 ? c.best + 1 : NaN,
          });
        });
        const built = charts.lines({
          curves: series,
          x: 'epoch' + (splits.length > 1 ? ', split ' + splits[0] : ''),
          y: 'loss',
          look: theme,
        });
        drawn.forEach((c, i) => {
          if (c.val_loss) {
            built.option.series.push({
              type: 'line',
              name: series[i].name,
              showSymbol: false,
              lineStyle: { color: theme.colours[i % theme.colours.length], width: 1, type: 'dashed' },
              itemStyle: { color: theme.colours[i % theme.colours.length] },
              data: c.loss.map((v, e) => [e + 1, v]),
            });
          }
        });
        return built;
      },
    },
  };
  Object.assign(S, { XTraining });
})();
