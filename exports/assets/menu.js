/* The main menu on a narrow screen: one button that opens it. Without script the menu stands there whole. */
'use strict';

(function () {
  const menu = document.getElementById('main-menu');
  const button = menu.querySelector('.menu-button');

  function set(open) {
    button.setAttribute('aria-expanded', String(open));
  }

  function isOpen() {
    return button.getAttribute('aria-expanded') === 'true';
  }

  button.hidden = false;
  menu.classList.add('folds');
  button.addEventListener('click', () => set(!isOpen()));
  // Inside, Escape first closes the list of centres, which says so by preventing the default.
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isOpen()) return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  // The open menu lies over the page: it closes when the reader goes on elsewhere.
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) set(false);
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) set(false);
  });
}());
