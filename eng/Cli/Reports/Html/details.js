'use strict';

// One behaviour with everything about it: the targets side by side, those that say the same in one column.
const details = (() => {
  const dialog = document.getElementById('details');
  const body = document.getElementById('details-body');
  let current, list = [];

  const same = (a, b) =>
    a.verdict === b.verdict && a.accepted === b.accepted && a.answer === b.answer && a.errorText === b.errorText && a.failureText === b.failureText
    && a.reasonText === b.reasonText && a.flakyText === b.flakyText && a.entryText === b.entryText && a.keptText === b.keptText
    && a.traceText === b.traceText && a.sent.length === b.sent.length && a.sent.every((s, i) => s === b.sent[i]);

  function columns(behaviour) {
    const groups = [];
    for (const cell of behaviour.cells) {
      const group = groups.find(g => same(g[0], cell));
      if (group) group.push(cell); else groups.push([cell]);
    }
    return groups.sort((a, b) => b[0].isRed - a[0].isRed);
  }

  // Npgsql and SQLite parameters follow their statement as a comment.
  function statement(sql) {
    const [, text, parameters] = /^(.*?)(\s*-- @[\s\S]*)?$/s.exec(sql);
    return element('li', {}, element('pre', {}, element('code', {}, text.trim(), parameters ? element('span', { class: 'parameters' }, '\n' + parameters.trim()) : '')), copyButton(sql, 'Copy the statement'));
  }

  // The savepoint around each question is the harness's, and not what the test sent.
  const ofHarness = sql => /^(SAVEPOINT|RELEASE( SAVEPOINT)?|ROLLBACK( TRANSACTION)? TO( SAVEPOINT)?)\s+["`]?question["`]?;?$/i.test(sql.trim());

  function statements(sql) {
    const sent = sql.filter(s => !ofHarness(s));
    const others = sql.filter(ofHarness);
    return [
      sent.length ? [element('h4', {}, format.plural(sent.length, 'statement', 'statements')), element('ol', {}, sent.map(statement))] : '',
      others.length ? element('details', {}, element('summary', {}, `${format.number(others.length)} of the test harness`), element('ol', {}, others.map(statement))) : '',
    ].flat();
  }

  // A place in the sources, as a link where the page knows the repository.
  function place(source) {
    const [, file, line] = /^(.*):(\d+)$/.exec(source) ?? [];
    const shown = element('code', {}, source);
    return model.sourceBase && file ? element('a', { href: `${model.sourceBase}${file.split('/').map(encodeURIComponent).join('/')}#L${line}`, rel: 'noreferrer' }, shown) : shown;
  }

  function copyButton(text, label) {
    const button = element('button', {
      type: 'button', class: 'quiet copy', 'aria-label': label, onclick: async () => {
        await navigator.clipboard?.writeText(text);
        button.textContent = 'Copied';
      },
    }, 'Copy');
    return button;
  }

  function copied(label, text) {
    return element('div', { class: 'copied' }, element('h4', {}, label), copyButton(text), element('pre', {}, element('code', {}, text)));
  }

  function column(behaviour, cells, target) {
    const [first] = cells;
    const others = cells.length > 1 && cells.some(c => c.target === target);
    return element('section', { class: cells.some(c => c.target === target) ? 'column asked' : 'column' },
      element('div', { class: 'who' },
        element('h3', {}, cells.map((c, i) => [i ? ', ' : '', element('span', { class: others && c.target === target ? 'one' : undefined }, model.targets[c.target].name)]).flat()),
        element('p', {}, badge(first), element('span', { class: 'times' }, cells.filter(c => c.ms).map(c => format.milliseconds(c.ms)).join(', ')))),
      element('dl', { class: 'answers' }, first.observations.map(([label, answer]) => element('div', {}, element('dt', {}, label), element('dd', {}, answer)))),
      element('div', { class: 'said' },
        first.error ? element('pre', { class: 'error' }, first.error) : '',
        first.failedAt ? element('p', {}, 'At ', place(first.failedAt)) : '',
        first.trace ? element('details', {}, element('summary', {}, 'Exceptions and stack'), element('pre', {}, first.trace)) : '',
        first.flaky ? element('p', { class: 'error' }, `Its verdict varied: ${first.flaky}`) : '',
        first.failure && !first.error ? element('p', {}, element('code', {}, first.failure)) : '',
        first.kept ? copied('The database was kept', first.kept) : '',
        first.entry ? copied('Ledger entry, if this is how it is', first.entry) : '',
        first.isRed ? copied('Run just this again', model.againFor(behaviour, first)) : ''),
      element('div', { class: 'sql' }, first.sent.length
        ? statements(first.sql)
        : element('p', { class: 'version' }, 'No statements were sent.')));
  }

  function fill(behaviour, target) {
    current = behaviour;
    document.getElementById('details-subject').textContent = behaviour.own ? `${behaviour.subject}, of this backend alone` : behaviour.subject;
    document.getElementById('details-title').textContent = behaviour.title + behaviour.row;
    const groups = columns(behaviour);
    const reasons = [...new Set(behaviour.cells.map(c => c.reason).filter(r => r))];
    body.replaceChildren(
      behaviour.source ? element('p', { class: 'version source' }, place(behaviour.source)) : '',
      ...reasons.map(r => element('p', { class: 'reason' }, r)),
      element('div', { class: 'columns', style: `--columns:${groups.length}` }, groups.map(g => column(behaviour, g, target))));
    body.scrollTo(0, 0);
    const at = list.indexOf(behaviour);
    document.getElementById('previous').disabled = at <= 0;
    document.getElementById('next').disabled = at < 0 || at === list.length - 1;
    address.open(behaviour.name);
  }

  function open(behaviour, target, among) {
    list = among;
    fill(behaviour, target);
    if (!dialog.open) dialog.showModal();
    document.getElementById('details-title').focus();
  }

  const step = by => {
    const to = list[list.indexOf(current) + by];
    if (to) fill(to);
  };
  document.getElementById('previous').addEventListener('click', () => step(-1));
  document.getElementById('next').addEventListener('click', () => step(1));
  document.getElementById('close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', e => { if (e.target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => address.close());
  return { open, close: () => dialog.close() };
})();
