/* The names in a query that nothing here has, with what comes near: as the command line tells them (graph/terms.py). */
'use strict';

window.craftgraphNames = (function () {
  const TOKEN = /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[?$]\w+|<(?<iri>[^<>"{}|^\x60\\\s]*)>|#.*|(?<declares>\bPREFIX\s+)?(?<prefix>(?<![\w@-])[A-Za-z](?:[\w.-]*[\w-])?)?:(?<local>\w(?:[\w.-]*[\w-])?)?/gi;
  const CLOSE = 0.6;

  /** The names of a query in our namespaces: [whole IRI, how the query writes it], each once. */
  function used(query, prefixes) {
    const known = { ...prefixes }, base = prefixes.id.replace(/id\/$/, ''), found = new Map();
    let declared = null;
    for (const { groups } of query.matchAll(TOKEN)) {
      const { iri, declares, prefix = '', local } = groups;
      if (iri !== undefined && declared !== null) {
        known[declared] = iri;
        declared = null;
      } else if (iri !== undefined) found.set(iri, iri);
      else if (declares) declared = prefix;
      else if (local !== undefined && Object.hasOwn(known, prefix)) found.set(known[prefix] + local, `${prefix}:${local}`);
    }
    return [...found].filter(([iri]) => iri.startsWith(base) && !/[/#]$/.test(iri));
  }

  /** How many letters two words share in blocks, the longest first and then on both sides of it. */
  function shared(one, other) {
    let best = 0, from = 0, to = 0;
    for (let i = 0; i < one.length; i += 1) {
      for (let j = 0; j < other.length; j += 1) {
        let length = 0;
        while (i + length < one.length && j + length < other.length && one[i + length] === other[j + length]) length += 1;
        if (length > best) [best, from, to] = [length, i, j];
      }
    }
    return best && best + shared(one.slice(0, from), other.slice(0, to)) + shared(one.slice(from + best), other.slice(to + best));
  }

  /** The name most like a word (Ratcliff and Obershelp's ratio, as Python's difflib has it), or nothing. */
  function nearest(word, names, least = CLOSE) {
    const ratio = (name) => (2 * shared(name, word)) / (name.length + word.length);
    return names.map((name) => [ratio(name), name]).filter(([score]) => score >= least)
      .sort(([a, one], [b, other]) => b - a || (one < other ? 1 : -1)).map(([, name]) => name)[0];
  }

  /** That nothing here has a name, with what comes near, as a sentence. */
  function told(iri, name, names, prefixes, texts) {
    const local = iri.match(/[^/#]*$/)[0], folded = local.toLowerCase();
    const hit = nearest(folded, [...new Set(names.map((one) => one.toLowerCase()))], CLOSE);
    const near = hit && nearest(local, names.filter((one) => one.toLowerCase() === hit), 0);
    const hint = near ? texts['query.hint'].replace('{name}', name.slice(0, name.length - local.length) + near) : '';
    const kind = iri.startsWith(prefixes.cg) ? 'term' : iri.startsWith(prefixes.id) ? 'thing' : 'concept';
    return texts[`query.${kind}`].replace('{name}', name).replace('{hint}', hint) + (hint ? '' : '.');
  }

  return { used, nearest, told };
}());
