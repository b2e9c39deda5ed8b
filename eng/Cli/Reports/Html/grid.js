'use strict';

// Behaviours by targets. Only the rows in sight are in the document; the keyboard and a screen reader see them all.
const grid = (() => {
  const spare = 10;
  // So many are all in the document: printing and the browser's search find them.
  const whole = 2000;
  const root = document.getElementById('grid');
  const head = document.getElementById('head');
  const bar = document.getElementById('bar');
  // What the head shows, for a screen reader, which looks for it in the grid.
  const said = element('div', { role: 'row', class: 'row columns-said', 'aria-rowindex': 1 });
  const rows = new Map();
  root.append(said);
  let items = [], shown = [], isWhole = false, height = 32, active = { row: 0, column: 0 }, open = () => {};

  const subjectAt = index => { for (let i = index; i >= 0; i--) if (items[i]?.subject) return items[i].subject; };
  const name = target => {
    const [engine, version] = model.targets[target].name.split('@');
    return [engine, element('span', { class: 'version' }, version ?? '')];
  };

  function cell(item, target, column) {
    const it = item.behaviour.byTarget[target];
    const whose = `${model.targets[target].name}: `;
    if (!it) return element('div', { role: 'gridcell', tabindex: -1, class: 'cell none', 'data-column': column }, element('span', { class: 'unseen' }, `${whose}not for it`));
    return element('div', { role: 'gridcell', tabindex: -1, class: `cell ${it.isRed ? 'bad' : `${it.verdict} odd${it.odd}`}`, 'data-column': column, title: it.brief },
      element('span', { class: 'unseen' }, it.brief === it.word ? whose : `${whose}${it.word}, `),
      element('span', { class: 'glyph', 'aria-hidden': 'true' }, it.glyph), element('span', { class: 'brief' }, it.brief));
  }

  function make(index) {
    const item = items[index];
    const row = element('div', { role: 'row', class: item.subject ? 'row subject' : 'row', 'aria-rowindex': index + 2, 'data-row': index, style: `top:${index * height}px` });
    if (item.subject) {
      row.append(element('div', { role: 'rowheader', tabindex: -1, class: 'name', 'data-column': 0, 'aria-colspan': shown.length + 1 },
        item.subject, element('span', { class: 'version' }, format.plural(item.count, 'behaviour', 'behaviours'))));
    } else {
      row.append(
        element('div', { role: 'rowheader', tabindex: -1, class: 'name', 'data-column': 0, title: item.behaviour.name },
          item.prefix ? element('span', { class: 'prefix' }, `${item.prefix}: `) : '', item.behaviour.title, item.behaviour.row ? element('code', {}, item.behaviour.row) : ''),
        ...shown.map((target, i) => cell(item, target, i + 1)));
    }
    return row;
  }

  function draw() {
    const top = bar.getBoundingClientRect().bottom - root.getBoundingClientRect().top;
    const first = isWhole ? 0 : Math.max(0, Math.floor(top / height) - spare);
    const last = isWhole ? items.length - 1 : Math.min(items.length - 1, Math.ceil((top + innerHeight) / height) + spare);
    const focused = document.activeElement?.closest('[data-row]');
    for (const [index, row] of rows) {
      if ((index < first || index > last) && row !== focused) {
        row.remove();
        rows.delete(index);
      }
    }
    const missing = [];
    const isFirst = rows.size === 0;
    for (let index = first; index <= last; index++) if (!rows.has(index)) missing.push(index);
    for (const index of missing) {
      const row = make(index);
      rows.set(index, row);
      if (isFirst) { root.append(row); continue; }
      // In the document's order, so that a screen reader reads on.
      let after;
      for (const [other, element] of rows) if (other > index && element.isConnected && (after === undefined || other < after[0])) after = [other, element];
      root.insertBefore(row, after?.[1] ?? null);
    }
    head.firstChild?.replaceChildren(top > 0 && subjectAt(Math.floor(top / height)) || 'Behaviour');
    place();
  }

  // One cell can be tabbed to; the arrows move it.
  function place() {
    for (const before of root.querySelectorAll('[tabindex="0"]')) before.tabIndex = -1;
    const at = rows.get(active.row)?.querySelector(`[data-column="${items[active.row]?.subject ? 0 : active.column}"]`);
    const tabbable = at ?? root.querySelector('[data-column]');
    if (tabbable) tabbable.tabIndex = 0;
    return at;
  }

  function moveTo(row, column) {
    active = { row: Math.min(Math.max(row, 0), items.length - 1), column: Math.min(Math.max(column, 0), shown.length) };
    const top = root.getBoundingClientRect().top + active.row * height;
    const under = bar.getBoundingClientRect().height;
    if (top < under) scrollBy(0, top - under);
    else if (top + height > innerHeight) scrollBy(0, top + height - innerHeight + 8);
    draw();
    place()?.focus({ preventScroll: true });
  }

  // Behaviours under a header each time that it changes: the subject, unless told otherwise.
  function show(behaviours, targets, headerOf = b => b.subject) {
    shown = targets;
    items = [];
    let header;
    for (const behaviour of behaviours) {
      if (headerOf(behaviour) !== header?.subject) items.push(header = { subject: headerOf(behaviour), count: 0 });
      header.count++;
      items.push({ behaviour, prefix: header.subject === behaviour.subject ? '' : behaviour.subject });
    }
    isWhole = behaviours.length <= whole;
    active = { row: 0, column: 0 };
    head.replaceChildren(element('div', { class: 'name' }, 'Behaviour'), ...shown.map(t => element('div', { class: 'cell' }, name(t))));
    document.documentElement.style.setProperty('--targets', Math.max(shown.length, 1));
    said.replaceChildren(...['Behaviour', ...shown.map(t => model.targets[t].name)].map(n => element('div', { role: 'columnheader' }, n)));
    root.setAttribute('aria-rowcount', items.length + 1);
    root.setAttribute('aria-colcount', shown.length + 1);
    measure();
  }

  function measure() {
    height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
    root.style.height = `${items.length * height}px`;
    for (const row of rows.values()) row.remove();
    rows.clear();
    draw();
  }

  const behavioursShown = () => items.filter(i => i.behaviour).map(i => i.behaviour);
  function activate(element) {
    const item = items[element.closest('[data-row]').dataset.row];
    const column = Number(element.dataset.column);
    if (item.behaviour) open(item.behaviour, column ? shown[column - 1] : undefined, behavioursShown());
  }

  root.addEventListener('click', e => {
    const at = e.target.closest('[data-column]');
    if (!at) return;
    active = { row: Number(at.closest('[data-row]').dataset.row), column: Number(at.dataset.column) };
    place()?.focus({ preventScroll: true });
    activate(at);
  });
  root.addEventListener('keydown', e => {
    const { row, column } = active;
    const page = Math.max(1, Math.floor((innerHeight - bar.offsetHeight) / height) - 1);
    const to = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageDown: [row + page, column], PageUp: [row - page, column],
      Home: e.ctrlKey ? [0, 0] : [row, 0], End: e.ctrlKey ? [items.length - 1, shown.length] : [row, shown.length],
    }[e.key];
    if (to) moveTo(...to);
    else if (e.key === 'Enter' || e.key === ' ') activate(e.target.closest('[data-column]'));
    else return;
    e.preventDefault();
  });
  root.addEventListener('focusin', e => {
    const at = e.target.closest('[data-column]');
    if (at) active = { row: Number(at.closest('[data-row]').dataset.row), column: Number(at.dataset.column) };
  });
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }, { passive: true });
  addEventListener('resize', measure);

  return { show, behavioursShown, onOpen(handler) { open = handler; } };
})();
