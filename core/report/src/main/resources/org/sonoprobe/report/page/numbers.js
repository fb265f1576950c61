/* Numbers and names as the page writes them. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  const has = (value) => typeof value === 'number' && !Number.isNaN(value);

  /** Whether a score cannot be told from chance. */
  const atChance = (cell) => cell.at_chance === 1;

  /** What an object has of its own under a name, whatever the name. */
  const own = (object, name) =>
    object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;

  const three = (value) =>
    has(value) ? tidy(Math.abs(value) > 1 && Number.isInteger(value) ? String(value) : value.toFixed(3)) : '–';
  const two = (value, fine) => tidy(value.toFixed(fine ? 3 : 2));
  const tidy = (text) => (/^-0(\.0+)?$/.test(text) ? text.slice(1) : text).replace('-', '−');
  const ends = (low, high, fine) => two(low, fine) + (low < 0 ? ' to ' : '–') + two(high, fine);
  const interval = (low, high) => (has(low) && has(high) ? ends(low, high, high - low < 0.02) : '');
  const shown = (scenario) => (scenario === 'clean' ? 'clean' : scenario);
  const modelName = (cell, aggregations) => cell.embedding + (aggregations > 1 ? ' · ' + cell.aggregation : '');

  // texts are those of Java, so that page and files say the same
  const number = (cell) => (cell ? cell.text.replace('-', '−') : '–');
  const certainty = (cell) => (cell ? cell.sure : '');
  Object.assign(S, { own, has, atChance, three, interval, shown, modelName, number, certainty });
})();
