/* Who is gone from the map, who goes along and who is cut off: the words of `craftgraph whatif` (../removal.js) in the
   panel, and the marks on the map. */
'use strict';

(function (map) {
  const make = map.make;
  const FEW = 8;

  /** `choose(ids)` takes away exactly these, `clear()` lets go of the chosen party; `page` is the page on the dependence of the case, if there is one. */
  map.removal = function (data, { choose, clear, page }) {
    const texts = data.map;
    const say = (key, values) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const block = document.getElementById('panel-gone');
    const panel = document.getElementById('panel');
    const numbers = new Map(data.actors.map((actor, number) => [actor.id, number]));
    let fates = new Map(); // identifier → removed, dragged or cut
    let sentences = [];

    function button(text, act, kind = '') {
      const made = make('button', { type: 'button', class: `small ${kind}`.trim() }, text);
      made.addEventListener('click', act);
      return made;
    }

    async function leave(ids) {
      await choose(ids);
      focus();
    }

    function backButton(ids, actor) {
      const { id, name } = data.actors[actor];
      return button(say('back', { name }), () => leave(ids.filter((other) => other !== id)));
    }

    function lossItem(loss) {
      return make('li', {}, loss.said, make('a', { lang: 'nl', href: `${data.pages[loss.page]}#s-${encodeURIComponent(loss.anchor)}` }, loss.source), loss.rest);
    }

    function tell(ids, found) {
      const words = craftgraph.removalTold(data, found);
      sentences = words.summary;
      const address = ids.map(encodeURIComponent).join(',');
      block.replaceChildren(
        make('h3', { tabindex: '-1' }, texts.title),
        make('p', {}, words.summary[0]),
        make('p', { class: 'gone-tools' },
          button(texts.show, () => clear(), 'gone-show'),
          ...found.removed.map((actor) => backButton(ids, actor)),
          ids.length > 1 ? button(texts.all_back, () => leave([])) : ''),
        make('div', { class: 'gone-whole' },
          ...words.summary.slice(1).map((sentence) => make('p', {}, sentence)),
          make('h4', {}, words.heading),
          words.note ? make('p', { class: 'note' }, words.note) : '',
          ...words.groups.flatMap(({ heading, losses }) => [make('h5', {}, heading), make('ul', {}, ...losses.map(lossItem))]),
          page ? make('p', {}, make('a', { class: 'go', href: `${page}#without=${address}` }, texts.more)) : ''),
      );
      const losses = words.shared ? say('shared', { n: words.losses.length, shared: words.shared }) : words.losses.length;
      return say('told', { names: found.removed.map((actor) => data.actors[actor].name).join(', '), dragged: found.dragged.length, cut: found.cutOff.length, losses });
    }

    /** Work out what is left without these, and tell it; return those that there are. */
    function show(wanted) {
      const ids = wanted.filter((id, at) => numbers.has(id) && wanted.indexOf(id) === at);
      const found = craftgraph.removal(data, ids.map((id) => numbers.get(id)));
      const each = (actors, fate) => actors.map((actor) => [data.actors[actor].id, fate]);
      const wasGone = fates.size > 0;
      fates = new Map(ids.length ? [...each(found.cutOff, 'cut'), ...each(found.dragged, 'dragged'), ...each(found.removed, 'removed')] : []);
      sentences = [];
      const told = ids.length ? tell(ids, found) : wasGone ? texts.none : '';
      panel.classList.toggle('is-whatif', ids.length > 0);
      block.hidden = !ids.length;
      document.getElementById('legend-gone').hidden = !ids.length;
      document.getElementById('gone').textContent = told;
      return ids;
    }

    function focus() {
      const target = block.hidden ? panel : block.querySelector('h3');
      panel.scrollTop = 0;
      target.focus();
    }

    const fate = (id) => fates.get(id) || '';
    // Who was taken away has its name on the map; so have the others, while they are few.
    const isNamed = (id) => fate(id) === 'removed' || (fates.has(id) && fates.size <= FEW);
    const isGone = (id) => fate(id) === 'removed' || fate(id) === 'dragged';

    /** Draw on a party what became of it: a cross when it was taken away, a stroke when it goes along, a ring when it is cut off. */
    function mark(context, { id, x, y, size }, colours, alpha) {
      if (!fates.has(id)) return;
      context.save();
      context.globalAlpha = alpha;
      context.strokeStyle = fate(id) === 'cut' ? colours.lost : colours.ink;
      context.lineWidth = Math.max(2, size * 0.14);
      context.beginPath();
      if (fate(id) === 'cut') {
        context.setLineDash([4, 3]);
        context.arc(x, y, size * 1.25 + 4, 0, 2 * Math.PI);
      } else {
        const far = size * 0.95;
        context.moveTo(x - far, y + far);
        context.lineTo(x + far, y - far);
        if (fate(id) === 'removed') {
          context.moveTo(x - far, y - far);
          context.lineTo(x + far, y + far);
        }
      }
      context.stroke();
      context.restore();
    }

    return { show, focus, fate, isGone, isNamed, mark, word: (id) => texts[fate(id)] || '', notes: () => sentences };
  };
}(craftgraph.map));
