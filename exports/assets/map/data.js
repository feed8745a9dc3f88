/* The parties and lines of a map, which a page carries as rows under the names of their fields. */
'use strict';

window.craftgraph = window.craftgraph || {};
craftgraph.map = craftgraph.map || {};

(function (map) {
  /** Rows as objects: a column in `words` holds the number of a word; what is not written is 0. */
  function unpack({ fields, words, rows }) {
    return rows.map((row) => {
      const one = {};
      fields.forEach((field, at) => {
        const cell = row[at] || 0;
        one[field] = words[field] ? words[field][cell] : cell;
      });
      return one;
    });
  }

  /** All of the map: `nodes` in the order of their numbers, `parties` and `connections` by identifier, and those `near` each party. */
  map.data = function (data) {
    const nodes = unpack(data.parties).map((one) => Object.assign(one, data.looks[one.group], {
      name: one.name || one.label.replaceAll('\n', ' '),
      aliases: one.aliases || [],
      kinds: one.kinds || '',
      involvement: one.involvement || '',
      lines: one.label.split('\n'),
      drawn: { x: one.x, y: one.y, size: one.size }, // before it is brought to the size of the screen
    }));
    const connections = new Map(unpack(data.lines).map((one, number) => [`c${number + 1}`, Object.assign(one, {
      id: `c${number + 1}`,
      source: nodes[one.from].id,
      target: nodes[one.to].id,
      planned: Boolean(one.planned),
      rules: one.rules.map((rule) => data.rules[rule]),
    })]));
    const near = new Map(nodes.map((node) => [node.id, []]));
    for (const one of connections.values()) {
      near.get(one.source).push(one);
      near.get(one.target).push(one);
    }
    return { nodes, parties: new Map(nodes.map((node) => [node.id, node])), connections, near };
  };
}(craftgraph.map));
