/* What the files in data/ hold, by name. */
(function () {
  'use strict';
  const taken = {};
  const waiting = {};

  /** Hands over a part of the data: each file in data/ calls it. */
  function take(name, data) {
    taken[name] = data;
    (waiting[name] || []).forEach((told) => told.resolve(data));
    delete waiting[name];
  }

  /** A part of the data, read when it is needed. A page on disk cannot fetch, but it can run scripts. */
  function load(name) {
    if (taken[name]) {
      return Promise.resolve(taken[name]);
    }
    return new Promise((resolve, reject) => {
      const first = !waiting[name];
      (waiting[name] = waiting[name] || []).push({ resolve, reject });
      if (first) {
        const script = document.createElement('script');
        script.src = 'data/' + name + '.js';
        script.onload = () => {
          // a torn file runs and hands over nothing
          (waiting[name] || []).forEach((told) =>
            told.reject(new Error('data/' + name + '.js is damaged; make the report again')),
          );
          delete waiting[name];
        };
        script.onerror = () => {
          (waiting[name] || []).forEach((told) =>
            told.reject(new Error('data/' + name + '.js is not beside this page; keep the folder together')),
          );
          delete waiting[name];
        };
        document.head.appendChild(script);
      }
    });
  }

  window.sonoprobe = { take, load, report: () => taken.report };
})();
