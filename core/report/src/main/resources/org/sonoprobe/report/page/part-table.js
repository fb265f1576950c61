/* A table that can be sorted. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { has } = S;
  const XTable = {
    props: { table: Object, sort: Object, sortable: Boolean },
    emits: ['sort'],
    template: '#t-table',
    computed: {
      heads() {
        return this.table.columns.length
          ? this.table.columns.map((v, level) => S.spans(this.table.heads, level))
          : [S.spans(this.table.heads, 0)];
      },
      sorted() {
        return !!(this.sort && this.sort.by !== null);
      },
      lines() {
        if (!this.sorted) {
          return this.table.lines;
        }
        const way = this.sort.up ? 1 : -1;
        const by = this.sort.by;
        const value = (line) => {
          if (by < 0) {
            return line[-1 - by];
          }
          const c = this.table.at(line, this.table.heads[by]);
          return c && has(c.mean) ? c.mean : way * Infinity;
        };
        return [...this.table.lines].sort((a, b) => {
          const x = value(a);
          const y = value(b);
          return way * (typeof x === 'string' ? x.localeCompare(y) : x - y);
        });
      },
    },
    methods: {
      number: S.number,
      certainty: S.certainty,
      arrow(span) {
        return span.width === 1 && S.isLess(this.table, this.table.heads[span.from]) ? ' ↓' : '';
      },
      cellsOf(line) {
        return this.table.heads.map((h) => this.table.at(line, h));
      },
      order(by) {
        return this.sorted && this.sort.by === by ? (this.sort.up ? 'ascending' : 'descending') : 'none';
      },
    },
  };

  Object.assign(S, { XTable });
})();
