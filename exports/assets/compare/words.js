/* What the outcome of the form and the dossier draw the same way; the words are those of the command line. */
'use strict';

(function (craftgraph) {
  /** @param linked whether headings and names lead to their pages (on paper they do not). */
  craftgraph.words = function (data, home, linked) {
    const isDutch = document.documentElement.lang === 'nl';
    const words = {};

    words.text = (key, values) => Object.entries(values || {})
      .reduce((all, [name, value]) => all.split(`{${name}}`).join(value), (values && values.n === 1 && data.texts[`${key}.one`]) || data.texts[key]);
    const text = words.text;

    words.figure = (number) => (isDutch ? number.toFixed(2).replace('.', ',') : number.toFixed(2));
    words.whole = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, isDutch ? '.' : ',');
    words.degree = function ({ score, known }) {
      const reaches = (number, bound) => Number(number.toFixed(2)) >= bound; // the word goes with the number as shown
      return reaches(known, data.unclear[0]) ? data.degrees.find(([bound]) => reaches(score, bound))[1] : data.unclear[1];
    };
    words.value = (feature, value) => (feature.span ? words.whole(value) : feature.names[value]);
    words.inside = (label) => label[0].toLowerCase() + label.slice(1);

    words.make = function (tag, content, attributes) {
      const node = document.createElement(tag);
      node.append(...[content === undefined ? [] : content].flat());
      for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
      return node;
    };
    const make = words.make;
    const quiet = (content) => make('span', content, { class: 'quiet' });

    words.link = (label, path) => (linked ? make('a', label, { href: home + path }) : label);
    words.centre = (row) => words.link(data.cases[row].name, data.cases[row].page);
    words.heading = (heading, link) => (linked && link ? make('a', heading, { href: home + link, lang: 'nl' }) : make('span', heading, { lang: 'nl' }));

    function at(heading, link) {
      return heading ? [' ', make('span', ['(', words.heading(heading, link), ')'], { class: 'at' })] : [];
    }
    words.cited = ([, label, link, heading]) => make('span', [label, ...at(heading, link)]);

    /** Nodes with commas between, those beyond `most` as a number. */
    words.listed = function (nodes, most) {
      const found = nodes.slice(0, most).flatMap((node, number) => (number ? [', ', node] : [node]));
      return nodes.length > most ? [...found, ', ', text('compare.more', { n: nodes.length - most })] : found;
    };

    words.ranking = function (ranking, more) {
      const head = make('thead', make('tr', ['case', 'score', 'range', 'known'].map((key) => make('th', text(`compare.${key}`), key === 'known' ? { scope: 'col', class: 'num' } : { scope: 'col' }))));
      const body = make('tbody', ranking.map((one) => make('tr', [
        make('th', [words.centre(one.row), ...(more ? more(one) : [])], { scope: 'row' }),
        make('td', [words.degree(one), ' ', quiet(words.figure(one.score))], { 'data-label': text('compare.score') }),
        make('td', `${words.figure(one.low)}–${words.figure(one.high)}`, { class: 'keep', 'data-label': text('compare.range') }),
        make('td', `${Math.round(one.known * 100)}%`, { class: 'num', 'data-label': text('compare.known') }),
      ])));
      return make('table', [make('caption', text('compare.ranking'), { class: 'unseen' }), head, body], { class: 'cards' });
    };

    /** What to know before the ranking: all `lines`, those `told` beside the form, and the `silent` features. */
    words.remarks = function (outcome, preset) {
      const names = outcome.features, weights = data.weights[preset], stated = outcome.stated.map((one) => one.feature.name);
      const features = (found) => found.map((name) => words.inside(data.labels[name])).join(', ');
      const weighed = Object.keys(weights).filter((name) => weights[name]), silent = weighed.filter((name) => !stated.includes(name));
      const unanswered = weighed.filter((name) => stated.includes(name) && !names.includes(name)), found = [];
      if (names.length === 1) found.push(text('compare.on_one', { feature: data.labels[names[0]] }));
      else found.push(text('compare.on', { n: names.length, preset: data.presets[preset] }));
      const unsaid = silent.length ? text('compare.silent', { features: features(silent) }) : '';
      if (unsaid) found.push(unsaid);
      if (unanswered.length) found.push(text('compare.unanswered', { features: features(unanswered) }));
      if (outcome.isRough) found.push(text('compare.rough'));
      for (const { feature, values } of outcome.stated) {
        if (feature.exclusive && values.length > 1 && weights[feature.name]) {
          found.push(text('compare.contradiction', { feature: feature.label, values: values.map((value) => words.value(feature, value)).join(', ') }));
        }
      }
      return { lines: found, told: found.filter((line) => line !== unsaid), silent };
    };

    const count = (one, near) => quiet(text('advice.count', { near: one.near, n: near, all: one.all, total: data.centres }));

    /** What they had: each with the first instance of at most three centres. */
    words.missing = function (found, near, most) {
      return make('ul', found.slice(0, most).map((one) => {
        const first = [...new Map([...one.instances].reverse().map((at) => [at.row, at])).keys()].reverse()
          .map((row) => one.instances.find((each) => each.row === row));
        return make('li', [make('b', one.label), ' ', count(one, near), make('ul', first.slice(0, 3).map((each) => make('li', [
          each.who.length ? `${each.who.join(', ')}, ` : '', words.centre(each.row), ...at(each.heading, each.link),
        ])))]);
      }), { class: 'missing' });
    };

    words.said = (one) => make('p', one.text, one.language ? { lang: one.language } : {});
    const helped = (one) => (one.helped ? [make('p', text('advice.what_helped', { text: one.helped }))] : []);

    /** What was hard or what helped, by theme: each with at most three instances. */
    words.themes = function (found, near, most) {
      return make('dl', found.slice(0, most).map((one) => make('div', [
        make('dt', [one.label, ' ', count(one, near)]),
        ...one.instances.slice(0, 3).filter((each) => each.text).map((each) => make('dd', [
          words.said(each), ...helped(each), make('p', [words.centre(each.row), ': ', words.heading(each.heading, each.link)], { class: 'at' }),
        ])),
      ])), { class: 'said-there' });
    };

    /** What was hard or what helped in one centre, as a short list. */
    words.told = function (found, most, row) {
      const items = found.slice(0, most).map((one) => make('li', [one.text, ...(one.helped ? [` ${text('advice.what_helped', { text: one.helped })}`] : []), ...at(one.heading, one.link)]));
      if (found.length > most) items.push(make('li', words.link(text('form.js.rest', { n: found.length - most }), data.cases[row].page)));
      return make('ul', items, { class: 'because' });
    };

    words.candidates = function (found, kinds) {
      return make('ul', found.map((one) => {
        const near = one.km === null ? '' : `${one.km ? text('advice.nearby', { km: Math.round(one.km) }) : text('advice.local')}; `;
        const labels = one.kinds.map((kind) => kinds[kind]).sort(words.compare).join(', ');
        return make('li', [make('b', one.page ? words.link(one.name, one.page) : one.name), ` (${labels}): ${near}${one.cases.map((row) => data.cases[row].name).join(', ')}`]);
      }), { class: 'missing' });
    };

    /** Alphabetical order as the command line has it. */
    words.compare = (one, other) => { const [a, b] = [one.toLowerCase(), other.toLowerCase()]; return a < b ? -1 : Number(a > b); };
    return words;
  };
}(window.craftgraph));
