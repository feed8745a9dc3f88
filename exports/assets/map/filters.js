/* What of the map is shown: layers, plans, kinds of party, statuses and a year, as the reader ticked them. */
'use strict';

(function (map) {
  const boxes = (name) => Array.from(document.querySelectorAll(`input[name="${name}"]`));
  const NAMES = { layers: 'layer', topics: 'topic', kinds: 'kind', statuses: 'status' };

  /** The filters of the page; `changed` is called when the reader changes one. */
  map.filters = function (changed) {
    const groups = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, boxes(name)]));
    const start = new Map(Object.values(groups).flat().map((box) => [box, box.checked]));
    const plans = document.getElementById('plans');
    const year = document.getElementById('year');
    const ticked = (key) => groups[key].filter((box) => box.checked).map((box) => box.value);
    const untouched = (key) => groups[key].every((box) => box.checked === start.get(box));

    document.getElementById('tools').addEventListener('change', (event) => {
      if (event.target.matches('input[type="checkbox"], select')) changed();
    });

    return {
      /** Only what differs from how the page begins, for the address. */
      view() {
        const found = {};
        for (const key of Object.keys(groups)) if (!untouched(key)) found[key] = ticked(key);
        if (plans && plans.checked) found.plans = '1';
        if (year && year.value) found.year = year.value;
        return found;
      },

      /**
       * Tick what a view says; what it does not mention is as the page began, and so is a group of which it names only
       * what is not here. Returns whether all that it asks for is here.
       */
      set(view) {
        let known = true;
        for (const [key, mine] of Object.entries(groups)) {
          const here = view[key] && view[key].filter((value) => mine.some((box) => box.value === value));
          const asked = here && (here.length || !view[key].length) ? here : null;
          for (const box of mine) box.checked = asked ? asked.includes(box.value) : start.get(box);
          known &&= !view[key] || here.length === view[key].length;
        }
        if (plans) plans.checked = view.plans === '1';
        if (year) year.value = Array.from(year.options, (one) => one.value).includes(view.year) ? view.year : '';
        known &&= (!view.year || Boolean(year && year.value)) && (view.plans !== '1' || Boolean(plans));
        const more = document.getElementById('filters');
        if (more && (view.kinds || view.statuses || view.year)) more.open = true;
        return known;
      },

      /** Tick what has to be on for a line to show. */
      allow(line) {
        for (const box of groups.layers) if (box.value === line.layer) box.checked = true;
        for (const box of groups.topics) if (box.value === line.topic) box.checked = true;
        for (const box of groups.statuses) if (line.statuses.includes(box.value)) box.checked = true;
        if (line.planned && plans) plans.checked = true;
        if (year && year.value && !isThen(line, year.value)) year.value = '';
      },

      withPlans: () => Boolean(plans && plans.checked),

      /** A test for lines: layer, plan, status and year. */
      lines() {
        const layers = new Set(ticked('layers'));
        const topics = groups.topics.length ? new Set(ticked('topics')) : null;
        const statuses = new Set(ticked('statuses'));
        const all = groups.statuses.length === 0;
        const then = year ? year.value : '';
        return (line) => layers.has(line.layer) && (!topics || topics.has(line.topic)) && (!line.planned || (plans && plans.checked))
          && (all || line.statuses.some((status) => statuses.has(status))) && (!then || isThen(line, then));
      },

      /** A test for kinds of party. */
      kinds() {
        const left = new Set(groups.kinds.filter((box) => !box.checked).map((box) => box.value));
        return (kind) => !left.has(kind);
      },
    };
  };

  /** Whether a line may be there in a year: what the source does not date stays. */
  function isThen(line, year) {
    return (!line.since || line.since <= year) && (!line.until || line.until >= year);
  }
}(craftgraph.map));
