/* What falls over when actors go: the same as `craftgraph whatif`, worked out here from the data of the page.
   Everything is by number: actors stand in the order of their names, so that a list of numbers is a list of names. */
'use strict';

window.craftgraph = window.craftgraph || {};

(function (craftgraph) {
  const allIn = (values, gone) => values.every((value) => gone.has(value));

  /** Everything that goes when some actors go, themselves included. */
  function cascade(data, removed) {
    const gone = new Set(removed);
    for (let more = true; more; ) {
      more = false;
      for (const [actor, fields] of Object.entries(data.supports)) {
        if (!gone.has(Number(actor)) && fields.some((values) => allIn(values, gone))) {
          gone.add(Number(actor));
          more = true;
        }
      }
    }
    return gone;
  }

  /** The connected parts of the ties among those who are left, each a set. */
  function parts(neighbours, gone) {
    const seen = new Set(gone);
    const found = [];
    for (const start of neighbours.keys()) {
      if (seen.has(start)) continue;
      const part = new Set([start]);
      seen.add(start);
      for (const node of part) {
        for (const other of neighbours.get(node)) {
          if (!seen.has(other)) {
            seen.add(other);
            part.add(other);
          }
        }
      }
      found.push(part);
    }
    return found;
  }

  function neighboursOf(ties) {
    const found = new Map();
    for (const [one, other] of ties) {
      for (const [from, to] of [[one, other], [other, one]]) {
        if (!found.has(from)) found.set(from, new Set());
        found.get(from).add(to);
      }
    }
    return found;
  }

  /** The largest part; of equals one that was in the largest part before, then the one with the first identifier. */
  function core(data, found, before = new Set()) {
    const was = (part) => Array.from(part).some((actor) => before.has(actor));
    const first = (part) => Array.from(part, (actor) => data.actors[actor].id).reduce((one, other) => (one < other ? one : other));
    return found.reduce((best, part) => {
      if (!best || part.size > best.size) return part;
      if (part.size !== best.size) return best;
      if (was(part) !== was(best)) return was(part) ? part : best;
      return first(part) < first(best) ? part : best;
    }, null) || new Set();
  }

  /** Borgatti's F: the share of pairs that cannot reach each other. */
  function fragmentation(found) {
    const size = found.reduce((sum, part) => sum + part.size, 0);
    const linked = found.reduce((sum, part) => sum + part.size * (part.size - 1), 0);
    return size < 2 ? 0 : 1 - linked / (size * (size - 1));
  }

  const ascending = (values) => Array.from(values).sort((one, other) => one - other);

  craftgraph.removal = function (data, removed) {
    const gone = cascade(data, removed);
    const neighbours = neighboursOf(data.ties);
    const before = parts(neighbours, []);
    const after = parts(neighbours, gone);
    const largest = core(data, before);
    const kept = core(data, after, largest);
    const lost = data.statements.filter((one) => one.by.some((values) => allIn(values, gone)));
    const others = (statement) => {
      const alike = data.statements.filter((one) => one !== statement && one.does.some((what) => statement.does.includes(what)));
      const carriers = new Set(alike.flatMap((one) => one.by.flat()));
      return ascending(carriers).filter((actor) => actor >= 0 && !gone.has(actor) && !data.actors[actor].body);
    };
    return {
      removed: ascending(new Set(removed)),
      dragged: ascending(gone).filter((actor) => !removed.includes(actor)),
      cutOff: ascending(largest).filter((actor) => !gone.has(actor) && !kept.has(actor)),
      losses: lost.map((statement) => ({ statement, others: others(statement) })),
      tiedBefore: neighbours.size,
      tiedAfter: after.reduce((sum, part) => sum + (part.size > 1 ? part.size : 0), 0),
      fragmentationBefore: fragmentation(before),
      fragmentationAfter: fragmentation(after),
    };
  };

  /**
   * What is found in words. A loss is a text in three parts, `said`, `source` and `rest`; its statement stands at
   * `anchor`, on the page with the number `page` of `data.pages`. `groups` holds the losses by what they are of, each
   * group with its heading. `shared` counts the losses for which others already do something like it, `note` tells of
   * those that name nobody else.
   */
  craftgraph.removalTold = function (data, found) {
    const say = (key, values) => data.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const names = (actors) => actors.map((actor) => data.actors[actor].name).join(', ');
    const summary = [say('removed', { names: names(found.removed) })];
    if (found.dragged.length) summary.push(say('dragged', { names: names(found.dragged) }));
    summary.push(say('tied', { before: found.tiedBefore, after: found.tiedAfter }));
    summary.push(found.cutOff.length ? say('cut_off', { names: names(found.cutOff) }) : say('nobody'));
    const losses = found.losses.map(({ statement, others }) => {
      const rest = `.${others.length ? ` ${say('others', { names: names(others) })}` : ''}`;
      return { group: statement.group, said: `${statement.text} — `, source: statement.source, rest, anchor: statement.anchor, page: statement.page || 0 };
    });
    const groups = data.groups.map((name, at) => {
      const mine = losses.filter(({ group }) => group === at);
      return { heading: say('group', { name, n: mine.length }), losses: mine };
    }).filter((group) => group.losses.length);
    const shared = found.losses.filter(({ others }) => others.length).length;
    return {
      summary,
      heading: found.losses.length ? say(shared ? 'losses_others' : 'losses', { n: found.losses.length, shared }) : say('nothing'),
      shared,
      note: shared === found.losses.length ? '' : data.texts.no_others,
      groups,
      losses: groups.flatMap((group) => group.losses),
    };
  };
}(window.craftgraph));
