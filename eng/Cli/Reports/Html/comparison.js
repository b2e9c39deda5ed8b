'use strict';

// Two targets against each other: only where they differ, what matters most first.
const comparison = (() => {
  const kinds = ['refused', 'other answer', 'other spelling'];
  const meanings = ['Refused by one of them', 'Another answer', 'The same, spelled otherwise'];

  // true and 1, 1.50 and 1.5, the number and its text.
  function plain(answer) {
    const text = answer.trim().replace(/^"(.*)"$/s, '$1');
    if (text === 'true') return '1';
    if (text === 'false') return '0';
    return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
  }

  const refuses = cell => cell.failureText > 0 || cell.observations.some(([, answer]) => answer.startsWith('error '));
  const said = cell => cell.observations.length ? cell.observations.map(([label, answer]) => `${label}: ${answer}`).join('; ') : cell.failure ?? cell.word;

  // Which kind of difference, as a number; undefined where there is none, or where one of them did not answer.
  function kindOf(behaviour, a, b) {
    const first = behaviour.byTarget[a], second = behaviour.byTarget[b];
    if (!first?.answer || !second?.answer || first.answer === second.answer) return undefined;
    if (refuses(first) !== refuses(second)) return 0;
    const same = first.observations.length === second.observations.length
      && first.observations.every(([label, answer], i) => label === second.observations[i][0] && plain(answer) === plain(second.observations[i][1]));
    return same && !refuses(first) ? 2 : 1;
  }

  function of(behaviours, a, b) {
    const rows = behaviours.map(behaviour => ({ behaviour, kind: kindOf(behaviour, a, b) })).filter(r => r.kind !== undefined);
    rows.sort((x, y) => x.kind - y.kind);
    return rows.map(r => ({ ...r, first: said(r.behaviour.byTarget[a]), second: said(r.behaviour.byTarget[b]) }));
  }

  const table = (rows, a, b) => [
    ['Difference', 'Subject', 'Behaviour', model.targets[a].name, model.targets[b].name],
    ...rows.map(r => [kinds[r.kind], r.behaviour.subject, r.behaviour.title + r.behaviour.row, r.first, r.second]),
  ];
  const inCell = text => text.replace(/[\\`*_{}\[\]<>|#~&!]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
  // A spreadsheet computes what begins like a formula.
  const inField = text => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : '') + text.replaceAll('"', '""')}"`;

  return {
    of,
    meaning: row => meanings[row.kind],
    counts: rows => kinds.map((kind, i) => [rows.filter(r => r.kind === i).length, kind]).filter(([n]) => n).map(([n, kind]) => `${format.number(n)} ${kind}`).join(' · '),
    markdown(rows, a, b) {
      const [head, ...lines] = table(rows, a, b).map(cells => `| ${cells.map(inCell).join(' | ')} |`);
      return [head, '|---|---|---|---|---|', ...lines].join('\n') + '\n';
    },
    csv: (rows, a, b) => table(rows, a, b).map(cells => cells.map(inField).join(',')).join('\r\n') + '\r\n',
  };
})();
