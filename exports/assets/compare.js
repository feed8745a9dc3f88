/* Comparing one's own plans with the cases. How alike concepts are was worked out when the page was made;
   this adds up, in the way of graph/comparison.py: tests hold the two to the same ranking. */
var craftgraph = window.craftgraph || {};
window.craftgraph = craftgraph;

(function () {
  "use strict";

  function nearness(one, other, span) {
    if (one === other) return 1;
    if (one <= 0 || other <= 0) return 0;
    return Math.min(1, Math.max(0, 1 - Math.abs(Math.log(one / other)) / Math.log(span)));
  }

  /* What each feature is asked for: places in `alike`, or numbers. answers: {question: [option names] or number}. */
  function wanted(data, answers) {
    return data.features.map(function (feature) {
      var found = [];
      Object.keys(data.questions).forEach(function (question) {
        if (data.questions[question].features.indexOf(feature.name) < 0) return;
        var answer = answers[question];
        if (typeof answer === "number") { if (answer > 0) found.push(answer); return; }
        (answer || []).forEach(function (name) {
          var place = feature.chosen[question + "/" + name];
          if (found.indexOf(place) < 0) found.push(place);
        });
      });
      return found;
    });
  }

  function local(feature, values, theirs, isClosed) {
    var each = values.map(function (value) {
      var best = { similarity: -1, found: null };
      theirs.forEach(function (one) {
        var similarity = feature.span ? nearness(value, one[0], feature.span) : feature.alike[value][one[0]];
        if (similarity > best.similarity) best = { similarity: similarity, found: one };
      });
      return best;
    });
    if (!theirs.length) return { known: false, low: 0, high: 1, each: each };
    var sum = each.reduce(function (total, one) { return total + one.similarity; }, 0);
    var closed = isClosed || feature.exclusive || Boolean(feature.span);
    return { known: true, value: sum / values.length, low: sum / values.length, high: closed ? sum / values.length : 1, each: each, closed: closed };
  }

  /* The ranking: [{case, score, low, high, known, reasons}], the most alike first. */
  craftgraph.compare = function (data, answers, weights) {
    var asked = wanted(data, answers);
    var used = [];
    data.features.forEach(function (feature, at) {
      if (!asked[at].length || !weights[feature.name]) return;
      var found = data.cases.map(function (_, row) { return local(feature, asked[at], feature.cases[row], feature.closed[row]); });
      var known = found.filter(function (one) { return one.known; });
      if (!known.length) return;
      var mean = known.reduce(function (total, one) { return total + one.value; }, 0) / known.length;
      used.push({ feature: feature, at: at, found: found, mean: mean, weight: weights[feature.name] });
    });
    var total = used.reduce(function (sum, one) { return sum + one.weight; }, 0);
    var ranking = data.cases.map(function (one, row) {
      var entry = { case: one.id, row: row, score: 0, low: 0, high: 0, known: 0, reasons: [] };
      used.forEach(function (part) {
        var share = part.weight / total, here = part.found[row], value = here.known ? here.value : part.mean;
        entry.score += share * value;
        entry.low += share * here.low;
        entry.high += share * here.high;
        entry.known += here.known ? share : 0;
        entry.reasons.push({ feature: part.feature, wanted: asked[part.at], local: here, share: share, points: share * value });
      });
      return entry;
    });
    ranking.sort(function (a, b) {
      var difference = Math.round(b.score * 1e9) - Math.round(a.score * 1e9);
      return difference || a.row - b.row;
    });
    return { features: used.map(function (one) { return one.feature.name; }), ranking: ranking };
  };

  /* The nearest centres, each by its most alike case. */
  craftgraph.nearest = function (data, ranking, count) {
    var seen = {};
    return ranking.filter(function (one) {
      var centre = data.cases[one.row].centre, isNew = !seen[centre];
      seen[centre] = true;
      return isNew;
    }).slice(0, count);
  };

  /* The kinds of party that the nearest cases have and that were not chosen: [{kind, near, all, who}], most telling first. */
  craftgraph.missingParties = function (data, answers, ranking, count) {
    var chosen = {};
    Object.keys(answers).forEach(function (question) {
      if (Array.isArray(answers[question])) answers[question].forEach(function (name) { chosen[question + "/" + name] = true; });
    });
    var near = craftgraph.nearest(data, ranking, count), sum = near.reduce(function (total, one) { return total + one.score; }, 0) || 1;
    return data.parties.kinds.map(function (kind, at) {
      var has = function (row) { return data.parties.cases[row].filter(function (one) { return one[0] === at; }); };
      var where = near.filter(function (one) { return has(one.row).length; });
      return {
        at: at, kind: kind, near: where.length,
        all: new Set(data.cases.filter(function (_, row) { return has(row).length; }).map(function (one) { return one.centre; })).size,
        telling: where.reduce(function (total, one) { return total + one.score; }, 0) / sum,
        who: where.map(function (one) { return { row: one.row, names: has(one.row).reduce(function (all, entry) { return all.concat(entry[1]); }, []) }; }),
        isThere: data.parties.akin[at].some(function (key) { return chosen[key]; })
      };
    }).filter(function (one) { return one.near && !one.isThere; }).sort(function (a, b) {
      return Math.round(b.telling * 1e9) - Math.round(a.telling * 1e9) || a.all - b.all || a.at - b.at;
    });
  };

  /* Organisations of a kind that is chosen or missing, which work near a chosen town or in several centres:
     [{name, page, kinds, centres, km}], the nearest first; km is null further than 40 km off. */
  craftgraph.candidates = function (data, answers, missing) {
    var wanted = {}, towns = answers.municipalities || [];
    missing.forEach(function (one) { wanted[data.parties.iris[one.at]] = true; });
    Object.keys(answers).forEach(function (question) {
      [].concat(answers[question]).forEach(function (name) {
        var kind = data.parties.chosen[question + "/" + name];
        if (kind) wanted[kind] = true;
      });
    });
    return data.workers.map(function (one, at) {
      var far = towns.map(function (town) { return one.far[town]; }).filter(function (km) { return km !== undefined; });
      return {
        at: at, name: one.name, page: one.page, centres: one.centres, km: far.length ? Math.min.apply(null, far) : null,
        kinds: one.kinds.filter(function (kind) { return wanted[kind]; })
      };
    }).filter(function (one) { return one.kinds.length && (one.km !== null || one.centres > 1); }).sort(function (a, b) {
      return (a.km === null) - (b.km === null) || a.km - b.km || b.centres - a.centres || a.at - b.at;
    });
  };

  var form = document.getElementById("compare-form");
  if (!form) return;
  var data = JSON.parse(document.getElementById("data").textContent);
  var home = form.dataset.home, isDutch = document.documentElement.lang === "nl";
  var results = document.getElementById("results"), status = document.getElementById("compare-status");

  function figure(number) { var text = number.toFixed(2); return isDutch ? text.replace(".", ",") : text; }
  function text(key, values) {
    return Object.keys(values || {}).reduce(function (all, name) { return all.split("{" + name + "}").join(values[name]); }, data.texts[key]);
  }
  function make(tag, content, attributes) {
    var node = document.createElement(tag);
    [].concat(content === undefined ? [] : content).forEach(function (part) { node.append(part); });
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    return node;
  }
  function link(words, path) { return make("a", words, { href: home + path }); }

  function answers() {
    var found = {};
    Object.keys(data.questions).forEach(function (question) {
      if (data.questions[question].kind === "number") {
        var digits = form.elements[question].value.replace(/[\s.,'’]/g, "");
        if (/^\d+$/.test(digits) && Number(digits) > 0) found[question] = Number(digits);
        return;
      }
      var names = [].slice.call(form.querySelectorAll('input[name="' + question + '"]:checked')).map(function (one) { return one.value; }).filter(Boolean);
      if (names.length) found[question] = names;
    });
    return found;
  }

  function address(found, preset) {
    var parts = Object.keys(found).map(function (question) { return question + "=" + [].concat(found[question]).join(","); });
    if (preset !== "all") parts.push("preset=" + preset);
    return parts.length ? "#" + parts.join("&") : "";
  }

  // What an address says; one with broken marks in it is taken as it stands.
  function read(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function restore() {
    var given = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var at = part.indexOf("=");
      if (at > 0) given[part.slice(0, at)] = read(part.slice(at + 1)).split(",");
    });
    Object.keys(data.questions).forEach(function (question) {
      var names = given[question] || [];
      if (data.questions[question].kind === "number") { form.elements[question].value = names[0] || ""; return; }
      [].forEach.call(form.querySelectorAll('input[name="' + question + '"]'), function (one) {
        one.checked = one.value ? names.indexOf(one.value) >= 0 : !names.length;
      });
    });
    form.elements.preset.value = given.preset && data.presets[given.preset[0]] ? given.preset[0] : "all";
  }

  function cited(one, row) {
    var node = make("span", one[1]);
    if (one[2]) node.append(" ", make("span", ["(", make("a", one[3], { href: home + one[2], lang: "nl" }), ")"], { class: "at" }));
    return node;
  }

  function listed(label, nodes) {
    var line = make("p", make("b", label + ": "));
    nodes.forEach(function (node, at) { line.append(at ? ", " : "", node); });
    return line;
  }

  function reasonCell(reason, row) {
    var cell = make("td"), same = [], near = [], silent = [], found = [];
    if (!reason.local.known) { cell.append(make("p", text("average"), { class: "quiet" })); return cell; }
    reason.wanted.forEach(function (value, at) {
      var one = reason.local.each[at], name = reason.feature.span ? String(value) : reason.feature.names[value];
      if (one.similarity >= 1) same.push(cited(one.found, row));
      else if (one.similarity > 0) near.push(make("span", [cited(one.found, row), " ", make("span", text("here", { value: name }), { class: "quiet" })]));
      else silent.push(name);
    });
    if (same.length) cell.append(listed(text("same"), same));
    if (near.length) cell.append(listed(text("near"), near));
    if (!same.length && !near.length) {
      found = reason.feature.cases[row].slice(0, 5).map(function (one) { return cited(one, row); });
      cell.append(listed(text("instead"), found));
    }
    if (silent.length) cell.append(make("p", text("silent", { values: silent.join(", ") }), { class: "quiet" }));
    return cell;
  }

  function explained(entry, isOpen) {
    var body = make("tbody");
    entry.reasons.slice().sort(function (a, b) { return (a.local.known ? 0 : 1) - (b.local.known ? 0 : 1) || b.points - a.points; }).forEach(function (reason) {
      body.append(make("tr", [
        make("th", reason.feature.label, { scope: "row" }), reasonCell(reason, entry.row),
        make("td", text("of", { part: figure(reason.points), whole: figure(reason.share) }), { class: "num", "data-label": text("points") })
      ]));
    });
    var head = make("thead", make("tr", [make("th", text("feature"), { scope: "col" }), make("th", text("outcome"), { scope: "col" }), make("th", text("points"), { scope: "col", class: "num" })]));
    var node = make("details", [make("summary", [make("h3", data.cases[entry.row].name), " ", make("span", figure(entry.score), { class: "count" })]), make("table", [head, body], { class: "cards reasons" })], { class: "list" });
    node.open = isOpen;
    return node;
  }

  function workers(candidates) {
    var list = make("ul", undefined, { class: "missing" });
    candidates.slice(0, 12).forEach(function (one) {
      var where = [];
      if (one.km !== null) where.push(one.km ? text("nearby", { km: Math.round(one.km) }) : text("local"));
      if (one.centres > 1) where.push(text("in_centres", { n: one.centres }));
      list.append(make("li", [one.page ? link(one.name, one.page) : one.name, make("span", " – " + where.join("; "), { class: "quiet" })]));
    });
    return list;
  }

  function show() {
    var found = answers(), preset = form.elements.preset.value;
    var outcome = craftgraph.compare(data, found, data.presets[preset]);
    history.replaceState(null, "", location.pathname + location.search + address(found, preset));
    results.textContent = "";
    if (!outcome.features.length) {
      status.textContent = text("nothing");
      results.hidden = true;
      return;
    }
    results.hidden = false;
    var first = outcome.ranking[0];
    status.textContent = text("status", { name: data.cases[first.row].name, score: figure(first.score), n: outcome.features.length });
    var body = make("tbody");
    outcome.ranking.forEach(function (one) {
      body.append(make("tr", [
        make("th", link(data.cases[one.row].name, data.cases[one.row].page), { scope: "row" }),
        make("td", figure(one.score), { class: "num", "data-label": text("score") }),
        make("td", figure(one.low) + "–" + figure(one.high), { class: "keep", "data-label": text("range") }),
        make("td", Math.round(one.known * 100) + "%", { class: "num", "data-label": text("known") })
      ]));
    });
    var head = make("thead", make("tr", [make("th", text("case"), { scope: "col" }), make("th", text("score"), { scope: "col", class: "num" }), make("th", text("range"), { scope: "col" }), make("th", text("known"), { scope: "col", class: "num" })]));
    results.append(make("h2", text("ranking")), make("table", [head, body], { class: "cards" }), make("h2", text("why")));
    outcome.ranking.slice(0, 3).forEach(function (one, at) { results.append(explained(one, at === 0)); });
    var allMissing = craftgraph.missingParties(data, found, outcome.ranking, 5), missing = allMissing.slice(0, 8);
    if (missing.length) {
      var list = make("ul", undefined, { class: "missing" });
      missing.forEach(function (one) {
        var where = make("ul");
        one.who.slice(0, 3).forEach(function (at) {
          where.append(make("li", [at.names.slice(0, 3).concat("").join(", "), link(data.cases[at.row].name, data.cases[at.row].page)]));
        });
        list.append(make("li", [make("b", one.kind), " ", make("span", text("count", { near: one.near, n: Math.min(5, data.centres), all: one.all, total: data.centres }), { class: "quiet" }), where]));
      });
      results.append(make("h2", text("missing")), make("p", text("missing_note"), { class: "text" }), list);
    }
    var candidates = craftgraph.candidates(data, found, allMissing);
    if (candidates.length) results.append(make("h2", text("candidates")), make("p", text("candidates_note"), { class: "text" }), workers(candidates));
  }

  form.hidden = false;
  [].forEach.call(document.querySelectorAll(".no-script"), function (node) { node.hidden = true; });
  restore();
  show();
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); results.scrollIntoView(); });
  form.addEventListener("reset", function () { setTimeout(function () { show(); }, 0); });
  window.addEventListener("hashchange", function () { restore(); show(); });
})();
