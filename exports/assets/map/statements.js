/* What the source says of a party or a line. The statements stand in the page, or in a script that is read when asked for. */
'use strict';

(function (map) {
  /** Make an element; what is null or empty is left out. Texts never become HTML. */
  map.make = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ''));
    return element;
  };
  const make = map.make;
  const scripts = new Map(); // path → that it is being read

  /** When the whole page is there: the map is drawn before. */
  map.whole = new Promise((done) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', done);
    else done();
  });

  /** Read a script that the page needs only now; one that could not be read is tried again. */
  map.read = function (path) {
    if (!scripts.has(path)) {
      scripts.set(path, new Promise((done, failed) => {
        const script = make('script', { src: path });
        script.async = false; // in the order in which they are asked for
        script.addEventListener('load', done);
        script.addEventListener('error', () => {
          scripts.delete(path);
          failed(new Error(path));
        });
        document.head.append(script);
      }));
    }
    return scripts.get(path);
  };

  map.statements = function (data) {
    const texts = data.texts;
    let reading = null;

    function read() {
      reading ||= !data.script ? map.whole.then(() => JSON.parse(document.getElementById('statements-data').textContent)) : new Promise((done, failed) => {
        craftgraph.statements = done;
        map.read(data.script).catch(failed);
      });
      return reading;
    }

    function item(all, number) {
      const [anchor, , text, language, status, isReading, sources, page] = all.statements[number];
      const [word, planned] = all.statuses[status];
      const meta = make('p', { class: 'why' });
      if (planned) meta.append(make('span', { class: 'badge plan' }, word), ' ');
      else if (word) meta.append(`${word} · `);
      if (isReading) meta.append(`${texts.reading} · `);
      const said = sources.map((source) => all.sources[source]).join('; ');
      meta.append(make('a', { href: `${all.pages[page]}#s-${encodeURIComponent(anchor)}`, lang: said ? 'nl' : null }, said || texts.read_on));
      return make('li', {}, make('span', { lang: language || null }, text), meta);
    }

    /** A box that fills with statements under the names of their lists; `which` picks their numbers from what was read. */
    return function (which, heading, none) {
      const box = make('div', {}, heading ? make('h4', {}, heading) : '', make('p', { class: 'quiet' }, texts.loading));
      read().then((all) => {
        const lists = new Map();
        const numbers = which(all) || [];
        for (const number of numbers) {
          const list = all.statements[number][1];
          if (!lists.has(list)) lists.set(list, []);
          lists.get(list).push(number);
        }
        box.replaceChildren(
          heading ? make('h4', {}, `${heading} (${numbers.length})`) : '',
          ...Array.from(lists, ([list, mine]) => [make('h5', {}, all.lists[list]), make('ul', {}, ...mine.map((number) => item(all, number)))]).flat(),
        );
        if (!numbers.length && none) box.append(make('p', {}, none));
      }, () => box.replaceChildren(make('p', {}, texts.not_loaded)));
      return box;
    };
  };
}(craftgraph.map));
