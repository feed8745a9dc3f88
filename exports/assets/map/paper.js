/* What is shown of the map as a picture to keep or to print (picture.js draws it), read when it is needed. */
'use strict';

(function (map) {
  const PAPER = { width: 510, height: 378, letters: 8.5 }; // of a map on A4, in pixels

  const markOf = (node) => ({ ...node.drawn, size: 0.6 * node.drawn.size });

  /** The names that fit on paper, by party, with letters that can be read there. */
  function namesOnPaper(nodes, placed) {
    const [across, down] = [nodes.map((node) => node.drawn.x), nodes.map((node) => node.drawn.y)];
    const view = { left: Math.min(...across) - 90, right: Math.max(...across) + 90, top: Math.min(...down) - 56, bottom: Math.max(...down) + 96 };
    const scale = Math.min(PAPER.width / (view.right - view.left), PAPER.height / (view.bottom - view.top));
    return new Map(placed((scale * 12.5) / PAPER.letters, markOf, view).map((name) => [name.id, name]));
  }

  /** What is shown as SVG, on white. On paper, where `placed` places names, only those stand that can be read there. */
  map.picture = function ({ nodes, lines, colours, notes }, credit, placed = null) {
    return map.svg({
      names: placed ? namesOnPaper(nodes, placed) : null,
      title: document.title,
      credit,
      notes,
      font: 'Arial, Helvetica, sans-serif',
      colours: { paper: '#ffffff', ink: colours.ink, quiet: colours.quiet, lost: colours.lost },
      nodes: nodes.map((node) => ({ ...node, ...markOf(node), fill: node.color.background })),
      lines: lines.map((one) => ({ ...one, from: one.source, to: one.target, colour: colours[one.layer], bend: one.bend ? one.bend.roundness * (one.bend.type === 'curvedCW' ? 1 : -1) : 0 })),
    });
  };

  /** Give a picture to the reader, in the form that its name ends in. */
  map.save = async function (svg, name) {
    map.keep(name.endsWith('.svg') ? new Blob([svg], { type: 'image/svg+xml' }) : await map.png(svg), name);
  };
}(craftgraph.map));
