/* One sheet of paper: the level and why, what was taken away and what follows, what helps, and the source. As much of
   what is lost as fits is told; how much more there is, too. */
'use strict';

(function () {
  const $ = (id) => document.getElementById(id);
  const data = window.craftgraph.removalData;
  const sheet = $('one-sheet');
  if (!data || !sheet) return;
  const HEIGHT = (262 * 96) / 25.4; // what fits between the margins of an A4, in pixels
  const SIZES = ['10pt', '9pt', '8.5pt'];

  function make(tag, text, ...children) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  /** A copy without what only a screen needs, nor identifiers that would stand twice. */
  function copy(element) {
    const made = element.cloneNode(true);
    made.querySelectorAll('button, details, .go, .unseen').forEach((one) => one.remove());
    [made, ...made.querySelectorAll('[id], [tabindex]')].forEach((one) => ['id', 'tabindex', 'hidden'].forEach((name) => one.removeAttribute(name)));
    return made;
  }

  const copies = (where) => Array.from(document.querySelectorAll(where), copy);

  function why() {
    return Array.from(document.querySelectorAll('.three > section'), (section) => {
      const answers = Array.from(section.querySelectorAll('.signs > div'), (one) => make('li', `${one.children[0].textContent} ${one.children[1].textContent.trim()}`));
      const said = Array.from(section.querySelectorAll(':scope > p:not(.asks)'), (one) => one.textContent);
      const [name, level] = section.querySelector('h2').childNodes;
      const item = make('li', '', make('strong', name.textContent.trim()), ' ');
      item.append(copy(level), ` ${said.join(' ')}`, ...(answers.length ? [make('ul', '', ...answers)] : []));
      return item;
    });
  }

  /** What was taken away and what follows, or else who weighs most; the losses come apart, since they may not all fit. */
  function follows() {
    const told = $('removal-told');
    if (!told.classList.contains('is-told')) {
      const rows = Array.from(document.querySelectorAll('#impact-table tbody tr')).slice(0, 5);
      const items = rows.map((row) => make('li', Array.from(row.cells).slice(0, 3).map((cell, at) => (at ? `${cell.dataset.label.toLowerCase()}: ${cell.textContent.trim()}` : cell.textContent.trim())).join('; ')));
      return { head: [make('h3', $('impact-title').firstChild.textContent.trim())], items };
    }
    const head = [make('h3', $('whatif-title').textContent), ...Array.from(told.querySelectorAll('p, h3')).filter((one) => !one.querySelector('.go')).map((one) => (one.matches('h3') ? make('p', '', make('strong', one.textContent)) : copy(one)))];
    return { head, items: Array.from(told.querySelectorAll('li'), copy) };
  }

  function build() {
    const { head, items } = follows();
    const list = make('ul');
    const more = make('p');
    const address = location.protocol.startsWith('http') ? [make('p', location.href)] : [];
    sheet.replaceChildren(
      make('h2', document.querySelector('h1').textContent),
      ...copies('.head .verdict, .head .lede'),
      make('h3', data.sheet.why), make('ul', '', ...why()),
      ...head, list, more,
      make('h3', $('helps-title').textContent), ...copies('#helps > h2 + .text'), ...copies('#helps > .helps'),
      make('h3', data.sheet.source), make('p', data.sheet.from), ...address,
    );
    const fits = () => sheet.offsetHeight <= HEIGHT;
    sheet.hidden = false;
    sheet.classList.add('is-measured');
    list.append(...items);
    for (const size of SIZES) {
      sheet.style.fontSize = size;
      if (fits()) break;
    }
    for (let left = 1; !fits() && list.lastChild; left += 1) {
      list.lastChild.remove();
      more.textContent = data.sheet.more.replace('{n}', left);
    }
    sheet.classList.remove('is-measured');
  }

  const button = $('print-sheet');
  button.hidden = false;
  button.addEventListener('click', () => {
    build();
    document.body.classList.add('prints-one');
    print();
  });
  addEventListener('afterprint', () => {
    document.body.classList.remove('prints-one');
    sheet.hidden = true;
  });
}());
