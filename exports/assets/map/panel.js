/* The panel beside the map: a party with those that it deals with, or a line with why it is there. Who adds to the panel of a
   party puts a function into `craftgraph.map.extras`: it gets the party's identifier. */
'use strict';

(function (map) {
  const make = map.make;

  /**
   * The panel of a map. `drawn` are its parties and lines (data.js); `view.clear()` lets go of what is chosen,
   * `view.isOnly()` tells whether only the chosen party and its neighbours show, `view.only(yes)` asks for that.
   */
  map.panel = function (data, { parties, connections, near }, layerNames, view) {
    const texts = data.texts;
    const chosen = document.getElementById('panel-chosen');
    const shapes = new Map(Array.from(document.querySelectorAll('[data-group]'), (item) => [item.dataset.group, item.querySelector('svg')]));
    const strokes = new Map(Array.from(document.querySelectorAll('input[name="layer"]'), (box) => [box.value, box.parentElement.querySelector('svg')]));

    function partyButton(id) {
      return make('button', { type: 'button', class: 'link', 'data-party': id }, parties.get(id).name);
    }

    function planBadge() {
      return make('span', { class: 'badge plan' }, texts.planned);
    }

    function shapeOf(id) {
      const shape = shapes.get(parties.get(id).group);
      return shape ? shape.cloneNode(true) : '';
    }

    function strokeOf(one) {
      const shape = strokes.has(one.layer) ? strokes.get(one.layer).cloneNode(true) : '';
      if (shape && one.planned) shape.querySelector('path').setAttribute('stroke-dasharray', '4 3');
      return shape;
    }

    const statementsOf = map.statements(data);

    function showPanel(...children) {
      const close = make('button', { type: 'button', class: 'small close' }, texts.close);
      close.addEventListener('click', view.clear);
      chosen.replaceChildren(close, ...children.filter((child) => child !== ''));
      chosen.hidden = false;
      document.getElementById('panel-start').hidden = true;
    }

    function neighbourItem(id, other, mine) {
      const item = make('li', {}, partyButton(other));
      for (const one of mine) {
        const way = !one.directed ? '' : one.source === id ? ` ${texts.to}` : ` ${texts.from}`;
        const why = make('p', { class: 'why' }, strokeOf(one), ` ${layerNames.get(one.layer) || one.layer}${way}. ${one.rules.join('. ')}. `);
        if (one.planned) why.append(planBadge(), ' ');
        why.append(make('button', { type: 'button', class: 'link', 'data-connection': one.id }, texts.rests_on));
        item.append(why);
      }
      return item;
    }

    /** Tell of a party; returns the sentence on how many it deals with. */
    function showParty(id) {
      const party = parties.get(id);
      const byNeighbour = new Map();
      const only = make('input', { type: 'checkbox', id: 'only' });
      only.checked = view.isOnly();
      only.addEventListener('change', () => view.only(only.checked));
      for (const one of near.get(id)) {
        const other = one.source === id ? one.target : one.source;
        if (!byNeighbour.has(other)) byNeighbour.set(other, []);
        byNeighbour.get(other).push(one);
      }
      const names = Array.from(byNeighbour).sort(([one], [other]) => parties.get(one).name.localeCompare(parties.get(other).name, document.documentElement.lang));
      const current = names.filter(([, mine]) => mine.some((one) => !one.planned && !one.optional)).length;
      const deals = current === 0 ? texts.deals_none : current === 1 ? texts.deals_one : texts.deals.replace('{n}', current);
      const what = make('p', { class: 'quiet' }, [party.kinds, party.involvement].filter(Boolean).join(' · '));
      if (party.planned) what.append(' ', planBadge());
      showPanel(
        make('h3', { tabindex: '-1' }, shapeOf(id), party.name),
        what,
        party.link ? '' : make('p', {}, deals),
        names.length ? make('p', {}, make('label', { class: 'only' }, only, texts.only)) : '',
        data.pages && !id.includes('/') ? make('p', {}, make('a', { href: `${data.home || ''}parties/${encodeURIComponent(id)}.html` }, texts.page)) : '',
        ...map.extras.map((extra) => extra(id)).filter(Boolean),
        names.length ? make('h4', {}, `${texts.connections} (${names.length})`) : '',
        names.length ? make('ul', {}, ...names.map(([other, mine]) => neighbourItem(id, other, mine))) : '',
        party.link ? make('p', {}, make('a', { href: `${data.home}${party.link}` }, texts.to_centre)) : '',
        data.cases ? '' : statementsOf((all) => all.parties[id], texts.says, texts.no_statements),
      );
      return party.link ? '' : deals;
    }

    /** On a map of several cases: where a line stands on the map of its own case. */
    function originLink(one, [at, layer = one.layer, planned = one.planned]) {
      const [id, name] = data.cases[at];
      const line = [one.source, one.target, layer, ...(planned ? ['plan'] : [])].join(',');
      return make('a', { href: `${data.home}${id}.html${map.address.write({ line })}` }, name);
    }

    function showConnection(id) {
      const one = connections.get(id);
      const layer = make('p', { class: 'quiet' }, strokeOf(one), ` ${layerNames.get(one.layer) || one.layer} `);
      if (one.planned) layer.append(planBadge());
      showPanel(
        make('h3', { tabindex: '-1' }, partyButton(one.source), one.directed ? ' → ' : ' – ', partyButton(one.target)),
        layer,
        make('h4', {}, texts.why),
        make('ul', {}, ...one.rules.map((rule) => make('li', {}, rule))),
        make('h4', {}, data.cases ? texts.read_at : texts.rests),
        data.cases ? make('ul', {}, ...one.of.map((origin) => make('li', {}, originLink(one, origin)))) : statementsOf((all) => all.connections[id], '', ''),
      );
    }

    return { showParty, showConnection };
  };
}(craftgraph.map));
