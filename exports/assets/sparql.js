/* The SPARQL page: Oxigraph on the data of this site, in a worker, and an editor that knows our terms. */
'use strict';

(function () {
  const { lang, home, assets, texts } = JSON.parse(document.getElementById('texts').textContent);
  const known = window.craftgraphTerms;
  const label = new Map(known.terms.map(([name, dutch, english]) => [name, lang === 'nl' ? dutch : english]));
  const byId = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const SHOWN = 500;
  const errors = window.craftgraphErrors;

  /* ---- The engine: this function runs in a worker, so it may use nothing from outside itself. ---- */

  function engine(scope, makeOxigraph) {
    let store = null;

    async function unpack(packed) {
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      return new Response(stream).arrayBuffer();
    }

    async function load({ module, graph }) {
      const oxigraph = makeOxigraph();
      oxigraph.initSync({ module: await WebAssembly.compile(await unpack(module)) });
      store = new oxigraph.Store();
      store.load(new TextDecoder().decode(await unpack(graph)), { format: 'application/trig', lenient: true, no_transaction: true });
      return { ready: true };
    }

    function ask({ number, query, format, names }) {
      const began = performance.now();
      const answer = store.query(query, { results_format: format, use_default_graph_as_union: true });
      const milliseconds = performance.now() - began;
      return { number, answer, format, milliseconds, unknown: names.filter(([iri]) => !isKnown(iri)).map(([iri, name]) => [iri, name, under(iri)]) };
    }

    const isKnown = (iri) => store.query(`ASK { { <${iri}> ?p ?o } UNION { ?s <${iri}> ?o } UNION { ?s ?p <${iri}> } UNION { GRAPH <${iri}> { ?s ?p ?o } } }`, { use_default_graph_as_union: true });

    /** The names of all that has something said of it in the namespace of a name. */
    function under(iri) {
      const space = iri.replace(/[^/#]*$/, '');
      const found = store.query(`SELECT DISTINCT ?name { ?name ?p ?o FILTER(STRSTARTS(STR(?name), "${space}")) }`, { use_default_graph_as_union: true });
      return found.map((row) => row.get('name').value.slice(space.length)).filter((name) => !name.includes('/')).sort();
    }

    scope.onmessage = async ({ data }) => {
      try {
        scope.postMessage(data.module ? await load(data) : ask(data));
      } catch (error) {
        const message = said(error);
        scope.postMessage({ number: data.number, error: message, stop: /^error at /.test(message) ? complaint(data.wide) : undefined });
      }
    };

    const said = (error) => String((error && error.message) || error);

    /** What Oxigraph says of the query as it is set out wide, so that the place is that of the word where it stops. */
    function complaint(query) {
      try {
        store.query(query);
        return '';
      } catch (error) {
        return said(error);
      }
    }
  }

  /** Start the engine in a worker; where a browser gives none, on the page itself. */
  function start(receive) {
    try {
      const source = `(${engine})(self, ${window.craftgraphOxigraph});`;
      const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const worker = new Worker(address);
      worker.onmessage = ({ data }) => receive(data);
      worker.onerror = (event) => receive({ error: event.message });
      return { post: (data) => worker.postMessage(data), stop: () => worker.terminate() };
    } catch {
      const scope = { postMessage: (data) => receive(data) };
      engine(scope, window.craftgraphOxigraph);
      return { post: (data) => scope.onmessage({ data }), stop: null };
    }
  }

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = assets + name;
      element.onload = resolve;
      element.onerror = () => reject(new Error(name));
      document.head.append(element);
    });
  }

  /* ---- Queries ---- */

  const TOKEN = /"""[\s\S]*?"""|'''[\s\S]*?'''|<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g;

  /** What stands in a query outside texts, comments and addresses. */
  const bare = (query) => query.replace(TOKEN, ' ');

  /** The declarations of the prefixes that a query uses and does not declare itself, on one line. */
  function declarations(query) {
    const text = bare(query);
    const own = new Set(Array.from(text.matchAll(/\bprefix\s+([\w-]*):/gi), (found) => found[1]));
    const used = new Set(Array.from(text.matchAll(/(?<![\w-])([A-Za-z][\w-]*):/g), (found) => found[1]));
    return [...used]
      .filter((prefix) => !own.has(prefix) && Object.hasOwn(known.prefixes, prefix))
      .map((prefix) => `PREFIX ${prefix}: <${known.prefixes[prefix]}> `)
      .join('');
  }

  function givesGraph(query) {
    const found = bare(query).match(/\b(select|ask|construct|describe)\b/i);
    return Boolean(found) && /^[cd]/i.test(found[1]);
  }

  /** A saved question with its values and the language filled in. */
  function filled(name, values) {
    const { sparql, parameters } = known.questions[name];
    let query = sparql.replace(/(VALUES \?lang \{ ")\w+(" \})/g, `$1${lang}$2`);
    for (const [key, prefix, standard] of parameters) {
      if (values[key]) query = query.replaceAll(`VALUES ?${key} { ${prefix}:${standard} }`, `VALUES ?${key} { ${prefix}:${values[key]} }`);
    }
    return query;
  }

  const namespaces = Object.entries(known.prefixes).sort((one, other) => other[1].length - one[1].length);

  function shorten(iri) {
    for (const [prefix, namespace] of namespaces) {
      if (iri.startsWith(namespace)) {
        const local = iri.slice(namespace.length);
        if (/^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/.test(local)) return `${prefix}:${local}`;
      }
    }
    return iri;
  }

  /* ---- The editor ---- */

  const KEYWORDS = ('SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH VALUES BIND ORDER BY GROUP BY HAVING LIMIT OFFSET ' +
    'ASK CONSTRUCT DESCRIBE MINUS NOT EXISTS COUNT SUM MIN MAX AVG GROUP_CONCAT SAMPLE STR LANG REGEX CONTAINS LCASE COALESCE IF BOUND').split(' ');

  function complete(context) {
    const word = context.matchBefore(/[?$]?[\w.:-]*/);
    if (!word || (word.text.length < 2 && !context.explicit)) return null;
    const typed = word.text.toLowerCase();
    if (/^[?$]/.test(typed)) {
      const variables = new Set(bare(context.state.doc.toString()).match(/[?$]\w+/g) || []);
      variables.delete(word.text);
      return { from: word.from, options: [...variables].map((name) => ({ label: name, type: 'variable' })) };
    }
    const spellings = ({ name, said }) => [name, name.replace(/^.*?:/, ''), said].map((text) => text.toLowerCase());
    const rank = (term) => (spellings(term).includes(typed) ? 0 : spellings(term).some((text) => text.startsWith(typed)) ? 1 : 2);
    const options = known.terms
      .map(([name]) => ({ name, said: label.get(name) }))
      .filter((term) => spellings(term).some((text) => text.includes(typed)))
      .sort((one, other) => rank(one) - rank(other) || one.name.length - other.name.length)
      .slice(0, 80)
      .map(({ name, said }) => ({ label: name, detail: said }));
    const words = KEYWORDS.filter((keyword) => keyword.toLowerCase().startsWith(typed)).map((keyword) => ({ label: keyword, type: 'keyword' }));
    return { from: word.from, options: [...words, ...options], filter: false };
  }

  function makeEditor(parent) {
    const lib = window.craftgraphEditor;
    return new lib.EditorView({
      parent,
      state: lib.EditorState.create({
        extensions: [
          lib.lineNumbers(),
          lib.history(),
          lib.drawSelection(),
          lib.bracketMatching(),
          lib.closeBrackets(),
          lib.autocompletion({ override: [complete], icons: false }),
          lib.StreamLanguage.define(lib.sparql),
          lib.syntaxHighlighting(lib.classHighlighter),
          lib.EditorView.lineWrapping,
          lib.EditorView.contentAttributes.of({ 'aria-labelledby': 'editor-label', 'aria-describedby': 'editor-help', spellcheck: 'false', tabindex: '0' }),
          lib.keymap.of([
            { key: 'Mod-Enter', run: () => { run(); return true; } },
            ...lib.closeBracketsKeymap,
            ...lib.completionKeymap,
            ...lib.defaultKeymap,
            ...lib.historyKeymap,
          ]),
        ],
      }),
    });
  }

  const read = () => editor.state.doc.toString();
  const put = (query) => editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: query } });

  /* ---- Asking ---- */

  let machine = null;
  let ready = false;
  let number = 0;
  let asked = null;
  let waiting = false;
  let stopped = false;

  function say(text) {
    byId('status').textContent = text;
  }

  function begin() {
    ready = false;
    say(texts.loading);
    machine = start(receive);
    machine.post({ module: window.craftgraphModule, graph: window.craftgraphData });
  }

  /** Ask what stands in the editor; it takes the place of a query that runs, and nothing of an earlier answer stays. */
  function run() {
    const query = read();
    if (asked && (asked.query === query || !abandon())) return;
    clear();
    waiting = !ready;
    if (!ready) return;
    remember(query);
    const elsewhere = errors.elsewhere(query);
    if (elsewhere) {
      refuse(elsewhere, query);
      return;
    }
    const prefixes = declarations(query);
    number += 1;
    asked = { number, query, shift: prefixes.length };
    byId('run').disabled = true;
    byId('stop').hidden = !machine.stop;
    say(texts.asking);
    machine.post({ number, query: prefixes + query, wide: prefixes + errors.wide(query), names: window.craftgraphNames.used(query, known.prefixes), format: givesGraph(query) ? 'text/turtle' : 'application/sparql-results+json' });
  }

  function receive(message) {
    if (message.ready) {
      ready = true;
      byId('run').disabled = false;
      say(stopped ? texts.stopped : texts.ready);
      stopped = false;
      if (waiting) run();
      return;
    }
    if (message.number !== undefined && message.number !== asked?.number) return;
    if (!asked) {
      say(fill(texts.failed, { message: message.error }));
      return;
    }
    const { query, shift } = asked;
    done();
    if (message.error) refuse(message.stop === undefined ? null : errors.wrong(query, known.prefixes, message.stop, shift), query, message.error);
    else show(message);
  }

  function done() {
    asked = null;
    byId('run').disabled = !ready;
    byId('stop').hidden = true;
  }

  function clear() {
    for (const id of ['broken', 'wrong', 'answer']) byId(id).hidden = true;
  }

  /** End the query that runs, with the engine that works on it; false where there is none to end. */
  function abandon() {
    if (!asked || !machine.stop) return false;
    machine.stop();
    asked = null;
    waiting = false;
    begin();
    done();
    return true;
  }

  function stop() {
    if (!abandon()) return;
    stopped = true;
    say(texts.stopped);
  }

  /** Say what is wrong with a query, and where; what Oxigraph said itself can be opened. */
  function refuse(slip, query, message = '') {
    say('');
    byId('wrong').hidden = false;
    byId('wrong-text').textContent = texts.wrong;
    const pieces = slip ? errors.told(slip, texts).split(/([?$][\p{L}\p{N}_]+)/u) : [];
    byId('wrong-reason').replaceChildren(...pieces.map((text, at) => (at % 2 ? element('span', { className: 'whole' }, text) : text)));
    byId('wrong-detail').textContent = message.replace(/^error at \d+:\d+:?\s*/, '');
    byId('wrong-own').hidden = !message;
    byId('wrong-own').open = false;
    byId('wrong-place').hidden = !slip;
    if (!slip) return;
    byId('wrong-place').textContent = fill(texts.place, errors.place(query, slip.at));
    byId('wrong-place').onclick = () => {
      editor.dispatch({ selection: { anchor: Math.min(slip.at, editor.state.doc.length) }, scrollIntoView: true });
      editor.focus();
    };
  }

  /* ---- The answer ---- */

  let table = { columns: [], rows: [], turtle: '' };

  /** Say which names of the query nothing here has: an answer to such a query is empty without a word. */
  function doubt(unknown) {
    const told = unknown.map(([iri, name, names]) => window.craftgraphNames.told(iri, name, names, known.prefixes, texts));
    byId('doubts').replaceChildren(...told.map((text) => element('li', {}, text)));
    byId('doubts').hidden = !told.length;
  }

  function show({ answer, format, milliseconds, unknown }) {
    byId('answer').hidden = false;
    doubt(unknown);
    table = format === 'text/turtle' ? { columns: [], rows: [], turtle: answer } : tabulated(JSON.parse(answer));
    const rows = table.rows.length;
    const count = table.turtle ? '' : fill(rows === 1 ? texts.row : texts.rows, { n: rows.toLocaleString(lang) });
    byId('answer-count').textContent = count;
    byId('csv').textContent = table.turtle ? texts.turtle : texts.csv;
    say(fill(texts.took, { count: count || texts.graph, ms: Math.max(1, Math.round(milliseconds)).toLocaleString(lang) }));
    byId('status').dataset.milliseconds = milliseconds.toFixed(1);
    draw(SHOWN, unknown.length ? texts.none : `${texts.none} ${texts.silent}`);
  }

  function tabulated(answer) {
    if ('boolean' in answer) {
      const value = answer.boolean ? texts.yes : texts.no;
      return { columns: [texts.truth], rows: [[{ type: 'literal', value }]], turtle: '' };
    }
    const columns = answer.head.vars;
    return { columns, rows: answer.results.bindings.map((row) => columns.map((name) => row[name])), turtle: '' };
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function draw(most, none = '') {
    byId('more').hidden = table.rows.length <= most;
    if (table.turtle) {
      byId('rows').replaceChildren(scrolling(element('pre', {}, element('code', {}, table.turtle))));
      return;
    }
    if (!table.rows.length) {
      byId('rows').replaceChildren(element('p', { className: 'text' }, none));
      return;
    }
    const head = element('tr', {}, ...table.columns.map((name) => element('th', { scope: 'col' }, name)));
    const body = table.rows.slice(0, most).map((row) => element('tr', {}, ...row.map((term, at) => cell(term, table.columns[at]))));
    const drawn = element('table', { className: 'plain answer' }, element('thead', {}, head), element('tbody', {}, ...body));
    byId('rows').replaceChildren(scrolling(drawn));
  }

  function scrolling(content) {
    const region = element('div', { className: 'scroll tall', tabIndex: 0 }, content);
    region.setAttribute('role', 'group');
    region.setAttribute('aria-label', texts.table);
    return region;
  }

  function cell(term, column) {
    const made = document.createElement('td');
    if (!term || term.value === '') return made;
    made.dataset.label = column;
    if (term.type !== 'uri') {
      made.textContent = plain(term);
      if (term['xml:lang']) made.lang = term['xml:lang'];
      return made;
    }
    const name = shorten(term.value);
    const page = known.pages[term.value];
    made.append(page ? element('a', { className: 'iri', href: home + page }, name) : element('span', { className: 'iri' }, name));
    const said = label.get(name);
    if (said && said !== name.replace(/^.*:/, '')) made.append(' ', element('span', { className: 'said-as' }, said));
    return made;
  }

  /** A term as a spreadsheet gets it: an address as a prefixed name, a literal as its text. */
  function plain(term) {
    if (!term) return '';
    if (term.type === 'uri') return shorten(term.value);
    if (term.type === 'triple') return ['subject', 'predicate', 'object'].map((part) => plain(term.value[part])).join(' ');
    return term.type === 'bnode' ? `_:${term.value}` : term.value;
  }

  /** The table as CSV; a text that a spreadsheet would run as a formula gets a quote before it. */
  function csv() {
    const harmless = (text) => (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text);
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const rows = [table.columns, ...table.rows.map((row) => row.map(plain))];
    return rows.map((row) => row.map((text) => quoted(harmless(text))).join(',') + '\n').join('');
  }

  function download() {
    const [name, type, text] = table.turtle ? ['craftgraph.ttl', 'text/turtle', table.turtle] : ['craftgraph.csv', 'text/csv', csv()];
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /* ---- Examples, and the address that restores a query ---- */

  const OPENING = 'participants';
  let example = { name: '', values: {} };
  let arrived = false;

  /** What can be chosen for a parameter of a saved question: the name in a query, and what it is called. */
  function choices([key, prefix]) {
    const names = key === 'case' ? known.cases.map((id) => `id:${id}`) : known.terms.map(([name]) => name).filter((name) => name.startsWith(`${prefix}:`));
    return names.map((name) => [name.slice(prefix.length + 1), label.get(name) || name]);
  }

  /** Offer what can be chosen in a saved question: the centre, a concept, a party. */
  function offer() {
    const parameters = example.name ? known.questions[example.name].parameters : [];
    byId('choices').replaceChildren(
      ...parameters.map(([key, prefix, standard]) => {
        const options = choices([key, prefix]);
        const choose = element('select', { id: `choose-${key}` });
        if (key !== 'case') options.sort((one, other) => one[1].localeCompare(other[1], lang));
        for (const [id, said] of options) choose.append(element('option', { value: id }, said));
        choose.value = example.values[key] || standard;
        choose.addEventListener('change', () => {
          example.values[key] = choose.value;
          put(filled(example.name, example.values));
          run();
        });
        return element('p', { className: 'field' }, element('label', { htmlFor: choose.id }, texts[`choose.${key}`] || key), choose);
      }),
    );
  }

  /** Keep the query in the address, as the saved question it is or in full: a step back for each that is asked, none for the address itself. */
  function remember(query) {
    const isSaved = example.name && query === filled(example.name, example.values);
    const pairs = isSaved ? { question: example.name, ...example.values } : { query };
    if (!isSaved && example.name) {
      example = { name: '', values: {} };
      byId('example').value = '';
      offer();
    }
    const fragment = '#' + Object.entries(pairs).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    if (fragment !== location.hash) history[arrived ? 'replaceState' : 'pushState'](null, '', fragment);
    arrived = false;
    byId('link').href = fragment;
    const other = document.querySelector('a.language');
    if (other) other.href = other.href.split('#')[0] + fragment;
  }

  /** What an address asks: a saved question with values that can be chosen, or a query; null when its link is broken. */
  function parsed(hash) {
    let given;
    try {
      given = Object.fromEntries(hash.slice(1).split('&').map((pair) => pair.match(/^([^=]*)=?([^]*)$/).slice(1).map(decodeURIComponent)));
    } catch {
      return null;
    }
    const { question, query, ...values } = given;
    if (query !== undefined) return Object.keys(given).length === 1 ? { name: '', values, query } : null;
    if (!Object.hasOwn(known.questions, question)) return null;
    const { parameters } = known.questions[question];
    const canBe = ([key, value]) => parameters.some((one) => one[0] === key && choices(one).some(([id]) => id === value));
    return Object.entries(values).every(canBe) ? { name: question, values } : null;
  }

  const isPlace = () => Boolean(document.getElementById(location.hash.slice(1)));

  /** Ask the query of the address; without one, an example. A broken link asks nothing. */
  function restore() {
    const opening = { name: Object.hasOwn(known.questions, OPENING) ? OPENING : '', values: {} };
    const found = location.hash && !isPlace() ? parsed(location.hash) : opening;
    const { name, values, query = name && filled(name, values) } = found || opening;
    example = { name, values };
    byId('example').value = name;
    offer();
    put(query);
    arrived = Boolean(found);
    stopped = false;
    if (found) {
      run();
      return;
    }
    abandon();
    waiting = false;
    clear();
    if (ready) say('');
    byId('broken').hidden = false;
  }

  byId('ask').hidden = false;
  const editor = makeEditor(byId('editor'));
  byId('run').addEventListener('click', run);
  byId('stop').addEventListener('click', stop);
  byId('csv').addEventListener('click', download);
  byId('more').addEventListener('click', () => draw(Infinity));
  byId('example').addEventListener('change', (event) => {
    if (!event.target.value) return;
    example = { name: event.target.value, values: {} };
    offer();
    put(filled(example.name, {}));
    run();
  });
  addEventListener('hashchange', () => isPlace() || restore());

  say(texts.loading);
  restore();
  Promise.all([script('oxigraph-module.js'), script('graph-data.js')]).then(begin, (error) => say(fill(texts.failed, { message: error.message })));
}());
