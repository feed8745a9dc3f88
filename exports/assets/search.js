/* The search field in the header, read when the field is first used (page.js); what can be found is in a script of its own. */
'use strict';

(function () {
  const form = document.getElementById('search');
  const field = form.querySelector('input');
  const panel = form.querySelector('.found');
  const list = panel.querySelector('ul');
  const said = form.querySelector('[role="status"]');
  const texts = form.dataset;
  const kinds = JSON.parse(texts.kinds);
  const MOST = 12;
  let entries = null;
  let waiting = null;

  /** Lower case, without accents, so that "cafe" finds "Café". */
  function plain(text) {
    return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  }

  /** Load what can be found, once. */
  function load() {
    if (!waiting) {
      waiting = new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = texts.index;
        script.onload = () => {
          const rows = window.craftgraphSearch;
          const places = rows.map(([kind, name, , names]) => (kind === 0 ? plain(`${name} | ${names}`) : ''));
          entries = rows.map(([kind, name, hint, names, link, cases]) => ({
            kind, name, hint, link, names, inName: plain(name), inNames: plain(names), aliases: plain(names).split(' | '),
            inPlace: (cases || []).map((row) => places[row]).join(' | '),
          }));
          resolve();
        };
        script.onerror = reject;
        document.head.append(script);
      });
    }
    return waiting;
  }

  /** What a verb and its nouns share: "repar" of "repareren", "reparatie" and "reparateur"; short words stay whole. */
  function stem(word) {
    const found = word.length > 6 ? word.replace(/(eren|ering|eringen|atie|aties|ateur|ateurs|ing|en)$/, '') : word;
    return found.length > 3 ? found : word;
  }

  /** How well a text holds a word: at its beginning, at the beginning of a word, somewhere; 0 when it does not. */
  function fit(text, word) {
    const at = text.indexOf(word);
    if (at < 0) return ` ${text}`.includes(` ${stem(word)}`) ? 1 : 0;
    if (at === 0) return text.length === word.length ? 5 : 4;
    const begins = new RegExp(`[^\\p{L}\\p{N}]${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u');
    return begins.test(text) ? 3 : word.length > 2 ? 1 : 0;
  }

  /** Which kinds go before which, of those that fit as well: centres, pages, kinds of places, questions, subjects, parties, posts. */
  const RANK = [0, 5, 4, 4, 4, 3, 1, 2, 6];

  /**
   * How well an entry holds all words: [how exact, points], or null when it lacks one. A word may stand in the names
   * of a centre that it belongs to, as long as another stands in the entry itself.
   * How exact: 3 when the whole text is one of its names, 2 when every word begins a word of it, 1 otherwise.
   */
  function weigh(entry, words, text) {
    if (entry.inName === text || entry.aliases.includes(text)) return [3, 0];
    let total = 0;
    let own = 0;
    let least = 5;
    for (const word of words) {
      const fits = [fit(entry.inName, word), fit(entry.inNames, word), entry.kind === 1 ? fit(plain(entry.hint), word) : 0];
      const best = Math.max(fits[0], 0.6 * fits[1], 0.3 * fits[2]);
      if (best) own += 1;
      else if (!` ${entry.inPlace}`.includes(` ${word}`)) return null;
      total += best;
      least = Math.min(least, Math.max(...fits));
    }
    if (!own) return null;
    return [least > 1 ? 2 : 1, total / words.length - entry.inName.length / 400];
  }

  function matches(words) {
    const text = words.join(' ');
    return entries
      .map((entry) => ({ entry, weight: weigh(entry, words, text) }))
      .filter((found) => found.weight)
      .sort((one, other) => other.weight[0] - one.weight[0] || RANK[one.entry.kind] - RANK[other.entry.kind]
        || other.weight[1] - one.weight[1])
      .map((found) => found.entry);
  }

  /** What fits; when nothing does, what fits without the ends of long words: "kwetsbaar" then finds "kwetsbare". */
  function search(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = matches(words);
    return found.length ? found : matches(words.map((word) => (word.length > 6 ? word.slice(0, -2) : word)));
  }

  function row(entry, words) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = texts.home + entry.link;
    const name = document.createElement('span');
    name.textContent = entry.name;
    const kind = document.createElement('span');
    kind.className = 'quiet';
    const alias = words.every((word) => !entry.inName.includes(word))
      ? entry.names.split(' | ').find((other) => words.some((word) => plain(other).includes(word))) : '';
    kind.textContent = [kinds[entry.kind], entry.hint, alias].filter(Boolean).join(' · ');
    link.append(name, ' ', kind);
    item.append(link);
    return item;
  }

  function close() {
    panel.hidden = true;
    list.replaceChildren();
    said.textContent = '';
  }

  async function show() {
    const text = field.value.trim();
    if (!text) {
      close();
      return;
    }
    try {
      await load();
    } catch {
      panel.hidden = true;
      said.textContent = texts.failed;
      return;
    }
    if (text !== field.value.trim()) return;
    const found = search(text);
    const words = plain(text).split(/\s+/);
    list.replaceChildren(...found.slice(0, MOST).map((entry) => row(entry, words)));
    panel.hidden = !found.length;
    said.textContent = !found.length ? texts.nothing.replace('{text}', text)
      : found.length === 1 ? texts.one
        : (found.length > MOST ? texts.more : texts.many).replace('{n}', found.length).replace('{most}', MOST);
  }

  field.addEventListener('input', show);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await show();
    const first = list.querySelector('a');
    if (first) first.click();
  });
  form.addEventListener('keydown', (event) => {
    const links = Array.from(list.querySelectorAll('a'));
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape' && (!panel.hidden || field.value)) {
      event.preventDefault();
      event.stopPropagation();
      field.value = '';
      close();
      field.focus();
    } else if (event.key === 'ArrowDown' && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : field).focus();
    }
  });
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) panel.hidden = true;
  });
  form.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true;
  });
  field.addEventListener('click', () => {
    if (list.children.length) panel.hidden = false;
  });
  list.addEventListener('click', (event) => {
    // A link to another party of this same page changes the address only: put the list away.
    if (event.target.closest('a')) panel.hidden = true;
  });
  load().catch(() => {});
  show(); // of what was typed before this was read
}());
