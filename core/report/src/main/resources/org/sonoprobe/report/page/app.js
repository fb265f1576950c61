/* The page as a whole. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { CLEAN, cells, copyText, data, distinct, has, interval, places, three } = S;
  const { XAutotable, XChart, XConfusions, XTable, XTraining, XTracks } = S;
  const { computed, createApp } = Vue;

  const Board = {
    template: '#t-board',
    components: { XAutotable },
    setup() {
      return {
        runs: data.board.runs,
        several: data.board.runs.length !== 1,
        ranks: cells.some((c) => c.dataset === 'mean rank'),
      };
    },
    mounted() {
      document.title = 'Leaderboard';
      document.documentElement.dataset.ready = 'yes';
    },
  };

  const App = {
    template: '#t-report',
    components: { XChart, XTable, XAutotable, XConfusions, XTraining, XTracks },
    setup() {
      const view = {};
      S.views.forEach((part) => Object.assign(view, part(view)));
      const { mapData } = view;
      const confusions = Vue.ref(null);
      return {
        ...view,
        confusions,
        data,
        places,
        datasets: distinct(places.map((p) => p.dataset)).length,
        three,
        interval,
        has,
        firstOf: (list) => list.slice(0, 50),
        async copy(value, event) {
          await copyText(value);
          event.target.textContent = 'Copied';
        },
        openClass(label) {
          const section = document.getElementById('confusions');
          if (section && confusions.value) {
            section.scrollIntoView();
            confusions.value.openClass(label);
          }
        },
        pickTracks(ids) {
          mapData.picked = ids;
        },
        pickedTracks: computed(() =>
          mapData.bundle
            ? mapData.picked
                .map((id) => mapData.bundle.tracks.indexOf(id))
                .filter((at) => at >= 0)
                .map((at) => ({ at, note: String(mapData.bundle.labels[mapData.bundle.truth[at]] || '') }))
            : [],
        ),
        mapData,
        CLEAN,
      };
    },
    mounted() {
      document.title = this.title;
      const go = () => {
        const { section } = S.readFragment();
        const to = section && document.getElementById(section);
        if (to) {
          to.scrollIntoView();
        }
      };
      window.addEventListener('hashchange', go);
      setTimeout(go, 0);
      document.documentElement.dataset.ready = 'yes';
    },
    watch: {
      title(text) {
        document.title = text;
      },
    },
  };
  const app = createApp(data.board ? Board : App);
  app.component('XTable', XTable);
  app.component('XChart', XChart);
  app.mount('#report');
})();
