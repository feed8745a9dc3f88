/* Walking the map by keyboard: Enter chooses a party, arrows go to the nearest one that way, Enter again leads to what
   the source says of it, Escape lets go (map.js). With nobody chosen, or with Shift, arrows move the map. */
'use strict';

(function (map) {
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const STEP = 60; // how far an arrow moves the map, in pixels on the screen

  /** The nearest of some parties in the direction of an arrow, within 45° to either side; null when there is none. */
  map.nearest = function (spots, from, key) {
    const [right, down] = WAYS[key];
    let best = null;
    let least = Infinity;
    for (const spot of spots) {
      const [dx, dy] = [spot.x - from.x, spot.y - from.y];
      const along = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      const far = Math.hypot(dx, dy);
      if (spot.id !== from.id && along >= aside && far < least) [best, least] = [spot, far];
    }
    return best;
  };

  /**
   * Listen to the keys on the frame of the map. `spots()` are the parties that are shown; `chosen()` is the party that
   * is chosen; `choose(id)`, `read()`, `pan(x, y)`, `zoom(in)` and `nobody()` do what a key asks for.
   */
  map.keys = function (frame, { spots, inView, chosen, isLine, choose, read, pan, zoom, nobody }) {
    function walk(from, key) {
      const next = map.nearest(spots(), from, key);
      if (next) choose(next.id);
      else nobody();
    }

    function enter() {
      if (chosen() || isLine()) read();
      else {
        const largest = inView().reduce((best, one) => (!best || one.size > best.size ? one : best), null);
        if (largest) choose(largest.id);
      }
    }

    frame.addEventListener('keydown', (event) => {
      if (event.target !== frame || event.ctrlKey || event.altKey || event.metaKey) return;
      const from = spots().find((one) => one.id === chosen());
      if (event.key in WAYS) {
        if (from && !event.shiftKey) walk(from, event.key);
        else pan(...WAYS[event.key].map((way) => way * STEP));
      } else if (event.key === 'Enter' || event.key === ' ') enter();
      else if (event.key === '+' || event.key === '=') zoom(true);
      else if (event.key === '-') zoom(false);
      else return;
      event.preventDefault();
    });
  };
}(craftgraph.map));
