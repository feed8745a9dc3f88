/* Comparing one's own plans with the centres, and what the nearest can tell. How alike concepts are was worked out when
   the page was made; this adds up, in the way of graph/comparison.py and graph/answers.py: tests hold them together.
   `data` is that of the page, `lessons` that of lessons.js and of the cases that were loaded, `answers` is {question: [option names] or number}. */
'use strict';

window.craftgraph = window.craftgraph || {};

(function (craftgraph) {
  const rounded = (number) => Math.round(number * 1e9);

  /** The link and the heading of what is cited: [link, heading], out of the number of a place and an anchor in it. */
  function cited(places, place, anchor) {
    const [page, heading] = places[place];
    return [anchor && `${page}#${anchor}`, heading];
  }

  /** The data as the page holds it, with each value of a case as [code, words, link, heading]. */
  craftgraph.unpacked = function (text) {
    const data = JSON.parse(text);
    for (const feature of data.features) {
      feature.cases = feature.cases.map((there) => there.map(([code, word, place, anchor]) => [code, feature.words[word], ...cited(data.places, place, anchor)]));
    }
    return data;
  };

  /** A whole number above 0 as people write it, or null: as `number` of graph/interview.py. */
  craftgraph.number = function (text) {
    const isWhole = /^(?:[0-9]{1,10}|[0-9]{1,3}(?:([\s.,'’])[0-9]{3})(?:\1[0-9]{3}){0,2})$/.test(text.trim());
    return (isWhole && Number(text.replace(/[^0-9]/g, ''))) || null;
  };

  function nearness(one, other, span) {
    if (one === other) return 1;
    if (one <= 0 || other <= 0) return 0;
    return Math.min(1, Math.max(0, 1 - Math.abs(Math.log(one / other)) / Math.log(span)));
  }

  /** What each feature is asked for: places in `alike`, or numbers, in their order. */
  function wanted(data, answers) {
    return data.features.map((feature) => {
      const found = new Set();
      for (const [question, { features }] of Object.entries(data.questions)) {
        const answer = answers[question];
        if (!features.includes(feature.name) || !answer) continue;
        if (typeof answer === 'number') found.add(answer);
        else for (const name of answer) found.add(feature.chosen[`${question}/${name}`]);
      }
      return [...found].sort((one, other) => one - other);
    });
  }

  function local(feature, values, theirs, isClosed) {
    const each = values.map((value) => {
      let best = { similarity: -1, found: null };
      for (const one of theirs) {
        const similarity = feature.span ? nearness(value, one[0], feature.span) : feature.alike[value][one[0]];
        if (similarity > best.similarity) best = { similarity, found: one };
      }
      return best;
    });
    if (!theirs.length) return { known: false, low: 0, high: 1, each };
    const value = each.reduce((total, one) => total + one.similarity, 0) / values.length;
    const closed = isClosed || feature.exclusive || Boolean(feature.span);
    return { known: true, value, low: value, high: closed ? value : 1, each, closed };
  }

  /** The ranking: [{case, row, score, low, high, known, reasons}], the most alike first, and the features that count. */
  craftgraph.compare = function (data, answers, weights) {
    const asked = wanted(data, answers), used = [];
    data.features.forEach((feature, at) => {
      if (!asked[at].length || !weights[feature.name]) return;
      const found = data.cases.map((_, row) => local(feature, asked[at], feature.cases[row], feature.closed[row]));
      const known = found.filter((one) => one.known);
      if (!known.length) return;
      const mean = known.reduce((total, one) => total + one.value, 0) / known.length;
      used.push({ feature, at, found, mean, weight: weights[feature.name] });
    });
    const total = used.reduce((sum, one) => sum + one.weight, 0);
    const ranking = data.cases.map((one, row) => {
      const entry = { case: one.id, row, score: 0, low: 0, high: 0, known: 0, reasons: [] };
      for (const part of used) {
        const share = part.weight / total, here = part.found[row], value = here.known ? here.value : part.mean;
        entry.score += share * value;
        entry.low += share * here.low;
        entry.high += share * here.high;
        entry.known += here.known ? share : 0;
        entry.reasons.push({ feature: part.feature, wanted: asked[part.at], local: here, share, points: share * value });
      }
      return entry;
    });
    ranking.sort((a, b) => rounded(b.score) - rounded(a.score) || a.row - b.row);
    return {
      features: used.map((one) => one.feature.name),
      ranking,
      isRough: used.length > 0 && ranking.some((one, at) => at > 0 && ranking[at - 1].low <= one.high),
      stated: data.features.map((feature, at) => ({ feature, values: asked[at] })).filter((one) => one.values.length),
    };
  };

  /** A reason in four parts: values that are the same, near ([ours, theirs]), what is there instead, and not named. */
  craftgraph.explain = function (reason, row) {
    const matches = reason.wanted.map((value, at) => ({ value, ...reason.local.each[at] }));
    const isNear = (one) => one.similarity > 0 && one.similarity < 1;
    const same = matches.filter((one) => one.similarity >= 1), near = matches.filter(isNear);
    const apart = matches.filter((one) => !(one.similarity > 0)), isClosed = reason.local.closed;
    const silent = isClosed ? [] : apart.map((one) => one.value);
    let instead = isClosed ? [...new Set(apart.map((one) => one.found))] : [];
    if (silent.length && reason.local.known && !same.length && !near.length) instead = reason.feature.cases[row];
    return {
      same: same.map((one) => one.found),
      near: near.sort((one, other) => other.similarity - one.similarity).map((one) => [one.value, one.found]),
      instead,
      silent,
      isDifferent: reason.local.known && !same.length && !near.length,
    };
  };

  /** The reasons of a centre, what adds most first and what is unknown last. */
  craftgraph.ordered = function (reasons) {
    return [...reasons].sort((a, b) => (a.local.known ? 0 : 1) - (b.local.known ? 0 : 1) || b.points - a.points);
  };

  /** The nearest centres, each by its most alike description. */
  craftgraph.nearest = function (data, ranking) {
    const seen = new Set();
    return ranking.filter(({ row }) => !seen.has(data.cases[row].centre) && seen.add(data.cases[row].centre)).slice(0, data.nearest);
  };

  function chosen(answers) {
    const found = new Set();
    for (const [question, answer] of Object.entries(answers)) {
      if (Array.isArray(answer)) for (const name of answer) found.add(`${question}/${name}`);
    }
    return found;
  }

  /** What a case had of a kind of thing, which is the `at`th of the answers. */
  function there(data, lessons, row, at) {
    const { places, answers } = lessons.of[data.cases[row].id];
    return answers[at].map(([value, who, place, anchor, text, helped, about, language]) => {
      const [link, heading] = cited(places, place, anchor);
      return { row, value, who, link, heading, text, helped, about: about || [], language };
    });
  }

  /** What the nearest centres had of a kind of thing: [{label, near, all, telling, instances}], most telling first. */
  craftgraph.findings = function (data, lessons, answers, ranking, name) {
    const which = lessons.answers.findIndex((one) => one.name === name), is = chosen(answers);
    const near = craftgraph.nearest(data, ranking), scores = new Map(near.map((one) => [one.row, one.score]));
    const total = near.reduce((sum, one) => sum + one.score, 0) || 1;
    const fits = (one) => one.about.some((key) => is.has(key));
    const had = near.flatMap(({ row }) => there(data, lessons, row, which));
    const found = lessons.answers[which].values.map(([iri, label, keys, all], at) => {
      const instances = had.filter((one) => one.value === at);
      const fitting = new Set(instances.filter(fits).map((one) => one.row));
      const cases = [...new Set(instances.map((one) => one.row))];
      const points = cases.reduce((sum, row) => sum + scores.get(row) * (fitting.has(row) ? 2 : 1), 0);
      instances.sort((a, b) => fits(b) - fits(a) || scores.get(b.row) - scores.get(a.row));
      return {
        iri, label, instances, near: cases.length, telling: Math.min(points / total, 1), at, all,
        isThere: keys.some((key) => is.has(key)),
      };
    });
    return found.filter((one) => one.near)
      .sort((a, b) => rounded(b.telling) - rounded(a.telling) || a.all - b.all || a.at - b.at);
  };

  /** What the nearest centres had of a kind of thing and the answers do not name or imply. */
  craftgraph.missing = function (data, lessons, answers, ranking, name) {
    return craftgraph.findings(data, lessons, answers, ranking, name).filter((one) => !one.isThere);
  };

  /** What was hard, or what helped, in one centre: what is about a chosen group first. */
  craftgraph.told = function (data, lessons, answers, row, name) {
    const which = lessons.answers.findIndex((one) => one.name === name), is = chosen(answers), once = new Map();
    for (const one of there(data, lessons, row, which)) {
      if (one.text && !once.has(one.link || one.text)) once.set(one.link || one.text, one);
    }
    const fits = (one) => one.about.some((key) => is.has(key));
    return [...once.values()].sort((a, b) => fits(b) - fits(a));
  };

  /** Organisations of a kind that is chosen or missing, the chosen towns themselves left out, which work near a chosen town or in several centres:
      [{name, page, kinds, centres, cases, km}], the nearest first; km is null further than 40 km off. */
  craftgraph.candidates = function (lessons, answers, missing) {
    const wanted = new Set(missing.map((one) => one.iri)), names = Object.keys(lessons.kinds);
    const towns = (answers.municipalities || []).map((town) => lessons.towns.indexOf(town));
    for (const key of chosen(answers)) if (lessons.chosen[key]) wanted.add(lessons.chosen[key]);
    const own = new Set(answers.municipalities || []);
    return lessons.workers.filter(([, party]) => !own.has(party)).map(([name, party, kinds, centres, cases, distances], at) => {
      const far = towns.map((town) => distances[town]).filter((km) => km !== undefined);
      return {
        name, page: party && `parties/${party}.html`, centres, cases, at, km: far.length ? Math.min(...far) : null,
        kinds: kinds.map((kind) => names[kind]).filter((kind) => wanted.has(kind)),
      };
    }).filter((one) => one.kinds.length && (one.km !== null || one.centres > 1))
      .sort((a, b) => (a.km === null) - (b.km === null) || a.km - b.km || b.centres - a.centres || a.at - b.at);
  };

  /** Who is responsible for the chosen groups: [{groups, routes, responsible, text, heading}]. */
  craftgraph.duties = function (lessons, answers, compare) {
    const is = chosen(answers), found = new Map();
    for (const one of lessons.duties.filter((duty) => duty.akin.some((key) => is.has(key)))) {
      if (!found.has(one.statement)) found.set(one.statement, { ...one, routes: [] });
      if (one.route) found.get(one.statement).routes.push(one.route);
    }
    return [...found.values()].map((one) => ({ ...one, routes: [...new Set(one.routes)].sort(compare).join(', ') }))
      .sort((a, b) => compare(a.groups, b.groups) || compare(a.routes, b.routes));
  };
}(window.craftgraph));
