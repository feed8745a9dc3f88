/* What if … goes: the choice, what is told of it, and the drawing. What is chosen stands in the address. */
'use strict';

(function () {
  const $ = (id) => document.getElementById(id);
  const data = window.craftgraph.removalData;
  if (!data) return;
  const numbers = new Map(data.actors.map((actor, number) => [actor.id, number]));
  const picture = $('impact-map');
  const told = $('removal-told');
  const say = (key, values) => data.page[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let chosen = [];

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function draw(found) {
    if (!picture) return;
    const ids = (actors) => new Set(actors.map((actor) => data.actors[actor].id));
    const gone = ids(found ? found.removed.concat(found.dragged) : []);
    const cut = ids(found ? found.cutOff : []);
    for (const mark of picture.querySelectorAll('[data-actor]')) {
      mark.classList.toggle('is-gone', gone.has(mark.dataset.actor));
      mark.classList.toggle('is-cut', cut.has(mark.dataset.actor));
    }
    for (const tie of picture.querySelectorAll('[data-one]')) {
      tie.classList.toggle('is-off', gone.has(tie.dataset.one) || gone.has(tie.dataset.other));
    }
  }

  function tell(found) {
    told.hidden = false;
    told.classList.toggle('is-told', Boolean(found));
    if (!found) {
      told.replaceChildren(make('p', { class: 'quiet' }, data.page.none));
      return;
    }
    const words = window.craftgraph.removalTold(data, found);
    const link = (loss) => make('a', { lang: 'nl', href: `${told.dataset.home}${data.pages[loss.page]}#s-${encodeURIComponent(loss.anchor)}` }, loss.source);
    const item = (loss) => make('li', {}, loss.said, link(loss), loss.rest);
    const groups = words.groups.flatMap(({ heading, losses }) => [make('h4', {}, heading), make('ul', {}, ...losses.map(item))]);
    const address = chosen.map((actor) => encodeURIComponent(data.actors[actor].id)).join(',');
    told.replaceChildren(
      ...words.summary.map((sentence) => make('p', {}, sentence)),
      make('h3', {}, words.heading),
      words.note ? make('p', { class: 'quiet' }, words.note) : '',
      ...groups,
      make('p', {}, make('a', { class: 'go', href: `${told.dataset.map}#without=${address}` }, data.page.map)),
    );
  }

  function list() {
    $('gone-list').replaceChildren(
      ...chosen.map((actor) => {
        const name = data.actors[actor].name;
        const button = make('button', { type: 'button', class: 'small', 'aria-label': say('back', { name }) }, `${name} ×`);
        button.addEventListener('click', () => {
          choose(chosen.filter((other) => other !== actor));
          $('without').focus();
        });
        return make('li', {}, button);
      }),
    );
    $('without-clear').hidden = !chosen.length;
  }

  function choose(actors, keep) {
    chosen = actors;
    const found = chosen.length ? window.craftgraph.removal(data, chosen) : null;
    list();
    tell(found);
    draw(found);
    const hash = chosen.length ? `#without=${chosen.map((actor) => encodeURIComponent(data.actors[actor].id)).join(',')}` : location.pathname;
    if (!keep) {
      history.replaceState(null, '', hash);
      isStrange(false);
    }
    document.querySelectorAll('a.language').forEach((link) => (link.hash = chosen.length ? hash : ''));
  }

  function toggle(id) {
    const actor = numbers.get(id);
    if (actor === undefined) return;
    choose(chosen.includes(actor) ? chosen.filter((other) => other !== actor) : chosen.concat(actor));
  }

  /** Say that the address asks for something that is not here. */
  function isStrange(yes) {
    $('strange').textContent = yes ? data.page.strange : '';
  }

  function read(id) {
    try {
      return numbers.get(decodeURIComponent(id));
    } catch {
      return undefined; // an address that was cut off
    }
  }

  function readAddress() {
    const found = location.hash.match(/^#without=(.*)$/);
    if (!found) return;
    const actors = found[1].split(',').map(read);
    choose(actors.filter((actor) => actor !== undefined), true);
    isStrange(actors.includes(undefined));
  }

  $('without-form').hidden = false;
  $('without-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const id = $('without').value;
    if (id && !chosen.includes(numbers.get(id))) toggle(id);
  });
  $('without-clear').addEventListener('click', () => choose([]));
  document.querySelectorAll('[data-without]').forEach((button) => {
    button.disabled = false;
    button.addEventListener('click', () => {
      choose([numbers.get(button.dataset.without)]);
      $('whatif').scrollIntoView();
      told.focus({ preventScroll: true });
    });
  });
  if (picture) {
    picture.classList.add('can-choose');
    picture.addEventListener('click', (event) => {
      const mark = event.target.closest('[data-actor]');
      if (mark) toggle(mark.dataset.actor);
    });
  }
  addEventListener('hashchange', readAddress);
  tell(null);
  readAddress();
}());
