/* The address of a view: whom one looks at and what is left out, behind the # so that it works from disk too. */
'use strict';

window.craftgraph = window.craftgraph || {};
craftgraph.map = craftgraph.map || {};

(function (map) {
  const KEYS = ['party', 'line', 'only', 'layers', 'topics', 'plans', 'kinds', 'statuses', 'year', 'without'];
  const LISTS = ['layers', 'topics', 'kinds', 'statuses', 'without'];

  map.address = {
    /** The view that an address asks for, with `more` when it asks for what no map knows; null when it asks for none (`#flows` is a place on the page). */
    read(hash) {
      const asked = new URLSearchParams(hash.replace(/^#/, ''));
      if (!KEYS.some((key) => asked.has(key))) return null;
      const view = {};
      for (const key of KEYS) {
        if (asked.has(key)) view[key] = LISTS.includes(key) ? asked.get(key).split(',').filter(Boolean) : asked.get(key);
      }
      return Array.from(asked.keys()).every((key) => KEYS.includes(key)) ? view : { ...view, more: true };
    },

    /** The address of a view; what is empty is left out, an empty list is not (nothing of a kind is shown). */
    write(view) {
      const parts = KEYS.filter((key) => view[key] || Array.isArray(view[key]))
        .map((key) => `${key}=${encodeURIComponent([view[key]].flat().join(',')).replace(/%2C/g, ',').replace(/%2F/g, '/')}`);
      return parts.length ? `#${parts.join('&')}` : '';
    },
  };
}(craftgraph.map));
