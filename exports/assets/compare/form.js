/* The form of one's own plans: it reads what is ticked, keeps it in the address, and shows the outcome. */
'use strict';

(function (craftgraph) {
  const form = document.getElementById('compare-form');
  if (!form) return;
  const data = craftgraph.unpacked(document.getElementById('data').textContent);
  const home = form.dataset.home, words = craftgraph.words(data, home, true), { text, make, figure } = words;
  const results = document.getElementById('results'), status = document.getElementById('compare-status');
  const learnt = document.getElementById('learnt'), toDossier = document.getElementById('to-dossier');
  const planName = document.getElementById('plan-name'), sheet = document.getElementById('dossier');
  const EXPLAINED = 3, TOLD = 4;
  const loading = new Map();
  let current = null;

  /** Load a script, once; a classic one, so that it loads from disk too. */
  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const script = make('script', undefined, { src: home + path });
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      }));
    }
    return loading.get(path);
  }

  /** What can be told of the nearest centres of a ranking: what holds for all, and a script a centre. */
  craftgraph.lessons = async function (ranking) {
    await load('compare/lessons.js');
    await Promise.all(craftgraph.nearest(data, ranking).map((one) => load(`compare/lessons/${encodeURIComponent(one.case)}.js`)));
    return window.craftgraphLessons;
  };

  function answers() {
    const found = {};
    for (const [question, { kind }] of Object.entries(data.questions)) {
      if (kind === 'text') continue;
      if (kind === 'number') {
        const number = craftgraph.number(form.elements[question].value);
        if (number) found[question] = number;
        continue;
      }
      const names = Array.from(form.querySelectorAll(`input[name="${question}"]:checked`), (one) => one.value).filter(Boolean);
      if (names.length) found[question] = names;
    }
    return found;
  }

  const numbers = Object.keys(data.questions).filter((question) => data.questions[question].kind === 'number').map((question) => form.elements[question]);
  const isWrong = (field) => field.value.trim() !== '' && !craftgraph.number(field.value);

  /** Say at a field that what it holds is no number; while one is typing, only take back what was said. */
  function checkNumbers(isTyping) {
    for (const field of numbers) {
      const wrong = isWrong(field) && (!isTyping || field.hasAttribute('aria-invalid'));
      const said = document.getElementById(`e-${field.name}`), told = wrong ? text('form.js.no_number') : '';
      if (said.textContent !== told) said.textContent = told; // what is said again would be read out again
      if (wrong) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
    }
  }

  function address(found, preset) {
    const parts = Object.entries(found).map(([question, answer]) => `${question}=${[answer].flat().join(',')}`);
    if (planName.value.trim()) parts.unshift(`name=${encodeURIComponent(planName.value.trim())}`);
    if (preset !== 'all') parts.push(`preset=${preset}`);
    return parts.length ? `#${parts.join('&')}` : '';
  }

  /** What an address says; one with broken marks in it is taken as it stands. */
  function decoded(part) {
    try { return decodeURIComponent(part); } catch { return part; }
  }

  function restore() {
    const given = new Map(location.hash.slice(1).split('&').filter((part) => part.indexOf('=') > 0)
      .map((part) => [part.slice(0, part.indexOf('=')), decoded(part.slice(part.indexOf('=') + 1))]));
    for (const [question, { kind }] of Object.entries(data.questions)) {
      if (kind === 'text') continue;
      const names = (given.get(question) || '').split(',').filter(Boolean);
      if (kind === 'number') form.elements[question].value = given.get(question) || '';
      else for (const one of form.querySelectorAll(`input[name="${question}"]`)) one.checked = one.value ? names.includes(one.value) : !names.length;
    }
    planName.value = given.get('name') || '';
    form.elements.preset.value = Object.hasOwn(data.presets, given.get('preset') || '') ? given.get('preset') : 'all';
  }

  const quiet = (content) => make('span', content, { class: 'quiet' });
  const line = (key, content) => make('p', [make('b', `${text(key)}: `), ...content]);

  function reasonCell(reason, row) {
    if (!reason.local.known) return make('td', make('p', text('form.js.average'), { class: 'quiet' }));
    const { same, near, instead, silent } = craftgraph.explain(reason, row), cell = make('td');
    if (same.length) cell.append(line('compare.word.same', words.listed(same.map(words.cited), 5)));
    if (near.length) {
      const shown = near.slice(0, 3).map(([ours, theirs]) => make('span', [words.cited(theirs), ' ', quiet(text('compare.here', { value: words.value(reason.feature, ours) }))]));
      cell.append(line('compare.word.near', words.listed(shown, 3)));
    }
    if (instead.length) cell.append(line('compare.word.instead', words.listed(instead.map(words.cited), 5)));
    if (silent.length) cell.append(make('p', text('compare.not_named', { values: silent.map((value) => words.value(reason.feature, value)).join(', ') }), { class: 'quiet' }));
    return cell;
  }

  function reasonsTable(entry) {
    const head = make('thead', make('tr', [
      make('th', text('compare.feature'), { scope: 'col' }), make('th', text('compare.outcome'), { scope: 'col' }), make('th', text('compare.points'), { scope: 'col', class: 'num' }),
    ]));
    const body = make('tbody', craftgraph.ordered(entry.reasons).map((reason) => make('tr', [
      make('th', reason.feature.label, { scope: 'row' }), reasonCell(reason, entry.row),
      make('td', text('compare.of', { part: figure(reason.points), whole: figure(reason.share) }), { class: 'num', 'data-label': text('compare.points') }),
    ])));
    return make('table', [make('caption', text('form.js.why'), { class: 'unseen' }), head, body], { class: 'cards reasons' });
  }

  const onward = ({ row }) => [make('span', make('a', text('form.js.like'), { href: home + data.cases[row].like }), { class: 'like-this' })];

  function explained(entry, isOpen) {
    const one = data.cases[entry.row];
    const summary = make('summary', [make('h3', one.name), ' ', make('span', `${words.degree(entry)} ${figure(entry.score)}`, { class: 'count' })]);
    const links = make('p', [make('a', text('form.js.page'), { href: home + one.page }), make('a', text('form.js.like'), { href: home + one.like })], { class: 'act-on' });
    const node = make('details', [summary, links, reasonsTable(entry), make('div', undefined, { 'data-told': entry.row })], { class: 'list' });
    node.open = isOpen;
    return node;
  }

  /** What was answered, as text, for paper. */
  function showGiven({ answers: found, name }) {
    const labels = (question) => Array.from(form.querySelectorAll(`input[name="${question}"]:checked`), (one) => one.closest('label').textContent.trim()).join(', ');
    const rows = Object.entries(data.questions).filter(([question, { kind }]) => found[question] || (kind === 'text' && name))
      .map(([question, { kind, text: asked }]) => [asked, { text: name, number: words.whole(found[question]) }[kind] || labels(question)]);
    rows.push([form.querySelector('label[for="preset"]').textContent, form.elements.preset.selectedOptions[0].textContent]);
    document.getElementById('given').replaceChildren(
      make('h2', text('form.js.given')), make('dl', rows.map(([asked, given]) => make('div', [make('dt', asked), make('dd', given)])), { class: 'facts' }),
    );
  }

  function showRanking(outcome, preset) {
    results.replaceChildren(
      make('h2', text('form.js.ranking')),
      ...words.remarks(outcome, preset).told.map((remark) => make('p', remark, { class: 'text' })),
      words.ranking(outcome.ranking, onward),
      make('h2', text('form.js.why')),
      ...craftgraph.nearest(data, outcome.ranking).slice(0, EXPLAINED).map((one, at) => explained(one, at === 0)),
    );
  }

  function part(key, ...content) {
    return make('section', [make('h2', text(key)), ...content], {});
  }

  function showLearnt(lessons, { answers: found, outcome }) {
    const near = craftgraph.nearest(data, outcome.ranking).length, parts = [];
    for (const node of results.querySelectorAll('[data-told]')) {
      const row = Number(node.dataset.told);
      node.replaceChildren(...[['challenges', 'advice.challenges'], ['success-factors', 'advice.helped']].flatMap(([name, key]) => {
        const told = craftgraph.told(data, lessons, found, row, name);
        return told.length ? [make('h4', text(key)), words.told(told, TOLD, row)] : [];
      }));
    }
    const missing = craftgraph.missing(data, lessons, found, outcome.ranking, 'parties');
    const note = (key) => make('p', text(key), { class: 'text' });
    const key = found.parties ? 'form.js.missing' : 'form.js.taking_part';
    if (missing.length) parts.push(part(key, note('form.js.missing_note'), words.missing(missing, near, 8)));
    for (const [name, key] of [['challenges', 'advice.challenges'], ['success-factors', 'advice.helped']]) {
      const themes = craftgraph.findings(data, lessons, found, outcome.ranking, name);
      if (themes.length) parts.push(part(key, note('form.js.told_note'), words.themes(themes, near, 5)));
    }
    const candidates = craftgraph.candidates(lessons, found, missing);
    if (candidates.length) parts.push(part('advice.candidates.title', note('form.js.candidates_note'), words.candidates(candidates.slice(0, 12), lessons.kinds)));
    learnt.replaceChildren(...parts);
  }

  function show() {
    const found = answers(), preset = form.elements.preset.value;
    const outcome = craftgraph.compare(data, found, data.weights[preset]);
    const plan = { answers: found, preset, outcome, name: planName.value.trim() };
    current = plan;
    history.replaceState(null, '', location.pathname + location.search + address(found, preset));
    const isEmpty = !outcome.features.length;
    for (const node of [results, learnt, toDossier, document.getElementById('given')]) node.hidden = isEmpty;
    if (isEmpty) {
      status.replaceChildren(text('form.js.nothing'));
      return;
    }
    const [first] = outcome.ranking;
    status.replaceChildren(
      text('form.js.status', { name: data.cases[first.row].name, degree: words.degree(first), n: outcome.features.length }),
      ' ', make('a', text('form.submit'), { href: '#results' }),
    );
    showGiven(plan);
    showRanking(outcome, preset);
    craftgraph.lessons(outcome.ranking).then((lessons) => { if (current === plan) showLearnt(lessons, plan); })
      .catch(() => { learnt.replaceChildren(make('p', text('form.js.failed'), { class: 'text' })); });
  }

  function toResults() {
    results.scrollIntoView();
    results.focus({ preventScroll: true });
  }

  /** Show the form again (false), or the dossier in its place. */
  function turn(isDossier) {
    document.getElementById('form-page').hidden = isDossier;
    sheet.hidden = !isDossier;
    sheet.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }

  document.getElementById('make-dossier').addEventListener('click', () => {
    craftgraph.lessons(current.outcome.ranking).then((lessons) => {
      document.getElementById('dossier-pages').replaceChildren(...craftgraph.dossier(data, lessons, { ...current, name: planName.value.trim() }));
      turn(true);
      print();
    }).catch(() => { status.textContent = text('form.js.failed'); });
  });
  document.getElementById('print-dossier').addEventListener('click', () => print());
  document.getElementById('leave-dossier').addEventListener('click', () => { turn(false); document.getElementById('make-dossier').focus(); });

  form.hidden = false;
  for (const node of document.querySelectorAll('.no-script')) node.hidden = true;
  restore();
  checkNumbers(false);
  show();
  form.addEventListener('input', () => { checkNumbers(true); show(); });
  form.addEventListener('change', () => checkNumbers(false));
  planName.addEventListener('input', () => {
    history.replaceState(null, '', location.pathname + location.search + address(answers(), form.elements.preset.value));
    if (current) showGiven({ ...current, name: planName.value.trim() });
  });
  form.addEventListener('submit', (event) => { event.preventDefault(); (numbers.find(isWrong) || { focus: toResults }).focus(); });
  form.addEventListener('reset', () => setTimeout(() => { checkNumbers(false); show(); }, 0));
  status.addEventListener('click', (event) => { if (event.target.closest('a')) { event.preventDefault(); toResults(); } });
  window.addEventListener('hashchange', () => { restore(); checkNumbers(false); show(); });
}(window.craftgraph));
