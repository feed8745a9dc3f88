/* The starter's dossier out of the answers of the form, to print: the same parts and words as `craftgraph compare
   --dossier` gives (templates/dossier.html). */
'use strict';

(function (craftgraph) {
  const EXPLAINED = 3;

  /** @returns the dossier as nodes; @param plan {answers, preset, outcome, name}. */
  craftgraph.dossier = function (data, lessons, plan) {
    const words = craftgraph.words(data, '', false), { text, make } = words;
    const { answers, outcome, preset } = plan, { ranking } = outcome;
    const near = craftgraph.nearest(data, ranking), remarks = words.remarks(outcome, preset);
    const missing = (name) => craftgraph.missing(data, lessons, answers, ranking, name);
    const findings = (name) => craftgraph.findings(data, lessons, answers, ranking, name);
    const label = (name) => lessons.answers.find((one) => one.name === name).label;
    const p = (content, style = 'text') => make('p', content, { class: style });
    const quiet = (content) => make('span', content, { class: 'quiet' });

    function section(id, key, content) {
      const title = make('h2', text(key), { id: `dossier-${id}` });
      return make('section', [title, ...content.flat()], { 'aria-labelledby': `dossier-${id}` });
    }

    function facts(rows) {
      return make('dl', rows.map(([term, content]) => make('div', [make('dt', term), make('dd', content)])), { class: 'facts' });
    }

    const situation = () => facts(outcome.stated.map(({ feature, values }) => [feature.label, values.map((value) => words.value(feature, value)).join(', ')]));

    function because(entry) {
      const reasons = craftgraph.ordered(entry.reasons).map((reason) => ({ label: reason.feature.label, reason, ...craftgraph.explain(reason, entry.row) }));
      const shared = reasons.filter((one) => one.same.length || one.near.length).slice(0, 6).map((one) => {
        const [[ours, theirs] = []] = one.near;
        const content = one.same.length
          ? words.listed(one.same.map(words.cited), EXPLAINED)
          : [words.cited(theirs), ' ', quiet(text('compare.here', { value: words.value(one.reason.feature, ours) }))];
        return make('li', [quiet(`${one.label}:`), ' ', ...content]);
      });
      const different = reasons.filter((one) => one.isDifferent && one.instead.length)
        .map((one) => make('li', [quiet(text('dossier.but', { feature: one.label })), ' ', ...words.listed(one.instead.map(words.cited), EXPLAINED)]));
      return [make('h3', data.cases[entry.row].name), make('ul', [...shared, ...different], { class: 'because' })];
    }

    function duties(found) {
      const heads = ['group', 'route', 'responsible', 'says'].map((key) => text(`dossier.${key}`));
      const head = make('thead', make('tr', heads.map((one) => make('th', one, { scope: 'col' }))));
      const body = make('tbody', found.map((one) => make('tr', [
        make('th', one.groups, { scope: 'row' }),
        make('td', one.routes || '–', { 'data-label': heads[1] }),
        make('td', one.responsible, { 'data-label': heads[2] }),
        make('td', [`${one.text} `, make('span', ['(', make('span', one.heading, { lang: 'nl' }), ')'], { class: 'at' })], { 'data-label': heads[3] }),
      ])));
      return make('table', [make('caption', text('dossier.duties'), { class: 'unseen' }), head, body], { class: 'cards' });
    }

    function open() {
      const questions = Object.entries(data.questions).filter(([id]) => !(id in answers) && !(id === 'name' && plan.name));
      const items = questions.map(([, question]) => make('li', question.text));
      if (remarks.silent.length) items.push(make('li', text('dossier.silent', { features: remarks.silent.map((name) => data.labels[name]).join('; ') })));
      return make('ul', items, { class: 'open-list' });
    }

    const title = plan.name ? text('dossier.title', { name: plan.name }) : text('dossier.title.own');
    const parts = [make('header', [make('h1', title, { tabindex: '-1' }), p(text('dossier.lede'), 'lede')], { class: 'head' })];
    parts.push(section('situation', 'dossier.situation', [situation()]));
    parts.push(section('nearest', 'dossier.nearest', [
      remarks.told.map((line) => p(line)), words.ranking(ranking.slice(0, 5)), p(text('compare.note'), 'text note'),
      ranking.slice(0, EXPLAINED).map(because).flat(),
    ]));
    const parties = missing('parties');
    if (parties.length) {
      const key = outcome.stated.some(({ feature }) => feature.name === 'partners') ? 'dossier.table' : 'dossier.there';
      parts.push(section('table', key, [p(text(`${key}.lede`, { n: near.length })), words.missing(parties, near.length, 8)]));
    }
    const rest = lessons.answers.filter((one) => one.part === 'missing' && one.name !== 'parties')
      .map((one) => [one.name, missing(one.name)]).filter(([, found]) => found.length);
    if (rest.length) {
      const columns = rest.map(([name, found]) => make('div', [make('h3', label(name)), words.missing(found, near.length, 4)]));
      parts.push(section('rest', 'dossier.rest', [p(text('advice.missing.lede')), make('div', columns, { class: 'columns' })]));
    }
    const candidates = craftgraph.candidates(lessons, answers, parties);
    if (candidates.length) {
      parts.push(section('candidates', 'advice.candidates.title', [p(text('advice.candidates')), words.candidates(candidates, lessons.kinds)]));
    }
    const owed = craftgraph.duties(lessons, answers, words.compare), money = findings('money');
    parts.push(section('duties', 'dossier.duties', [
      owed.length ? [p(text('dossier.duties.lede')), duties(owed)] : [p(text('dossier.duties.none'))],
      money.length ? [make('h3', text('dossier.money')), words.missing(money, near.length, 6)] : [],
    ]));
    for (const [name, key] of [['challenges', 'advice.challenges'], ['success-factors', 'advice.helped']]) {
      const found = findings(name);
      if (found.length) parts.push(section(name, key, [words.themes(found, near.length, 6)]));
    }
    parts.push(section('open', 'dossier.open', [p(text('dossier.open.lede')), open()]));
    parts.push(section('sources', 'dossier.sources', [p(text('dossier.sources.lede')), facts(near.map(({ row }) => {
      const [document, heading] = lessons.sources[row];
      return [data.cases[row].name, [make('cite', document), ...(heading ? [', ', make('span', heading, { lang: 'nl' })] : [])]];
    }))]));
    return parts;
  };
}(window.craftgraph));
