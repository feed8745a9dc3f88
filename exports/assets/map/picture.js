/* The map as a picture to keep: SVG from the coordinates of the page, and PNG from that SVG. */
'use strict';

(function (map) {
  const escape = (text) => String(text).replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[mark]))
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  const round = (value) => Math.round(value * 10) / 10;
  const SIZE = 12;
  const EDGE = 90;

  function corners(sides, x, y, size, turn) {
    return Array.from({ length: sides }, (_, at) => {
      const angle = turn + (2 * Math.PI * at) / sides;
      return `${round(x + size * Math.cos(angle))},${round(y + size * Math.sin(angle))}`;
    }).join(' ');
  }

  function star(x, y, size) {
    return Array.from({ length: 10 }, (_, at) => {
      const angle = -Math.PI / 2 + (Math.PI * at) / 5;
      const far = at % 2 ? size * 0.5 : size * 1.2;
      return `${round(x + far * Math.cos(angle))},${round(y + far * Math.sin(angle))}`;
    }).join(' ');
  }

  const SHAPES = {
    square: (x, y, s) => `<rect x="${round(x - s)}" y="${round(y - s)}" width="${round(2 * s)}" height="${round(2 * s)}"`,
    box: (x, y, s) => `<rect x="${round(x - 1.05 * s)}" y="${round(y - 0.7 * s)}" width="${round(2.1 * s)}" height="${round(1.4 * s)}" rx="${round(0.35 * s)}"`,
    diamond: (x, y, s) => `<polygon points="${corners(4, x, y, s * 1.1, -Math.PI / 2)}"`,
    triangle: (x, y, s) => `<polygon points="${corners(3, x, y + s * 0.2, s * 1.25, -Math.PI / 2)}"`,
    triangleDown: (x, y, s) => `<polygon points="${corners(3, x, y - s * 0.2, s * 1.25, Math.PI / 2)}"`,
    hexagon: (x, y, s) => `<polygon points="${corners(6, x, y, s * 1.1, 0)}"`,
    star: (x, y, s) => `<polygon points="${star(x, y, s)}"`,
    text: () => '<g', // a name without a mark
  };

  /** The nearest point of a line to a party's mark, so that an arrow's head is seen. */
  function towards(from, to, bend) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const long = Math.hypot(dx, dy) || 1;
    const middle = { x: (from.x + to.x) / 2 - (dy / long) * bend * long, y: (from.y + to.y) / 2 + (dx / long) * bend * long };
    const [ex, ey] = [to.x - middle.x, to.y - middle.y];
    const left = Math.hypot(ex, ey) || 1;
    const gap = to.size + 3;
    return { middle, end: { x: to.x - (ex / left) * gap, y: to.y - (ey / left) * gap } };
  }

  /** What became of a party: a cross when it was taken away, a stroke when it goes along, a ring when it is cut off. */
  function fateMark({ x, y, size, fate }, colours) {
    if (!fate) return '';
    if (fate === 'cut') return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(1.25 * size + 4)}" fill="none" stroke="${escape(colours.lost)}" stroke-width="2" stroke-dasharray="4 3"/>`;
    const far = 0.95 * size;
    const stroke = (up) => `M${round(x - far)} ${round(y + up * far)}L${round(x + far)} ${round(y - up * far)}`;
    return `<path class="${fate}" d="${stroke(1)}${fate === 'removed' ? stroke(-1) : ''}" stroke="${escape(colours.ink)}" stroke-width="2"/>`;
  }

  /** Sentences in lines that are about as long as the picture is wide. */
  function wrapped(sentences, width) {
    const most = Math.max(30, Math.floor((width - 24) / (0.55 * SIZE)));
    return sentences.flatMap((sentence) => {
      const found = [''];
      for (const word of sentence.split(' ')) {
        if (found.at(-1) && found.at(-1).length + word.length >= most) found.push(word);
        else found.push(`${found.pop()} ${word}`.trim());
      }
      return found;
    });
  }

  /**
   * Draw what is shown. `nodes`: x, y, size, shape, fill, lines, planned, fate; `lines`: from, to, colour, width, planned,
   * off (an end is gone), directed, bend; `notes`: sentences under the map. `names`, where given: the names that there is
   * room for, by node, each with its box and the size of its letters.
   */
  map.svg = function ({ nodes, lines, title, credit, notes, colours, font, names }) {
    const at = new Map(nodes.map((node) => [node.id, node]));
    const across = nodes.map((node) => node.x);
    const down = nodes.map((node) => node.y);
    const [left, top] = [Math.min(...across) - EDGE, Math.min(...down) - 56];
    const width = Math.max(...across) + EDGE - left;
    const under = wrapped(notes, width);
    const high = Math.max(...down) + 96 - top;
    const height = high + (under.length ? 8 + under.length * SIZE * 1.4 : 0);
    const heads = [...new Set(lines.filter((line) => line.directed).map((line) => line.colour))];
    const out = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="${escape(font)}" font-size="${SIZE}">`,
      `<title>${escape(title)}</title>`,
      `<defs>${heads.map((colour, number) => `<marker id="head${number}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="${escape(colour)}"/></marker>`).join('')}</defs>`,
      `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${escape(colours.paper)}"/>`,
    ];
    for (const line of lines) {
      const [from, to] = [at.get(line.from), at.get(line.to)];
      const { middle, end } = towards(from, to, line.bend);
      out.push(`<path d="M${round(from.x)} ${round(from.y)}Q${round(middle.x)} ${round(middle.y)} ${round(end.x)} ${round(end.y)}" fill="none" stroke="${escape(line.colour)}" stroke-width="${line.width}" stroke-opacity="${line.off ? 0.4 : 0.75}"${line.off ? ' stroke-dasharray="1 5"' : line.planned ? ' stroke-dasharray="6 5"' : ''}${line.directed ? ` marker-end="url(#head${heads.indexOf(line.colour)})"` : ''}/>`);
    }
    for (const node of nodes) {
      const shape = SHAPES[node.shape] ? SHAPES[node.shape](node.x, node.y, node.size) : `<circle cx="${round(node.x)}" cy="${round(node.y)}" r="${round(node.size)}"`;
      const isGone = node.fate === 'removed' || node.fate === 'dragged';
      out.push(`${shape} fill="${escape(isGone ? colours.paper : node.fill)}" stroke="${escape(colours.ink)}"${isGone ? ' stroke-dasharray="2 2"' : node.planned ? ' stroke-dasharray="4 3"' : ''}/>${fateMark(node, colours)}`);
    }
    for (const node of nodes) {
      const name = names ? names.get(node.id) : null;
      if (names && !name) continue;
      const size = name ? name.size : SIZE;
      const [x, top] = name ? [(name.box.left + name.box.right) / 2, name.box.top + 0.95 * size] : [node.x, node.y + node.size + 14];
      const words = (name || node).lines.map((line, number) => `<tspan x="${round(x)}" y="${round(top + number * size * map.LINE)}"${name ? ` font-size="${round(size)}"` : ''}>${escape(line)}</tspan>`).join('');
      // The line through a name is drawn without the white around its letters, which would cover them.
      if (node.fate && node.fate !== 'cut') {
        out.push(`<g text-anchor="middle" fill="${escape(colours.ink)}"><text aria-hidden="true" stroke="${escape(colours.paper)}" stroke-width="3" stroke-linejoin="round">${words}</text><text text-decoration="line-through">${words}</text></g>`);
      } else out.push(`<text text-anchor="middle" fill="${escape(colours.ink)}" stroke="${escape(colours.paper)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${words}</text>`);
    }
    under.forEach((line, number) => out.push(`<text class="note" x="${round(left + 12)}" y="${round(top + high - 18 + number * SIZE * 1.4)}" fill="${escape(colours.ink)}">${escape(line)}</text>`));
    out.push(`<text x="${round(left + 12)}" y="${round(top + height - 12)}" fill="${escape(colours.quiet)}">${escape(credit)}</text>`, '</svg>');
    return out.join('\n');
  };

  /** Give a file to the reader. */
  map.keep = function (blob, name) {
    const link = map.make('a', { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  /** Paint an SVG on a canvas, twice as large, and give it as PNG. */
  map.png = function (svg) {
    return new Promise((done, failed) => {
      const image = new Image();
      image.addEventListener('error', failed);
      image.addEventListener('load', () => {
        const canvas = document.createElement('canvas');
        const times = Math.min(2, 8000 / Math.max(image.width, image.height));
        canvas.width = image.width * times;
        canvas.height = image.height * times;
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png');
      });
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    });
  };
}(craftgraph.map));
