/* The map: vis-network draws marks and lines at given coordinates; focus and address are done here, the rest with the
   scripts of the folder map. Everything that comes from the data is put into the page as text, never as HTML. */
'use strict';

(function () {
  const $ = (id) => document.getElementById(id);
  const canvas = $('map');
  if (!canvas || typeof vis === 'undefined') return;

  const { address, make } = craftgraph.map;
  craftgraph.map.extras = craftgraph.map.extras || [];
  const data = JSON.parse($('data').textContent);
  const texts = data.texts;
  const drawn = craftgraph.map.data(data);
  const { nodes: all, parties, connections, near } = drawn;
  const layerNames = new Map(Array.from(document.querySelectorAll('input[name="layer"]'), (box) => [box.value, box.parentElement.textContent.trim()]));

  /** What is chosen: nothing, a party, or a connection. */
  let chosen = { party: null, connection: null, only: false };
  let pointed = null; // the party under the pointer
  let untouched = true; // the reader has not moved the map yet
  let colours = {};

  // ---- Small helpers ----

  function say(key, values) {
    return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function variable(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

  function readColours() {
    colours = { ink: variable('ink'), quiet: variable('quiet'), ground: variable('ground'), lost: variable('lost'), accent: variable('accent'), text: variable('text') };
    for (const layer of layerNames.keys()) colours[layer] = variable(layer);
  }

  let strange = false; // the address asked for something that is not here

  function isStrange(yes) {
    strange = yes;
    $('strange').textContent = yes ? texts.strange : '';
  }

  // ---- What is shown ----

  const filters = craftgraph.map.filters(() => {
    isStrange(false);
    draw();
    setAddress({ replace: true });
  });
  const whatif = craftgraph.map.whatif(data, {
    name: (id) => parties.get(id).name,
    changed({ went, address: keep, known }) {
      isStrange(!known || (!keep && strange));
      if (went && keep) clear({ address: false }); // an address may ask for a party too
      draw();
      if (went && !chosen.party && !chosen.connection) fitAll();
      if (chosen.party) panel.showParty(chosen.party);
      setAddress({ replace: !keep });
    },
    failed() { $('gone').textContent = texts.whatif_failed; },
    clear: () => clear(),
  });
  const panel = craftgraph.map.panel(data, drawn, layerNames, {
    clear: () => clear(),
    isOnly: () => chosen.only,
    only(yes) {
      chosen.only = yes;
      draw();
      setAddress({ replace: true });
    },
  });
  let lineShows = filters.lines();
  let kindShows = filters.kinds();

  function isShown(connection) {
    return lineShows(connection);
  }

  function isThere(id) {
    if (id === chosen.party) return true;
    const party = parties.get(id);
    return (filters.withPlans() || !party.planned) && kindShows(party.group);
  }

  const isOff = (line) => whatif.isGone(line.source) || whatif.isGone(line.target);
  const connectionsOf = (id) => near.get(id);
  const isTitle = (node) => node.id.endsWith('/'); // the name of a centre above its part of the map
  const isParty = (node) => !isTitle(node);
  const howMany = all.filter(isParty).length;

  /** The parties that stay clear: the chosen one with its neighbours, or the two ends of the chosen line. */
  function clearOnes() {
    if (chosen.connection) {
      const { source, target } = connections.get(chosen.connection);
      return new Set([source, target]);
    }
    if (!chosen.party) return null;
    const beside = connectionsOf(chosen.party).filter(isShown).flatMap((one) => [one.source, one.target]);
    return new Set([chosen.party, ...beside.filter(isThere)]);
  }

  // ---- Drawing ----

  const MANY = 600; // of more parties the marks are smaller
  let nearest = 4; // how far one can zoom in: at least until names have the room that they were placed with
  const isNarrow = () => canvas.clientWidth < 500;

  /** Room for names around the outermost parties. */
  function margin() {
    return isNarrow() ? { x: 34, y: 44 } : { x: 72, y: 48 };
  }

  /** Bring the coordinates to the size of the screen, so that marks and lines have their own size in the first view. */
  function scaleToScreen() {
    const across = all.map((node) => node.x);
    const down = all.map((node) => node.y);
    const span = (values) => Math.max(1, Math.max(...values) - Math.min(...values));
    const room = { x: canvas.clientWidth - 2 * margin().x, y: canvas.clientHeight - 2 * margin().y };
    const factor = Math.min(room.x / span(across), room.y / span(down), 1.5);
    // A map that is flatter than its frame may be stretched.
    const most = isNarrow() ? 2.2 : 1.4;
    const stretch = { x: Math.min(room.x / span(across), factor * most), y: Math.min(room.y / span(down), factor * most) };
    const mark = (isNarrow() ? 0.38 : all.length > 60 ? 0.47 : 0.55) * (all.length > MANY ? 0.6 : 1);
    nearest = Math.max(nearest, 1 / Math.min(stretch.x, stretch.y));
    for (const node of all) {
      node.x *= stretch.x;
      node.y *= stretch.y;
      node.size *= mark;
    }
  }

  const FAINT = 0.1; // how much is seen of what is not chosen
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const touch = matchMedia('(pointer: coarse)').matches;
  let network = null;
  let clearNow = null; // who stayed clear when it was drawn
  let clearLines = []; // and which lines
  let onMap = new Set(); // who is drawn, clear or not
  let atOnce = true; // the first drawing and one for paper do not wait for the next frame; the panel need not wait for others
  let stressed = { party: null, lines: [] }; // what has the look of what is chosen

  function nodeOf(node) {
    const box = node.shape === 'box';
    const gone = whatif.isGone(node.id);
    const background = gone ? colours.ground : node.color.background;
    return {
      id: node.id,
      x: node.x,
      y: node.y,
      shape: box ? 'custom' : node.shape,
      ctxRenderer: box ? (drawn) => boxMark(drawn, node) : undefined,
      size: node.size,
      color: { background, border: colours.ink, hover: { background, border: colours.accent } },
      borderWidth: 1,
      shapeProperties: { borderDashes: gone ? [2, 2] : node.planned ? [4, 3] : false, borderRadius: 3 },
    };
  }

  /** A rounded box that is as large as the other marks; the box of vis-network is as large as the text in it. */
  function boxMark({ ctx: context, x, y }, node) {
    const [width, height] = [node.size * 2.1, node.size * 1.4];
    return {
      drawNode() {
        context.save();
        context.beginPath();
        context.roundRect(x - width / 2, y - height / 2, width, height, node.size * 0.35);
        context.fillStyle = whatif.isGone(node.id) ? colours.ground : node.color.background;
        context.fill();
        context.strokeStyle = node.id === chosen.party || node.id === pointed ? colours.accent : colours.ink;
        context.lineWidth = node.id === chosen.party ? 3 : 1;
        context.setLineDash(whatif.isGone(node.id) ? [2, 2] : node.planned ? [4, 3] : []);
        context.stroke();
        context.restore();
      },
      nodeDimensions: { width, height },
    };
  }

  /** Lines between the same two parties bend away from each other. */
  function bends() {
    const counted = new Map();
    const found = new Map();
    for (const [id, one] of connections) {
      const pair = `${Math.min(one.from, one.to)} ${Math.max(one.from, one.to)}`;
      const number = counted.get(pair) || 0;
      counted.set(pair, number + 1);
      const turned = one.source > one.target ? 1 : 0;
      const clockwise = (number + turned) % 2 === 0;
      found.set(id, number === 0 ? false : { enabled: true, type: clockwise ? 'curvedCW' : 'curvedCCW', roundness: 0.14 * Math.ceil(number / 2) });
    }
    return found;
  }
  const bendOf = bends();

  const isMine = (one) => (chosen.connection ? one.id === chosen.connection : chosen.party === one.source || chosen.party === one.target);

  function edgeOf(one) {
    const off = isOff(one);
    const colour = colours[one.layer];
    return {
      id: one.id,
      from: one.source,
      to: one.target,
      width: 0.85 * one.width,
      dashes: off ? [1, 5] : one.planned ? [6, 5] : false,
      arrows: one.directed ? { to: { enabled: true, scaleFactor: 0.45 } } : undefined,
      smooth: bendOf.get(one.id),
      color: { color: colour, highlight: colour, hover: colour, opacity: off ? 0.375 : 0.75 },
    };
  }

  /** What is on the map now: the parties and lines that pass the filters. */
  function shownNow() {
    lineShows = filters.lines();
    kindShows = filters.kinds();
    const clear = clearOnes();
    const ends = chosen.connection ? clear : new Set();
    const shownNodes = all.filter((node) => (ends.has(node.id) || isThere(node.id)) && (!chosen.only || !clear || clear.has(node.id)));
    const there = new Set(shownNodes.map((node) => node.id));
    const shownLines = Array.from(connections.values()).filter((one) => (one.id === chosen.connection || isShown(one)) && there.has(one.source) && there.has(one.target)
      && (!chosen.only || !chosen.party || isMine(one)));
    return { clear, shownNodes, shownLines, there };
  }

  /** Draw what is shown; `move` brings it into view before. */
  function draw(move = () => {}) {
    const { clear, shownNodes, shownLines, there } = shownNow();
    clearNow = clear;
    onMap = there;
    clearLines = clear ? shownLines.filter(isMine) : [];
    if (network) network.emit('_blockRedraw'); // vis-network would draw after every step
    replace(nodes, shownNodes, nodeOf, (node) => whatif.isGone(node.id));
    replace(edges, shownLines, edgeOf, isOff);
    network ||= open();
    stressChosen();
    move();
    network.emit('_allowRedraw');
    places = null;
    $('shown').textContent = say('shown', { n: shownNodes.filter(isParty).length, all: howMany, m: shownLines.length, lines: connections.size });
    if (atOnce) network.redraw();
    else network.emit('_requestRedraw');
    atOnce = false;
  }

  /** What vis-network has from the beginning costs it less than what comes later. */
  function open() {
    const made = new vis.Network(canvas, { nodes, edges }, {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false },
      // The wheel scrolls the page; with Ctrl it zooms the map (below). Fingers may pinch.
      interaction: { hover: true, dragNodes: false, selectable: false, zoomView: touch, hideEdgesOnDrag: connections.size > 1500 },
      nodes: { borderWidth: 1, scaling: { label: { enabled: false } } },
      edges: { smooth: false, hoverWidth: 1.5, selectionWidth: 0 },
    });
    made.on('beforeDrawing', (context) => { context.globalAlpha = clearNow ? FAINT : 1; });
    made.on('afterDrawing', (context) => {
      drawClear(context);
      drawNames(context);
    });
    return made;
  }

  const given = new Map([[nodes, new Map()], [edges, new Map()]]); // in which look vis-network has each

  /** Put these into a set of vis-network; only what looks different is told again, for that takes it long. */
  function replace(set, items, made, isLost) {
    const looks = given.get(set);
    const wanted = new Set(items.map((item) => item.id));
    const left = Array.from(looks.keys()).filter((id) => !wanted.has(id));
    for (const id of left) looks.delete(id);
    if (left.length) set.remove(left);
    const changed = items.filter((item) => {
      const look = `${colours.ink} ${isLost(item)}`;
      const isNew = looks.get(item.id) !== look;
      looks.set(item.id, look);
      return isNew;
    });
    if (changed.length) set.update(changed.map(made));
  }

  /** Give who and what is chosen its own look, and take it from those that had it; vis-network need not know of more. */
  function stressChosen() {
    const { nodes: marks, edges: lines } = network.body;
    if (stressed.party in marks) marks[stressed.party].setOptions(nodeOf(parties.get(stressed.party)));
    for (const one of stressed.lines) if (one.id in lines) lines[one.id].setOptions(edgeOf(one));
    stressed = { party: chosen.party, lines: clearLines };
    if (chosen.party in marks) {
      const look = nodeOf(parties.get(chosen.party));
      marks[chosen.party].setOptions({ ...look, color: { ...look.color, border: colours.accent }, borderWidth: 3 });
    }
    for (const one of clearLines) {
      const look = edgeOf(one);
      lines[one.id].setOptions({ ...look, color: { ...look.color, opacity: isOff(one) ? 0.5 : 1 }, width: chosen.connection ? one.width + 2 : look.width });
    }
  }

  /** What is not clear is drawn faintly by vis-network; what is clear is then drawn over it. */
  function drawClear(context) {
    context.globalAlpha = 1;
    if (!clearNow) return;
    const { nodes: marks, edges: lines } = network.body;
    const mine = clearLines.map((one) => lines[one.id]).filter((line) => line && line.connected);
    for (const line of mine) line.draw(context);
    for (const id of [...clearNow].reverse()) if (marks[id]) marks[id].draw(context);
    for (const line of mine) line.drawArrows(context);
  }

  // ---- Names: one size on the screen at every zoom; a name that would cover another waits until there is room ----

  let places = null; // where names stand, for the scale they were placed at
  const widths = { plain: new Map(), bold: new Map() };
  let frame = null; // what could be seen when names were placed: they stay inside it where they can

  /** `at`: where a node stands, where that is not its place on the screen; `view`: what can be seen. */
  function placeNames(context, scale, at = (node) => node, view = frame) {
    const clear = clearOnes();
    const important = (id) => id === chosen.party || id === pointed || whatif.isNamed(id);
    const rank = (node) => (isTitle(node) ? 5e6 : whatif.fate(node.id) === 'removed' ? 4e6 : important(node.id) ? 3e6 : (clear && clear.has(node.id)) || whatif.fate(node.id) ? 2e6 : 0) + node.size * 1000 + connectionsOf(node.id).length;
    const shown = all.filter((node) => onMap.has(node.id))
      .map((node) => ({ id: node.id, x: at(node).x, y: at(node).y, size: isTitle(node) ? 0 : at(node).size, lines: node.lines, must: important(node.id) || isTitle(node), clear: !clear || clear.has(node.id), rank: rank(node) }))
      .sort((one, other) => other.rank - one.rank);
    const measure = (lines, must, size) => size * Math.max(...lines.map((line) => widthOf(context, line, must)));
    return { scale, pointed, names: craftgraph.map.placeNames(shown, view, measure, scale) };
  }

  /** How wide a line of text is, in sizes of its letters. */
  function widthOf(context, line, bold) {
    const known = widths[bold ? 'bold' : 'plain'];
    if (!known.has(line)) {
      context.font = `${bold ? 700 : 400} 100px ${colours.text}`;
      known.set(line, context.measureText(line).width / 100);
    }
    return known.get(line);
  }

  function viewNow() {
    const [first, last] = [network.DOMtoCanvas({ x: 4, y: 4 }), network.DOMtoCanvas({ x: canvas.clientWidth - 4, y: canvas.clientHeight - 4 })];
    return { left: first.x, right: last.x, top: first.y, bottom: last.y };
  }

  function drawNames(context) {
    const scale = network.getScale();
    if (!places || !frame || places.scale !== scale || places.pointed !== pointed) {
      if (!frame || !places || places.scale !== scale) frame = viewNow();
      places = placeNames(context, scale);
    }
    if (whatif.ids()) {
      for (const node of all) if (onMap.has(node.id)) whatif.mark(context, node, colours, !clearNow || clearNow.has(node.id) ? 1 : 0.15);
    }
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const name of [...places.names].reverse()) { // where two cannot but touch, the more important one is read
      context.font = `${name.must ? 700 : 400} ${name.size}px ${colours.text}`;
      const x = (name.box.left + name.box.right) / 2;
      name.lines.forEach((line, number) => {
        const y = name.box.top + (number + 0.5) * name.size * craftgraph.map.LINE;
        context.strokeStyle = colours.ground;
        context.lineWidth = name.size * 0.3;
        context.strokeText(line, x, y);
        context.fillStyle = colours.ink;
        context.fillText(line, x, y);
        if (whatif.isGone(name.id)) context.fillRect(x - context.measureText(line).width / 2, y, context.measureText(line).width, name.size * 0.09);
      });
    }
  }

  function nameAt(point) {
    const hit = places && places.names.find(({ box }) => point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom);
    return hit ? hit.id : null;
  }

  // ---- The view ----

  /** Show these parties with their names; the middle of the view is the middle of what they cover. */
  function fit(ids, closest = 1.6) {
    const spots = network.getPositions(ids);
    const across = ids.map((id) => spots[id].x);
    const down = ids.map((id) => spots[id].y);
    const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
    const scale = Math.min((canvas.clientWidth - 2 * margin().x) / (right - left || 1), (canvas.clientHeight - 2 * margin().y) / (bottom - top || 1), closest);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.05), animation: false });
    frame = null;
  }

  function look(ids) {
    untouched = false;
    fit(ids);
  }

  function fitAll() {
    untouched = true;
    if (nodes.length) fit(nodes.getIds(), 1);
  }

  /** Move the view by so many pixels on the screen. */
  function pan(x, y) {
    untouched = false;
    const [scale, at] = [network.getScale(), network.getViewPosition()];
    network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, animation: false });
    frame = null;
    network.redraw();
  }

  function isInView(id) {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x > 0 && y > 0 && x < canvas.clientWidth && y < canvas.clientHeight;
  }

  function zoom(factor) {
    untouched = false;
    network.moveTo({ scale: Math.min(nearest, Math.max(0.05, network.getScale() * factor)), animation: false });
  }

  // ---- Choosing ----

  function chooseParty(id, { view = false, keyboard = false, address: keep = true, only = false } = {}) {
    if (!parties.has(id)) return;
    chosen = { party: id, connection: null, only };
    draw(() => {
      if (view) look(Array.from(clearOnes()).filter((one) => onMap.has(one)));
    });
    const deals = panel.showParty(id);
    const word = whatif.word(id);
    afterChoosing(parties.get(id).name, keyboard, `${word ? `: ${word}` : ''}. ${deals}`);
    if (keep) setAddress();
  }

  function chooseConnection(id, { view = false, keyboard = false, address: keep = true } = {}) {
    const one = connections.get(id);
    if (!one) return;
    filters.allow(one);
    chosen = { party: null, connection: id, only: false };
    draw(() => {
      if (view) look([one.source, one.target]);
    });
    panel.showConnection(id);
    afterChoosing(`${parties.get(one.source).name} ${one.directed ? '→' : '–'} ${parties.get(one.target).name}`, keyboard);
    if (keep) setAddress();
  }

  function clear({ address: keep = true } = {}) {
    if (!chosen.party && !chosen.connection) return;
    chosen = { party: null, connection: null, only: false };
    draw();
    if ($('panel-chosen').contains(document.activeElement)) focusable.focus({ preventScroll: true });
    $('panel-chosen').hidden = true;
    $('panel-chosen').replaceChildren();
    $('panel-start').hidden = false;
    markRows();
    $('message').textContent = texts.cleared;
    if (keep) setAddress();
  }

  function afterChoosing(name, keyboard, more = '') {
    $('panel').scrollTop = 0;
    markRows();
    $('message').textContent = `${say('chosen', { name })}${more}`.trim();
    if (keyboard) $('panel-chosen').querySelector('h3').focus({ preventScroll: true });
  }

  /** Keep the view in the address, so that it can be sent to someone; going back undoes a choice. */
  function setAddress({ replace: instead = false } = {}) {
    if (!instead) isStrange(false);
    const one = chosen.connection && connections.get(chosen.connection);
    const hash = address.write({
      party: chosen.party, line: one && [one.source, one.target, one.layer, one.planned ? 'plan' : ''].join(',').replace(/,$/, ''), only: chosen.only ? '1' : '', without: whatif.ids(), ...filters.view(),
    });
    if (location.hash === hash || (hash === '' && !address.read(location.hash))) return;
    history[instead ? 'replaceState' : 'pushState'](null, '', hash || location.pathname + location.search);
  }

  function lineOf(view) {
    const [source, target, layer, plan = ''] = view.line.split(',');
    const found = Array.from(connections.values()).find((one) => one.source === source && one.target === target && one.layer === layer && one.planned === (plan === 'plan'));
    return found && found.id;
  }

  /** Show the view that the address asks for; an address of a place on the page leaves the map as it is. */
  function readAddress() {
    const view = address.read(location.hash);
    if (!view && location.hash !== '') return;
    follow(view || {});
    if (showChoice(view)) return;
    clear({ address: false });
    draw();
  }

  /** Filter as a view says and take away whom it says, and tell when it asks for what is not here. */
  function follow(view) {
    const known = filters.set(view) && !view.more && (!view.party || parties.has(view.party)) && (!view.line || Boolean(lineOf(view)))
      && (!view.without || 'removal' in data);
    isStrange(!known);
    whatif.set(view.without || []);
  }

  /** Show the party or the line that a view names; false when it names none that is there. */
  function showChoice(view) {
    const line = view && view.line ? lineOf(view) : null;
    if (line) chooseConnection(line, { view: true, address: false });
    else if (view && parties.has(view.party)) chooseParty(view.party, { view: true, address: false, only: view.only === '1' });
    else return false;
    setAddress({ replace: true });
    return true;
  }

  const rows = (kind) => new Map(Array.from(document.querySelectorAll(`[data-${kind}-row]`), (row) => [row.dataset[`${kind}Row`], row]));
  let rowsOf = null; // the rows of the tables, by what they are about; they stand below the map and are read after it
  let marked = [];

  function markRows() {
    if (!rowsOf) return;
    for (const row of marked) {
      row.removeAttribute('aria-current');
      row.classList.remove('is-near');
    }
    marked = [];
    const mark = (row, isChosen) => {
      if (!row) return;
      marked.push(row);
      if (isChosen) row.setAttribute('aria-current', 'true');
      else row.classList.add('is-near');
    };
    for (const id of clearOnes() || []) mark(rowsOf.party.get(id), id === chosen.party);
    if (chosen.connection) mark(rowsOf.connection.get(chosen.connection), true);
    else if (chosen.party) for (const one of connectionsOf(chosen.party)) mark(rowsOf.connection.get(one.id), false);
  }

  // ---- Start ----

  readColours();
  canvas.replaceChildren();
  scaleToScreen();
  const first = address.read(location.hash);
  follow(first || {});
  if (!showChoice(first)) {
    draw(fitAll);
    if (first) setAddress({ replace: true });
  }
  // What can be focused is the frame that vis-network makes: it carries the name of the map.
  const focusable = canvas.querySelector('.vis-network');
  for (const name of ['role', 'aria-label', 'aria-describedby']) {
    focusable.setAttribute(name, canvas.getAttribute(name));
    canvas.removeAttribute(name);
  }
  // What vis-network asked to draw in the next frame is drawn by now.
  network.emit('_blockRedraw');
  requestAnimationFrame(() => network.emit('_allowRedraw'));
  if (first) $('shown').scrollIntoView();
  network.on('resize', () => {
    if (untouched) requestAnimationFrame(fitAll);
  });
  network.on('dragStart', () => { untouched = false; });
  network.on('dragEnd', () => {
    frame = null;
    network.redraw();
  });
  network.on('zoom', () => { untouched = false; });
  network.on('click', (event) => {
    const party = network.getNodeAt(event.pointer.DOM) || nameAt(event.pointer.canvas);
    const line = network.getEdgeAt(event.pointer.DOM);
    if (party) chooseParty(party);
    else if (line) chooseConnection(line);
    else clear();
  });

  // vis-network draws again when the pointer comes to a party or leaves it.
  const point = (id) => {
    pointed = id;
    canvas.classList.toggle('is-pointer', id !== null);
  };
  network.on('hoverNode', (event) => point(event.node));
  network.on('blurNode', () => point(null));
  network.on('hoverEdge', () => canvas.classList.add('is-pointer'));
  network.on('blurEdge', () => canvas.classList.remove('is-pointer'));
  canvas.addEventListener('wheel', (event) => {
    if (!event.ctrlKey || touch) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }, { passive: false });

  $('tools').hidden = false;
  $('zoom').hidden = false;
  $('zoom').addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.save) save(button.dataset.save);
    else if (button.dataset.zoom === 'fit') fitAll();
    else zoom(button.dataset.zoom === 'in' ? 1.35 : 1 / 1.35);
  });

  $('reset').addEventListener('click', () => {
    filters.set({});
    whatif.set([]);
    clear({ address: false });
    draw(fitAll);
    setAddress();
  });

  // ---- The picture to keep and to print ----

  const readPicture = async () => {
    if (canvas.dataset.scripts) await Promise.all(['picture.js', 'paper.js'].map((name) => craftgraph.map.read(canvas.dataset.scripts + name)));
  };

  /** What paper.js draws: all that is shown, in the colours of paper. */
  function shownOnPaper() {
    document.documentElement.dataset.palette = 'light';
    readColours();
    const { shownNodes, shownLines } = shownNow();
    const found = {
      colours,
      notes: whatif.notes(),
      nodes: shownNodes.map((node) => ({ ...node, fate: whatif.fate(node.id) })),
      lines: shownLines.map((one) => ({ ...one, off: isOff(one), bend: bendOf.get(one.id) })),
    };
    delete document.documentElement.dataset.palette;
    readColours();
    return found;
  }

  async function save(form) {
    await readPicture();
    const name = `${location.pathname.split('/').pop().replace(/\.html$/, '') || 'map'}.${form}`;
    await craftgraph.map.save(craftgraph.map.picture(shownOnPaper(), data.credit), name);
    $('message').textContent = say('saved', { name });
  }

  $('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = $('query').value.trim();
    const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const wanted = fold(typed);
    const names = (one) => [one.name, ...one.aliases].map(fold);
    const first = (fits) => Array.from(parties).find(([, one]) => names(one).some(fits));
    const found = typed && (first((name) => name === wanted) || first((name) => name.startsWith(wanted)) || first((name) => name.includes(wanted)));
    if (found) {
      $('query').removeAttribute('aria-invalid');
      $('not-found').textContent = '';
      chooseParty(found[0], { view: true, keyboard: true });
    } else if (typed) {
      $('query').setAttribute('aria-invalid', 'true');
      $('not-found').textContent = say('not_found', { name: typed });
    }
  });
  $('query').addEventListener('focus', () => $('names').replaceChildren(...Array.from(parties.values(), (one) => make('option', { value: one.name }))), { once: true });
  $('query').addEventListener('input', () => { $('not-found').textContent = ''; });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-party], button[data-connection], [data-party-row] .act button');
    if (!button) return;
    const options = { view: true, keyboard: true };
    const party = button.dataset.party || (button.closest('.act') && button.closest('[data-party-row]').dataset.partyRow);
    if (party) chooseParty(party, options);
    else chooseConnection(button.dataset.connection, options);
    if (!button.closest('#panel')) $('map-section').querySelector('.stage').scrollIntoView();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) clear();
  });

  const partiesShown = () => all.filter((node) => isParty(node) && onMap.has(node.id));
  craftgraph.map.keys(focusable, {
    spots: partiesShown,
    inView: () => partiesShown().filter((node) => isInView(node.id)),
    chosen: () => chosen.party,
    isLine: () => chosen.connection !== null,
    choose(id) {
      chooseParty(id, { address: false });
      if (!isInView(id)) network.moveTo({ position: network.getPosition(id), animation: false });
      frame = null;
      setAddress({ replace: true });
    },
    nobody() { $('message').textContent = texts.nobody_there; },
    read: () => $('panel-chosen').querySelector('h3').focus(),
    pan,
    zoom: (closer) => zoom(closer ? 1.35 : 1 / 1.35),
  });

  /** A button in each row of a table of parties, which shows the party on the map; a folded table gets them when it opens. */
  function addButtons(fold) {
    if (!fold.open || fold.querySelector('td.act')) return;
    for (const row of fold.querySelectorAll('[data-party-row]')) row.append(make('td', { class: 'act' }, make('button', { type: 'button' }, texts.on_map)));
  }

  // Tables that stand below the map are not there yet when it is drawn.
  craftgraph.map.whole.then(() => {
    for (const fold of document.querySelectorAll('details.kind')) {
      addButtons(fold);
      fold.addEventListener('toggle', () => addButtons(fold));
    }
    rowsOf = { party: rows('party'), connection: rows('connection') };
    markRows();
  });
  addEventListener('popstate', readAddress);

  const restyle = () => {
    readColours();
    atOnce = true;
    draw();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  // On paper the map is a drawing of its own: the one on the screen has the shape of the screen.
  (window.requestIdleCallback || setTimeout)(readPicture);
  addEventListener('beforeprint', () => {
    if (craftgraph.map.picture && !document.querySelector('.on-paper')) {
      const paper = make('div', { class: 'on-paper' });
      const placed = (scale, at, view) => placeNames(canvas.querySelector('canvas').getContext('2d'), scale, at, view).names;
      paper.innerHTML = craftgraph.map.picture(shownOnPaper(), '', placed);
      canvas.before(paper);
    }
    document.documentElement.dataset.palette = 'light';
    restyle();
  });
  addEventListener('afterprint', () => {
    const paper = document.querySelector('.on-paper');
    if (paper) paper.remove();
    delete document.documentElement.dataset.palette;
    restyle();
  });
}());
