/* What if a party goes: the button in the panel, and who is away by the address. What comes of it is worked out by
   removal.js, which is read with its data when somebody is taken away, not before. */
'use strict';

(function (map) {
  /**
   * Who is away on the map. `view.changed({ went, address, known })` is called when somebody went or came back (not
   * `known`: somebody was asked for who is not here),
   * `view.failed()` when what it comes to cannot be read, and `view.clear()` to let go of the chosen party.
   */
  map.whatif = function (data, view) {
    const canvas = document.getElementById('map');
    const say = (key, name) => data.texts[key].replace('{name}', name);
    let away = []; // identifiers, in the order in which they went
    let known = null; // removal.js with its data, once it is read

    async function open() {
      const folder = canvas.dataset.scripts;
      if (folder) await Promise.all([`${folder}../removal.js`, `${folder}removal.js`, data.removal].map(map.read));
      else await map.whole;
      const found = craftgraph.removalData || JSON.parse(document.getElementById('removal-data').textContent);
      return map.removal(found, { choose, clear: view.clear, page: folder && data.removal.replace(/js$/, 'html') });
    }

    async function show(how) {
      if (!known && !away.length) return;
      try {
        known ||= await open();
      } catch {
        away = [];
        view.failed();
        return;
      }
      const asked = away;
      away = known.show(asked);
      view.changed({ ...how, known: asked.every((id) => away.includes(id)) });
    }

    /** Take away exactly these. */
    function choose(ids) {
      const went = ids.some((id) => !away.includes(id));
      away = ids;
      return show({ went, address: true });
    }

    function button(id, name) {
      const back = away.includes(id);
      const made = map.make('button', { type: 'button' }, back ? say('whatif_back', name) : say(away.length ? 'whatif_too' : 'whatif', name));
      made.addEventListener('click', async () => {
        await choose(back ? away.filter((other) => other !== id) : [...away, id]);
        if (known) known.focus();
      });
      return made;
    }

    map.extras.push((id) => {
      if (!('removal' in data) || data.stays.includes(id)) return null;
      const fate = known && known.fate(id);
      const word = fate ? map.make('p', {}, map.make('strong', {}, known.word(id))) : '';
      return map.make('div', { class: 'whatif' }, word, fate === 'dragged' ? '' : button(id, view.name(id)));
    });

    return {
      ids: () => (away.length ? away : undefined),
      fate: (id) => (known ? known.fate(id) : ''),
      word: (id) => (known ? known.word(id) : ''),
      isNamed: (id) => Boolean(known && known.isNamed(id)),
      isGone: (id) => Boolean(known && known.isGone(id)),
      mark: (...drawing) => known && known.mark(...drawing),
      notes: () => (known ? known.notes() : []),
      set(ids) {
        if ('removal' in data && ids.join() !== away.join()) {
          away = ids;
          show({ went: ids.length > 0, address: false });
        }
      },
    };
  };
}(craftgraph.map));
