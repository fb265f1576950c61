/* Tables in other languages. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const { certainty, has, isLess, number, shown, spans } = S;
  const PUNCTUATION = {
    '\\': '\\textbackslash{}',
    '{': '\\{',
    '}': '\\}',
    $: '\\$',
    '&': '\\&',
    '#': '\\#',
    _: '\\_',
    '%': '\\%',
    '^': '\\textasciicircum{}',
    '~': '\\textasciitilde{}',
    '<': '\\textless{}',
    '>': '\\textgreater{}',
    '|': '\\textbar{}',
    '"': "''",
    '°': '\\textdegree{}',
    '–': '--',
    '±': '$\\pm$',
    '↓': '$\\downarrow$',
    '−': '$-$',
  };
  const latex = (text) =>
    [
      ...String(text)
        .replace(/\s+/g, ' ')
        .replace(/^(?=[[*])/, '{}'),
    ]
      .map((one) => PUNCTUATION[one] || one)
      .join('');
  const markdown = (text) =>
    String(text)
      .replace(/\s+/g, ' ')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/\|/g, '&#124;')
      .replace(/\\/g, '&#92;')
      .replace(/\[/g, '&#91;')
      .replace(/`/g, '&#96;')
      .replace(/\*/g, '&#42;')
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '&#95;');
  const csv = (text) => {
    const plain = /^[=+\-@]/.test(String(text)) && Number.isNaN(Number(text)) ? "'" + text : String(text);
    return /[",\r\n]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain;
  };

  /**
   * A table in another language.
   *
   * @param held pairs of a variable and the value that it is held at
   */
  function write(table, language, held) {
    const fixed = held || [];
    const head = (h) => h.map(shown).join(' ') + (isLess(table, h) ? ' ↓' : '');
    if (language === 'csv') {
      return (
        [
          fixed
            .map((f) => f[0])
            .concat(
              table.rows,
              table.heads.map((h) => h.join(' / ')),
            )
            .map(csv)
            .join(','),
        ]
          .concat(
            table.lines.map((line) =>
              fixed
                .map((f) => f[1])
                .concat(
                  line,
                  table.heads.map((h) => {
                    const cell = table.at(line, h);
                    return cell && has(cell.mean) ? cell.mean : '';
                  }),
                )
                .map(csv)
                .join(','),
            ),
          )
          .join('\n') + '\n'
      );
    }
    if (language === 'latex') {
      const names = Math.max(1, table.rows.length);
      const out = ['% needs \\usepackage[T1]{fontenc}\\usepackage{booktabs,textcomp}'].concat(
        fixed.length
          ? [
              '% ' +
                fixed
                  .map((f) => f.join(' '))
                  .join(', ')
                  .replace(/\s+/g, ' '),
            ]
          : [],
        ['\\begin{tabular}{' + 'l'.repeat(names) + 'r'.repeat(table.heads.length) + '}', '\\toprule'],
      );
      const levels = Math.max(1, table.columns.length);
      for (let level = 0; level < levels; level++) {
        const own = spans(table.heads, level);
        out.push(
          Array.from({ length: names }, (_, n) => (level === levels - 1 && table.rows[n] ? latex(table.rows[n]) : ''))
            .concat(
              own.map((s) =>
                s.width > 1 ? '\\multicolumn{' + s.width + '}{c}{' + latex(shown(s.text)) + '}' : latex(shown(s.text)),
              ),
            )
            .join(' & ') + ' \\\\',
        );
      }
      out.push('\\midrule');
      table.lines.forEach((line) =>
        out.push(
          (line.length ? line : [''])
            .map(latex)
            .concat(
              table.heads.map((h) => {
                const cell = table.at(line, h);
                const text = latex(number(cell));
                return (
                  (cell && table.isBest(cell) ? '\\textbf{' + text + '}' : text) +
                  (certainty(cell) ? '{\\footnotesize\\ ' + latex(certainty(cell)) + '}' : '')
                );
              }),
            )
            .join(' & ') + ' \\\\',
        ),
      );
      return out.concat('\\bottomrule', '\\end{tabular}', '').join('\n');
    }
    const names = table.rows.length ? table.rows : [''];
    return (
      (fixed.length ? [markdown(fixed.map((f) => f.join(' ')).join(', ')), ''] : [])
        .concat([
          '| ' + names.concat(table.heads.map(head)).map(markdown).join(' | ') + ' |',
          '|' +
            names
              .map(() => ':--')
              .concat(table.heads.map(() => '--:'))
              .join('|') +
            '|',
        ])
        .concat(
          table.lines.map(
            (line) =>
              '| ' +
              (line.length ? line : [''])
                .map(markdown)
                .concat(
                  table.heads.map((h) => {
                    const cell = table.at(line, h);
                    const mark = cell && table.isBest(cell) ? '**' : '';
                    return mark + number(cell) + mark + (certainty(cell) ? ' ' + certainty(cell) : '');
                  }),
                )
                .join(' | ') +
              ' |',
          ),
        )
        .join('\n') + '\n'
    );
  }

  Object.assign(S, { write });
})();
