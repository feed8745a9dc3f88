/* Where the names of parties stand: one size on the screen at every zoom; one that would cover another waits for room. */
'use strict';

(function (map) {
  const LINE = 1.18; // the height of a line of text, in sizes of the letters

  function boxAround(x, y, width, height) {
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  function overlap(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  function inside(box, frame) {
    return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  }

  /** Boxes by where they are, so that only those nearby are looked at. */
  function grid(size) {
    const cells = new Map();
    const under = (box) => {
      const found = [];
      for (let x = Math.floor(box.left / size); x <= Math.floor(box.right / size); x += 1) {
        for (let y = Math.floor(box.top / size); y <= Math.floor(box.bottom / size); y += 1) found.push(x * 100003 + y);
      }
      return found;
    };
    return {
      add(box) {
        for (const cell of under(box)) {
          if (!cells.has(cell)) cells.set(cell, []);
          cells.get(cell).push(box);
        }
      },
      some(box, test) {
        for (const cell of under(box)) {
          const found = cells.get(cell);
          if (found && found.some((other) => overlap(box, other) && test(other))) return true;
        }
        return false;
      },
    };
  }

  map.LINE = LINE;

  /**
   * Place the names of nodes, the most important first.
   * `nodes`: what is shown, with x, y, size, lines, `must` (has to have a name) and `clear` (may have one), in order of weight;
   * `frame`: what can be seen; `measure(lines, must)`: how wide lines are; `scale`: pixels on the screen for one on the map.
   */
  map.placeNames = function (nodes, frame, measure, scale) {
    const small = 12.5 / scale;
    const taken = grid(120 / scale);
    for (const node of nodes) {
      if (node.clear) taken.add({ id: node.id, mark: node.size, ...boxAround(node.x, node.y, node.size * 2 + 2 / scale, node.size * 2 + 2 / scale) });
    }
    const found = [];
    let order = 0;
    for (const node of nodes) {
      if (!node.clear && !node.must) continue;
      const size = node.must ? small * 1.12 : small;
      const width = measure(node.lines, node.must, size) + 4 / scale;
      const height = node.lines.length * size * LINE;
      const reach = node.size + 3 / scale;
      const aside = width / 2 - node.size;
      const slanting = [0, 1, 2, 3].flatMap((rows) => [aside, -aside, aside / 2, -aside / 2].flatMap((x) => [1, -1].map((way) => [x, way * (reach + height / 2 + rows * size)])));
      const spots = [
        [node.x, node.y + reach + height / 2],
        [node.x, node.y - reach - height / 2],
        [node.x + reach + width / 2, node.y],
        [node.x - reach - width / 2, node.y],
        // Who must have a name gets it a little farther off, rather than over another.
        ...(node.must ? slanting.map(([x, y]) => [node.x + x, node.y + y]) : []),
        ...(node.must ? [-1.6, 1.6, -2.6, 2.6].map((rows) => [node.x, node.y + rows * (reach + height)]) : []),
      ].map(([x, y]) => boxAround(x, y, width, height));
      if (!node.must && !spots.some((spot) => overlap(spot, frame))) continue;
      // The largest few may cover small marks when there is no other way: a map without their names would mislead.
      const may = order < 6 ? 0.7 * node.size : 0;
      order += 1;
      const isFree = (spot, limit) => !taken.some(spot, (other) => other.id !== node.id && !(other.mark < limit));
      const within = spots.filter((spot) => inside(spot, frame));
      const box = within.find((spot) => isFree(spot, 0)) || (may > 0 && within.find((spot) => isFree(spot, may)))
        || (node.must ? within.find((spot) => isFree(spot, Infinity)) || within[0] || spots[0] : spots.find((spot) => !overlap(spot, frame) && isFree(spot, 0)));
      if (!box) continue;
      taken.add(box);
      found.push({ id: node.id, lines: node.lines, size, must: node.must, box });
    }
    return found;
  };
}(craftgraph.map));
