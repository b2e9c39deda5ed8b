'use strict';

// The top of the page: what the run comes to, what is red, and each target.
const summary = (() => {
  const redShown = 12;
  const { targets, behaviours, reds, problems } = model;

  function conclusion() {
    const heading = document.getElementById('conclusion');
    const isGreen = model.isGreen;
    const wrong = reds.length + problems.length;
    const said = isGreen ? model.conclusion === 'Green' ? 'All green' : model.conclusion : reds.length ? `${format.plural(reds.length, 'cell is', 'cells are')} red` : model.conclusion;
    heading.replaceChildren(element('span', { class: `lamp ${isGreen ? 'good' : 'bad'}`, 'aria-hidden': 'true' }, isGreen ? '✓' : '✕'), said);
    document.title = `${said} · Matrix`;
    const facts = [
      `${format.plural(behaviours.length, 'behaviour', 'behaviours')} on ${format.plural(targets.length, 'target', 'targets')}`,
      targets.length > 1 ? `engines disagree in ${format.number(model.disagreeing)}` : '',
      problems.length && wrong ? format.plural(problems.length, 'problem', 'problems') : '',
      `${format.milliseconds(model.durationMs)}, ${format.date(model.startedAt)}`,
    ].filter(f => f);
    document.getElementById('facts').textContent = facts.join('  ·  ');
  }

  // Cells of a behaviour that are red in the same words are one thing to mend.
  function grouped() {
    const groups = new Map();
    for (const { behaviour, cell } of reds) {
      const key = `${behaviour.name}\n${cell.verdict}\n${cell.errorText}`;
      const group = groups.get(key);
      if (group) group.cells.push(cell); else groups.set(key, { behaviour, cells: [cell] });
    }
    return [...groups.values()];
  }

  function red(open, showAll) {
    const groups = grouped();
    const items = [
      ...targets.filter(t => t.broken ?? t.unavailable).map(t => element('li', {},
        element('strong', {}, t.name), ' ', element('span', { class: 'badge bad' }, t.broken ? 'not run' : t.lost ? 'server lost' : 'no server'),
        element('details', {}, element('summary', {}, (t.broken ?? t.unavailable).split('\n')[0]), element('pre', {}, t.broken ?? t.unavailable)))),
      ...problems.map(p => element('li', {}, element('strong', {}, `Problem on ${p.target}`), element('pre', {}, p.message))),
      ...groups.slice(0, redShown).map(({ behaviour, cells: [cell, ...more] }) => element('li', {},
        element('button', { type: 'button', class: 'link', onclick: () => open(behaviour, cell.target) }, `${behaviour.subject}: ${behaviour.title}${behaviour.row}`),
        ` on ${[cell, ...more].map(c => targets[c.target].name).join(', ')} `, badge(cell), cell.error ? element('pre', {}, cell.error.split('\n').slice(0, 4).join('\n')) : '')),
    ];
    document.getElementById('red').hidden = !items.length;
    document.getElementById('red-title').textContent = reds.length || problems.length || targets.some(t => t.broken || t.lost || t.unavailable && t.required) ? 'What is red' : 'Not run';
    document.getElementById('red-list').append(...items);
    const all = document.getElementById('red-all');
    all.hidden = groups.length <= redShown;
    all.textContent = `Show all ${format.number(reds.length)} red cells`;
    all.addEventListener('click', showAll);
  }

  const parts = totals => [
    ['pass', totals.passed], ['difference', totals.differed], ['fail', totals.failed], ['stale', totals.stale], ['changed', totals.changed],
    ['missing', totals.missing], ['unavailable', totals.unavailable], ['skipped', totals.skipped],
  ].filter(([, count]) => count);

  function leases(l) {
    if (!l) return '';
    return [
      `${format.number(l.rolledBack)} rolled back, ${format.number(l.ownDatabase)} own databases`,
      `${format.number(l.rolledBack + l.ownDatabase - l.waitedForCreate)} ready at once`,
      `median ${l.medianMs.toFixed(2)} ms, 95th ${l.p95Ms.toFixed(2)} ms, ${format.milliseconds(l.totalMs)} in all`,
    ].filter(p => p).join('; ');
  }

  function target(t) {
    const counts = parts(t.totals);
    return element('tr', {},
      element('th', { scope: 'row' }, t.name, element('span', { class: 'version' }, t.engineVersion ?? '')),
      element('td', { class: 'share' },
        element('div', { class: 'stack', 'aria-hidden': 'true' }, counts.map(([verdict, count]) => element('span', { class: verdict, style: `flex-grow:${count}` }))),
        element('span', { class: 'tally' }, counts.map(([verdict, count]) => `${format.number(count)} ${model.countedAs(verdict)}`).join(', ') || 'nothing ran')),
      element('td', { class: 'figure' }, t.durationMs === undefined ? '' : format.milliseconds(t.durationMs)),
      element('td', { class: 'words' }, t.source ?? t.broken?.split('\n')[0] ?? t.unavailable?.split('\n')[0] ?? '',
        t.readyMs === undefined ? '' : element('span', { class: 'version' }, `ready in ${format.milliseconds(t.readyMs)}`)),
      element('td', { class: 'words' }, leases(t.leases)));
  }

  function table() {
    document.getElementById('targets').append(
      element('thead', {}, element('tr', {}, ['Target', 'Verdicts', 'Time', 'Server', 'Leases'].map(h => element('th', { scope: 'col' }, h)))),
      element('tbody', {}, targets.map(target)));
  }

  function legend() {
    document.getElementById('legend').append(...model.counts.map(({ verdict }) => element('span', {},
      element('span', { class: `glyph ${verdict}`, 'aria-hidden': 'true' }, model.glyphs[verdict]), ` ${model.wordFor(verdict)}: ${model.meanings[verdict]}`)));
  }

  return {
    show(open, showAll) {
      conclusion();
      red(open, showAll);
      table();
      legend();
    },
  };
})();
