/* The answers of the form as a file for the command line, and as a link to send. */
'use strict';

window.craftgraph = window.craftgraph || {};

(function () {
  /** The answers that an address carries, {question: text}; the form keeps them there in the order of the questions. */
  function given(hash) {
    const parts = hash.slice(1).split('&').map((part) => part.split('=')).filter((part) => part.length === 2);
    return Object.fromEntries(parts.map(([question, answer]) => [question, decodeURIComponent(answer)]));
  }

  /** The text of the profile; `answers` is {question: text}, choices with commas between them. */
  craftgraph.profile = function (data, answers) {
    let head = data.head.trimEnd().split('\n');
    const lists = new Map();
    const put = ([listing, line]) => {
      if (!lists.has(listing)) lists.set(listing, []);
      if (!lists.get(listing).includes(line)) lists.get(listing).push(line);
    };
    for (const [question, answer] of Object.entries(answers)) {
      const chosen = answer.split(',');
      for (const name of chosen) (data.ensured[`${question}/${name}`] || []).forEach(put);
      if (question in data.fields) {
        const { field, kind } = data.fields[question];
        const value = { number: answer, many: `[${chosen.join(', ')}]`, text: JSON.stringify(answer.trim().replace(/\s+/g, ' ')) }[kind];
        head = head.flatMap((line) => (line.startsWith('id:') ? [line, `${field}: ${value}`] : [line]));
      } else if (question in data.whole) {
        const [listing, line] = data.whole[question];
        put([listing, line.split('$$').join(chosen.join(', '))]);
      } else if (question in data.lines) {
        for (const name of chosen) (data.lines[question][name] || []).forEach(put);
      }
    }
    const body = Array.from(lists, ([listing, lines]) => [`${listing}:`, ...lines]).flat();
    return `${[...head, ...body].join('\n')}\n`;
  };

  const tools = document.getElementById('profile-tools');
  if (!tools) return;
  tools.hidden = false;
  const form = document.getElementById('compare-form');
  const said = document.getElementById('profile-said');
  const data = JSON.parse(document.getElementById('profile-data').textContent);

  function save() {
    const blob = new Blob([craftgraph.profile(data, given(location.hash))], { type: 'application/yaml' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${data.name}.yaml`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    said.textContent = tools.dataset.saved;
  }

  /** The link goes to the clipboard; where that is not allowed it is shown, to be copied by hand. */
  async function copy() {
    const field = document.getElementById('profile-link');
    field.value = location.href;
    try {
      await navigator.clipboard.writeText(location.href);
      field.hidden = true;
      said.textContent = tools.dataset.copied;
    } catch {
      field.hidden = false;
      field.focus();
      field.select();
      said.textContent = tools.dataset.select;
    }
  }

  tools.addEventListener('click', (event) => {
    if (event.target.closest('[data-save]')) save();
    if (event.target.closest('[data-copy]')) copy();
  });
  form.addEventListener('input', () => { said.textContent = ''; });
}());
