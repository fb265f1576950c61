/* The words of the page. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  const { cells, data, distinct, has } = S;
  const { computed } = Vue;
  S.views.push((view) => {
    const {
      card,
      costs,
      experiment,
      hasClasses,
      kind,
      labelCounts,
      maps,
      measures,
      own,
      place,
      probes,
      rankRows,
      s,
      scenarios,
      sizes,
    } = view;
    // words
    const when = (data.run.finished || data.run.started || '').slice(0, 10);
    const facts = computed(() => {
      const total = distinct(own.value.map((c) => c.total).filter(Boolean));
      const scored = cells.filter((c) => has(c.mean)).length;
      return [
        place.value.task + ' on ' + place.value.dataset,
        total.length ? Math.max(...total) + (own.value[0].splits > 1 ? ' tests' : ' test tracks') : '',
        card.value && labelCounts.value.length ? labelCounts.value.length + ' labels' : '',
        own.value.length && own.value[0].splits > 1 ? own.value[0].splits + ' splits' : '',
        when,
        data.run.id ? 'run ' + data.run.id : '',
        S.own(data.protocols, place.value.experiment)
          ? 'protocol ' + S.own(data.protocols, place.value.experiment)
          : '',
        scored + ' of ' + cells.length + ' scores',
        data.notes.length ? data.notes.length + (data.notes.length === 1 ? ' note' : ' notes') : '',
      ]
        .filter(Boolean)
        .join(' · ');
    });
    const missing = computed(() => {
      const partial = cells.filter((c) => c.scored < c.total || c.count < c.splits).length;
      const findings = data.data.flatMap((d) => (d.audited ? d.findings : [])).length;
      return [
        (data.problems || []).length ? data.problems.length + ' files of the run are missing or damaged' : '',
        data.skipped.length ? data.skipped.length + ' things were left out' : '',
        partial ? partial + ' scores rest on fewer tracks or splits than they should' : '',
        findings ? 'the audit of the data has ' + findings + ' findings' : '',
      ]
        .filter(Boolean)
        .join('; ');
    });
    const answer = computed(() => {
      const found = data.answers.find(
        (a) => a.experiment === place.value.experiment && a.dataset === place.value.dataset && a.metric === s.metric,
      );
      return found ? found.lines : ['Nothing was scored.'];
    });
    const over = computed(() =>
      own.value.length && own.value[0].splits > 1
        ? ' (where splits share test tracks, by their deviation, with a correction for that)'
        : '',
    );
    const title = computed(() => {
      const name = place.value.experiment || 'Scores';
      return name + ': what do these embeddings know, and how robustly?';
    });
    const legend = computed(() =>
      experiment.value.legend.map((line) => {
        const at = line.indexOf(': ');
        return at < 0 ? ['', line] : [line.slice(0, at), line.slice(at + 2)];
      }),
    );
    const protocol = computed(
      () =>
        'Each score is of ' +
        (own.value.length && own.value[0].splits > 1
          ? own.value[0].splits + ' splits, the mean over them'
          : 'one split') +
        '; downstream models were trained on the training part of ' +
        place.value.dataset +
        ' and tested on its test part, as it is and under each scenario. Seed ' +
        experiment.value.seed +
        '.' +
        (data.run.sonoprobe
          ? ' Sonoprobe ' +
            data.run.sonoprobe +
            ', ' +
            data.run.java +
            ', ' +
            data.run.os +
            ', ' +
            (data.run.policy || '') +
            ' policy, finished ' +
            (data.run.finished || 'not yet') +
            '.'
          : '') +
        (S.own(data.protocols, place.value.experiment)
          ? ' Protocol ' +
            S.own(data.protocols, place.value.experiment) +
            ': the first digits of a SHA-256 of the task, the seed, the repeats, and which tracks train, validate ' +
            'and test with what is true of them.'
          : ''),
    );
    const trained = computed(() => !experiment.value.given && own.value.length > 0);
    const sections = computed(() =>
      [
        ['answer', 'Answer'],
        ['table', 'All scores'],
        scenarios.value.length > 1 && ['breaks', 'What breaks it'],
        hasClasses.value && ['classes', 'Classes'],
        kind.value && ['confusions', kind.value === 'class' ? 'Confusions' : 'Errors'],
        maps.value.length && ['space', 'Map'],
        probes.value.length > 1 && ['probes', 'Probes'],
        rankRows.value.length > 1 && ['ranks', 'Ranks'],
        costs.value.length > 1 && ['cost', 'Cost'],
        measures.value.length && ['measures', 'Measures'],
        sizes.value && ['sizes', 'Data needed'],
        trained.value && ['training', 'Training'],
        card.value && ['data', 'Data'],
        ['measured', 'How measured'],
      ].filter(Boolean),
    );

    return { when, facts, missing, answer, over, title, legend, protocol, trained, sections };
  });
})();
