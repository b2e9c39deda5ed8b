'use strict';

// The results, unpacked: HtmlReportData.cs says how they are packed.
const model = (() => {
  const packed = JSON.parse(document.getElementById('results').textContent);
  const { texts, verdicts, targets } = packed;
  const text = index => index ? texts[index] : undefined;
  let lowered;

  const red = new Set(['fail', 'stale', 'changed', 'missing']);
  const glyphs = { pass: '✓', difference: '≠', fail: '✕', stale: '↺', changed: 'Δ', missing: '?', unavailable: '–', skipped: '»' };
  const words = { difference: 'differs', fail: 'fails', unavailable: 'no server' };
  const counted = { difference: 'differ', unavailable: 'no server' };
  const meanings = {
    pass: 'did what it claims', difference: 'differs as the ledger says', fail: 'not in the ledger', stale: 'in the ledger, and no longer so',
    changed: 'differs otherwise than the ledger says', missing: 'did not run here', unavailable: 'no server', skipped: 'skipped by its author',
  };

  class Cell {
    constructor([target, verdict, answer, ms, observations, sql, error, failure, reason, entry, kept, accepted, flaky, trace, failedAt]) {
      this.target = target;
      this.verdict = verdicts[verdict];
      this.answer = answer;
      this.ms = ms;
      this.observed = observations ?? [];
      this.sent = sql ?? [];
      this.errorText = error ?? 0;
      this.failureText = failure ?? 0;
      this.reasonText = reason ?? 0;
      this.entryText = entry ?? 0;
      this.keptText = kept ?? 0;
      this.accepted = accepted === 1;
      this.flakyText = flaky ?? 0;
      this.traceText = trace ?? 0;
      this.failedAtText = failedAt ?? 0;
      this.odd = 0;
    }
    get isRed() { return this.flakyText > 0 || red.has(this.verdict) && !this.accepted; }
    get word() { return this.flakyText ? 'flaky' : (words[this.verdict] ?? this.verdict) + (this.accepted ? ', accepted' : ''); }
    get glyph() { return glyphs[this.verdict]; }
    get observations() {
      const pairs = [];
      for (let i = 0; i < this.observed.length; i += 2) pairs.push([texts[this.observed[i]], texts[this.observed[i + 1]]]);
      return pairs;
    }
    get sql() { return this.sent.map(text); }
    get error() { return text(this.errorText); }
    get failure() { return text(this.failureText); }
    get reason() { return text(this.reasonText); }
    get entry() { return text(this.entryText); }
    get kept() { return text(this.keptText); }
    get flaky() { return text(this.flakyText); }
    get trace() { return text(this.traceText); }
    get failedAt() { return text(this.failedAtText); }
    // What fits in the grid: the answer where there is one, else what the test did.
    get brief() { return this.isRed || !this.observed.length ? this.failureText && !this.isRed ? this.failure.replace('fails: ', '') : this.word : this.observations.map(o => o[1]).join(' · '); }
    mentions(found) {
      return found[this.errorText] || found[this.failureText] || found[this.reasonText] || this.observed.some(i => found[i]) || this.sent.some(i => found[i]);
    }
  }

  // What C# cannot spell in a name.
  const spoken = method => method.replaceAll('_', ' ').replace(/(\w) s(?= |$)/g, "$1's").replace(/n t(?= |$)/g, "n't");

  const behaviours = packed.behaviours.map(([name, subject, own, ...cells], index) => {
    const parsed = cells.map(c => new Cell(c));
    const dot = name.indexOf('.');
    const [, method, row] = /^([^(]*)(.*)$/s.exec(name.slice(dot + 1));
    const behaviour = {
      name, subject: texts[subject], own: own === 1, cells: parsed,
      title: spoken(method), row, source: text(packed.sources[index]), searched: `${name} ${method.replaceAll('_', ' ')} ${spoken(method)}`.toLowerCase(),
      byTarget: [], isRed: parsed.some(c => c.isRed),
    };
    for (const cell of parsed) behaviour.byTarget[cell.target] = cell;
    rankAnswers(parsed);
    behaviour.rank = behaviour.isRed ? 0 : disagree(behaviour, targets.map((_, i) => i)) ? 1 : 2;
    return behaviour;
  });

  // The answer that most targets gave is the plain one; the others stand out from it.
  function rankAnswers(cells) {
    const counts = [];
    for (const cell of cells) if (cell.answer) counts[cell.answer] = (counts[cell.answer] ?? 0) + 1;
    if (counts.length < 3) return;
    const order = Object.keys(counts).sort((a, b) => counts[b] - counts[a]);
    for (const cell of cells) if (cell.answer) cell.odd = Math.min(order.indexOf(String(cell.answer)), 3);
  }

  function disagree(behaviour, shown) {
    let first = 0;
    for (const target of shown) {
      const answer = behaviour.byTarget[target]?.answer ?? 0;
      if (answer && first && answer !== first) return true;
      first ||= answer;
    }
    return false;
  }

  // Subjects with something red first, then those where engines disagree; the same within a subject.
  const subjects = new Map();
  for (const behaviour of behaviours) {
    const subject = subjects.get(behaviour.subject) ?? { name: behaviour.subject, rank: 2 };
    subject.rank = Math.min(subject.rank, behaviour.rank);
    subjects.set(behaviour.subject, subject);
  }
  const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
  behaviours.sort((a, b) =>
    subjects.get(a.subject).rank - subjects.get(b.subject).rank || compare(a.subject, b.subject) || a.rank - b.rank || compare(a.name, b.name));

  // Which behaviours a filter leaves. A text is looked for once, however many cells say it.
  function select({ text = '', verdicts: wanted = new Set(), subject = '', shown, onlyDisagreeing = false }) {
    const words = text.toLowerCase().split(/\s+/).filter(w => w);
    if (words.length) lowered ??= texts.map(t => t.toLowerCase());
    const found = words.map(word => lowered.map((t, i) => i > 0 && t.includes(word)));
    return behaviours.filter(b =>
      (!subject || b.subject === subject)
      && (!wanted.size || shown.some(t => wanted.has(b.byTarget[t]?.verdict)))
      && (!onlyDisagreeing || disagree(b, shown))
      && words.every((word, i) => b.searched.includes(word) || shown.some(t => b.byTarget[t]?.mentions(found[i])))
      && shown.some(t => b.byTarget[t]));
  }

  const total = verdict => behaviours.reduce((sum, b) => sum + b.cells.filter(c => c.verdict === verdict).length, 0);

  return {
    ...packed, behaviours, subjects: [...subjects.values()].sort((a, b) => compare(a.name, b.name)), glyphs, meanings, select,
    wordFor: verdict => words[verdict] ?? verdict, countedAs: verdict => counted[verdict] ?? verdict,
    disagreeing: behaviours.filter(b => disagree(b, targets.map((_, i) => i))).length,
    reds: behaviours.flatMap(b => b.cells.filter(c => c.isRed).map(cell => ({ behaviour: b, cell }))),
    counts: verdicts.map(verdict => ({ verdict, count: total(verdict) })).filter(v => v.count),
    againFor: (behaviour, cell) => packed.again.replace('{behaviour}', () => behaviour.name.split('(')[0]).replace('{target}', () => targets[cell.target].name),
  };
})();
