/* Where and why a query is not SPARQL, in words for people: as the command line tells it (graph/syntax.py). */
'use strict';

window.craftgraphErrors = (function () {
  const TOKEN = new RegExp([
    /(?<text>"{3}(?:[^\\]|\\[^\r\n])*?"{3}|'{3}(?:[^\\]|\\[^\r\n])*?'{3})/,
    /(?<quote>"{3}|'{3})/,
    /(?<string>"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')/,
    /(?<stray>["'])/,
    /(?<iri><[^<> \t\r\n]*>)/,
    /(?<comment>#[^\r\n]*)/,
    /(?<variable>[?$][\p{L}\p{N}_]+)/,
    /(?<tag>@[A-Za-z\-]+|_:[\p{L}\p{N}_.\-]*)/,
    /(?<name>(?<prefix>(?:[\p{L}\p{Nl}\p{No}](?:[\p{L}\p{N}_.\-]*[\p{L}\p{N}_\-])?)?):(?:[\p{L}\p{N}_:\-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=\/?#@%\-]|\.+(?=[\p{L}\p{N}_:%\\\-]))*)/,
    /(?<word>[A-Za-z][\p{L}\p{N}_]*)/,
    /(?<sign><<\(|\)>>|\{\||\|\}|[{}()[\];,])/,
    /(?<space>[ \t\r\n]+)/,
    /(?<other>[^])/,
  ].map((part) => part.source).join('|'), 'gu');
  const PAIRS = new Map([['}', '{'], [')', '('], [']', '[']]), OPENING = [...PAIRS.values()];
  const FORMS = ['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE'];
  const AGGREGATES = ['COUNT', 'SUM', 'MIN', 'MAX', 'AVG', 'SAMPLE', 'GROUP_CONCAT'];
  const KEYWORDS = 'BIND DISTINCT FILTER GRAPH GROUP HAVING LIMIT MINUS OFFSET OPTIONAL ORDER UNION VALUES WHERE'.split(' ');
  const SCHEMES = ['http', 'https', 'urn'];
  const ROOM = ' '.repeat(40);
  const STOP = /^error at 1:(\d+): expected (?:one of )?([^]*)/, PROSE = /[A-Za-z]+ [a-z]+ [a-z]+/;

  const length = (text) => Array.from(text).length;
  const cut = (text) => (length(text) <= ROOM.length ? text : `${Array.from(text).slice(0, ROOM.length).join('')}…`);
  const nearest = (word, names) => window.craftgraphNames.nearest(word, names);
  const slip = (at, key, values = {}) => ({ at, key: `query.${key}`, values });
  const says = (token, ...words) => Boolean(token) && ['word', 'sign', 'other'].includes(token.kind) && words.includes(token.text.toUpperCase());

  /** Words, names, signs … with where they begin and the number of brackets around them. */
  function parts(query) {
    return Array.from(query.matchAll(TOKEN), ({ 0: text, index: at, groups }) => ({
      kind: Object.keys(groups).find((kind) => kind !== 'prefix' && groups[kind] !== undefined), text, at, prefix: groups.prefix || '',
    }));
  }

  function tokens(query) {
    const found = parts(query).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
    let depth = 0;
    for (const token of found) {
      depth -= PAIRS.has(token.text);
      token.depth = depth;
      depth += OPENING.includes(token.text);
    }
    return found;
  }

  /** The parts of a query between which room may be made, each with where it begins. */
  function cells(query) {
    const found = [];
    let isOpen = false;
    for (const { kind, text, at } of parts(query)) {
      const alone = kind === 'variable' || kind === 'sign', line = text.replace(/[\r\n]/g, ' ');
      if (kind === 'space' || kind === 'comment') {
        isOpen = false;
        continue;
      }
      if (isOpen && (text === '(' || !alone)) found[found.length - 1].text += line;
      else found.push({ at, text: line });
      isOpen = !alone;
    }
    return found;
  }

  /** The query on one line with room behind every part: Oxigraph tells where it stops with an error of a keyword's length. */
  const wide = (query) => ROOM + cells(query).map(({ text }) => text + ROOM).join('');

  /** Where a query would ask another computer. */
  function elsewhere(query) {
    const token = tokens(query).find(({ kind, text, prefix }) => (kind === 'word' && /service/i.test(text)) || (kind === 'name' && /service/i.test(prefix)));
    return token ? slip(token.at, 'service') : null;
  }

  function beginning(all) {
    if (!all.length) return slip(0, 'empty');
    let first = 0;
    while (says(all[first], 'PREFIX') && all[first + 1]?.kind === 'name' && all[first + 2]?.kind === 'iri') first += 3;
    const last = all[all.length - 1];
    if (!all[first]) return slip(last.at + last.text.length, 'begin');
    return says(all[first], ...FORMS, 'PREFIX', 'BASE', 'VERSION') ? null : slip(all[first].at, 'begin');
  }

  /** A quote, an address or a bracket that has no partner. */
  function unclosed(all) {
    const waiting = [];
    for (const { kind, text, at } of all) {
      const other = PAIRS.get(text);
      if (kind === 'quote' || kind === 'stray') return slip(at, 'quote', { sign: text });
      if (OPENING.includes(text)) waiting.push({ text, at });
      else if (other) {
        if (!waiting.some((one) => one.text === other)) return slip(at, 'closes-nothing', { sign: text, other });
        if (waiting[waiting.length - 1].text !== other) break;
        waiting.pop();
      }
    }
    const address = all.findIndex(({ text, at }, n) => text === '<' && SCHEMES.includes(all[n + 1]?.prefix) && all[n + 1].at === at + 1);
    if (address >= 0) return slip(all[address].at, 'never-closed', { sign: '<' });
    const last = waiting.pop();
    return last ? slip(last.at, 'never-closed', { sign: last.text }) : null;
  }

  function undeclared(all, prefixes) {
    const own = all.filter((token, at) => token.kind === 'name' && says(all[at - 1], 'PREFIX')).map(({ prefix }) => prefix);
    const name = all.find(({ kind, prefix }) => kind === 'name' && !own.includes(prefix) && !Object.hasOwn(prefixes, prefix));
    if (!name) return null;
    const near = nearest(name.prefix, Object.keys(prefixes));
    return slip(name.at, 'prefix', { name: `${name.prefix}:`, near: near && `${near}:` });
  }

  /** What comes before one of the words at a depth, or before the bracket around it is closed. */
  function until(all, level, ...words) {
    const end = all.findIndex((token) => token.depth < level || (token.depth === level && says(token, ...words)));
    return end < 0 ? all : all.slice(0, end);
  }

  /** What a SELECT asks for, and what stands behind its braces (GROUP BY, ORDER BY …). */
  function ofSelect(all, at) {
    const level = all[at].depth;
    const head = until(all.slice(at + 1), level, '{', '}', 'WHERE', 'FROM');
    const braces = until(all.slice(at + 1 + head.length), level, '}');
    const tail = until(all.slice(at + 2 + head.length + braces.length), level);
    return nameless(head, level) || ungrouped(head, tail, level);
  }

  const inside = (all, at) => (all[at] ? until(all.slice(at + 1), all[at].depth + 1) : []);
  const named = (all) => all.filter((token, at) => token.kind === 'variable' && says(all[at - 1], 'AS'));

  function nameless(head, level) {
    for (const [at, token] of head.entries()) {
      const before = head[at - 1];
      if (token.depth !== level || !says(token, '(')) continue;
      if (before && ['word', 'name', 'iri'].includes(before.kind) && !says(before, 'DISTINCT', 'REDUCED')) return slip(before.at, 'nameless');
      if (!inside(head, at).some((one) => says(one, 'AS') && one.depth === level + 1)) return slip(token.at, 'nameless');
    }
    return null;
  }

  /** What a SELECT that groups or counts asks for beside its groups. */
  function ungrouped(head, tail, level) {
    const groups = until(tail.slice(until(tail, level, 'GROUP').length), level, 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'VALUES');
    if (groups.length < 3 && ![...head, ...tail].some((token) => says(token, ...AGGREGATES))) return null;
    const given = [...groups.filter(({ kind, depth }) => kind === 'variable' && depth === level), ...named(groups), ...named(head)];
    const known = given.map(({ text }) => text.slice(1)), counted = new Set();
    for (const [at, token] of head.entries()) {
      if (token.depth === level && says(token, '*')) return slip(token.at, 'star');
      if (says(token, ...AGGREGATES)) inside(head, at + 1).forEach((one) => counted.add(one));
      if (token.kind === 'variable' && !counted.has(token) && !known.includes(token.text.slice(1))) return slip(token.at, 'ungrouped', { name: token.text });
    }
    return null;
  }

  /** How far a query can be read, from what Oxigraph says of it as it is set out wide. */
  function stopped(query, said, shift) {
    const found = cells(query), place = said.match(STOP), last = found[found.length - 1];
    let begin = ROOM.length + shift;
    for (const { at, text } of place ? found : []) {
      begin += length(text) + ROOM.length;
      if (Number(place[1]) <= begin) {
        const near = nearest(text.toUpperCase(), KEYWORDS);
        return slip(at, 'stops', { name: cut(text), near: near !== text.toUpperCase() && near });
      }
    }
    const isOpen = place && (/^\p{L}+$/u.test(last.text) || !PROSE.test(place[2]));
    return isOpen ? slip(last.at + last.text.length, 'unfinished') : slip(found[0].at, 'whole');
  }

  /**
   * What is wrong with a query that cannot be parsed: `at` in its text, and a key with values.
   * `said` is what Oxigraph says of the wide query with `shift` characters before it.
   */
  function wrong(query, prefixes, said, shift) {
    const all = tokens(query);
    const slips = () => all.map((token, at) => (says(token, 'SELECT') ? ofSelect(all, at) : null)).find(Boolean);
    return beginning(all) || unclosed(all) || undeclared(all, prefixes) || slips() || stopped(query, said, shift);
  }

  /** A slip in words, as a sentence. */
  function told({ key, values }, texts) {
    const fill = (text, filled) => text.replace(/\{(\w+)\}/g, (_, name) => filled[name]);
    const hint = values.near ? fill(texts['query.hint'], { name: values.near }) : '';
    const text = fill(texts[key], { ...values, hint });
    return `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith('?') ? '' : '.'}`;
  }

  /** The line and the column, from 1, of a place in a query. */
  function place(query, at) {
    const lines = query.slice(0, at).split('\n');
    return { line: lines.length, column: length(lines[lines.length - 1]) + 1 };
  }

  return { elsewhere, wide, wrong, told, place };
}());
