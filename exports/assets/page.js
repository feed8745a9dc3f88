/* What every page of craftgraph does: open the list that a link points into, sort tables, print everything. */
'use strict';

(function () {
  const lists = Array.from(document.querySelectorAll('details.list'));
  const parts = Array.from(document.querySelectorAll('details.part'));

  function setAll(folds, open) {
    for (const fold of folds) fold.open = open;
  }

  /** Open what holds the target of an address and what it is the head of, and bring it into view. */
  function openTarget(hash = location.hash) {
    let id = '';
    try {
      id = decodeURIComponent(hash.slice(1));
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    // Statements stand on a page of their own; an address of before leads there.
    const moved = document.querySelector('[data-statements]');
    if (!target && moved && id.startsWith('s-')) location.replace(moved.dataset.statements + hash);
    const closed = target ? [...document.querySelectorAll('details')].filter((one) => one.contains(target) || (one.parentElement === target && one.matches('.part'))) : [];
    setAll(closed, true);
    if (closed.length) target.scrollIntoView();
  }

  function sortable(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent.trim();
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const numbers = 'number' in head.dataset;
        const was = head.getAttribute('aria-sort');
        const down = was ? was === 'ascending' : numbers;
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
        const key = (row) => (numbers ? Number(row.cells[column].dataset.value) : row.cells[column].textContent.trim());
        const rows = Array.from(table.tBodies[0].rows);
        rows.sort((one, other) => (numbers ? key(one) - key(other) : compare(key(one), key(other))) * (down ? -1 : 1));
        table.tBodies[0].append(...rows);
      });
    });
  }

  document.querySelectorAll('table.sortable').forEach(sortable);

  // On a phone tables and hundreds of statements make a very long page: begin with the names of its parts and lists.
  if (matchMedia('(max-width: 46rem)').matches) setAll([...lists, ...parts], false);

  const openAll = document.getElementById('open-all');
  if (openAll) {
    openAll.hidden = false;
    openAll.addEventListener('click', (event) => {
      const button = event.target.closest('[data-all]');
      if (button) setAll(lists, button.dataset.all === 'open');
    });
  }

  // The search of the site is read when its field is first used.
  const search = document.getElementById('search');
  if (search) {
    const path = document.currentScript.src.replace(/page\.js$/, 'search.js');
    search.hidden = false;
    search.addEventListener('focusin', () => {
      const script = document.createElement('script');
      script.src = path;
      document.head.append(script);
    }, { once: true });
  }

  // A menu closes when the reader goes on elsewhere, or presses Escape.
  const menu = document.querySelector('details.menu');
  if (menu) {
    document.addEventListener('click', (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }

  // The same view in the other language.
  const language = document.querySelector('a.language');
  if (language) {
    for (const kind of ['click', 'auxclick', 'contextmenu', 'focus']) language.addEventListener(kind, () => { language.hash = location.hash; });
  }

  const print = document.getElementById('print');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = parts.filter((part) => !part.open);
    setAll([...lists, ...parts], true);
  });
  addEventListener('afterprint', () => setAll(folded, false));
  addEventListener('hashchange', () => openTarget());
  // A link to where one is already changes no address.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) openTarget(link.hash);
  });
  openTarget();
}());
