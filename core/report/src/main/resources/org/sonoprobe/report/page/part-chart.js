/* A chart that is drawn when it comes into view. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { charts, look } = S;
  const { watch } = Vue;
  const XChart = {
    props: { make: Function, name: String },
    emits: ['pick', 'encircle'],
    template: '<div class="chart" role="img" :aria-label="name"></div>',
    mounted() {
      this.seen = new IntersectionObserver(
        (entries) => {
          if (entries.some((e) => e.isIntersecting)) {
            this.live = true;
            this.draw();
          }
        },
        { rootMargin: '300px' },
      );
      this.seen.observe(this.$el);
      this.stop = watch([() => (this.live ? this.made : null), () => look.turn], () => this.draw());
      this.resized = () => this.chart && this.chart.resize();
      window.addEventListener('resize', this.resized);
      this.printed = () => {
        this.live = true;
        this.draw();
      };
      window.addEventListener('beforeprint', this.printed);
    },
    unmounted() {
      this.seen.disconnect();
      this.stop();
      window.removeEventListener('resize', this.resized);
      window.removeEventListener('beforeprint', this.printed);
      if (this.chart) {
        this.chart.dispose();
      }
    },
    data() {
      return { live: false };
    },
    computed: {
      made() {
        void look.turn;
        return Vue.markRaw(this.make(charts.theme()) || {});
      },
    },
    methods: {
      draw() {
        if (!this.live) {
          return;
        }
        const { option, height } = this.made;
        if (!option) {
          return;
        }
        this.$el.style.height = height + 'px';
        if (!this.chart) {
          this.chart = Vue.markRaw(echarts.init(this.$el, null, { renderer: 'svg' }));
          this.chart.on('click', (p) => {
            if (p.componentType === 'yAxis') {
              this.$emit('pick', p.value.replace(/ \(\d+\)$/, ''));
            } else if (p.data && p.data.key !== undefined) {
              this.$emit('pick', p.data.key);
            }
          });
          // scales where it is printed on narrower paper
          this.chart.on('finished', () => {
            const svg = this.$el.querySelector('svg');
            if (svg) {
              svg.setAttribute('viewBox', '0 0 ' + this.chart.getWidth() + ' ' + this.chart.getHeight());
            }
          });
          this.chart.on('brushselected', (e) => {
            const series = this.made.option.series;
            this.$emit(
              'encircle',
              (e.batch[0] ? e.batch[0].selected : []).flatMap((own) =>
                own.dataIndex.map((i) => series[own.seriesIndex].data[i].key),
              ),
            );
          });
        }
        this.chart.resize();
        this.chart.setOption(option, true);
      },
    },
  };

  Object.assign(S, { XChart });
})();
