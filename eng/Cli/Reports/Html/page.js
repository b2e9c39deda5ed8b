'use strict';

// The filters, and what ties the parts together.
(() => {
  const get = id => document.getElementById(id);
  const all = model.targets.map((_, i) => i);
  const state = { text: '', verdicts: new Set(), subject: '', shown: all, onlyDisagreeing: false, first: undefined, second: undefined };
  let compared = [];

  function apply() {
    const comparing = state.first !== undefined && state.second !== undefined && state.first !== state.second;
    const shown = comparing ? [state.first, state.second] : state.shown;
    const found = model.select({ ...state, shown });
    compared = comparing ? comparison.of(found, state.first, state.second) : [];
    const selected = comparing ? compared.map(r => r.behaviour) : found;
    const headers = new Map(compared.map(r => [r.behaviour, comparison.meaning(r)]));
    grid.show(selected, shown, comparing ? b => headers.get(b) : undefined);
    get('compared').textContent = comparing ? comparison.counts(compared) || 'They agree in all.' : '';
    get('markdown').hidden = get('csv').hidden = !compared.length;
    get('first').value = state.first ?? '';
    get('second').value = state.second ?? '';
    address.filter({
      q: state.text, subject: state.subject, verdict: [...state.verdicts].join(','), differ: state.onlyDisagreeing ? '1' : '',
      on: state.shown.length < all.length ? state.shown.map(t => model.targets[t].name).join(',') : '',
      a: model.targets[state.first]?.name, b: model.targets[state.second]?.name,
    });
    get('none').hidden = selected.length > 0;
    get('count').textContent = `${format.number(selected.length)} of ${format.number(model.behaviours.length)}`;
    for (const chip of document.querySelectorAll('[data-verdict]')) chip.setAttribute('aria-pressed', state.verdicts.has(chip.dataset.verdict));
    for (const chip of document.querySelectorAll('[data-target]')) chip.setAttribute('aria-pressed', state.shown.includes(Number(chip.dataset.target)));
    get('text').value = state.text;
    get('subject').value = state.subject;
    get('disagree').checked = state.onlyDisagreeing;
  }

  function change(by) {
    Object.assign(state, by);
    apply();
    // What was scrolled to may be gone: begin again below the bar, where the reader is.
    const top = get('bar').parentElement.getBoundingClientRect().top;
    if (top < 0) get('bar').scrollIntoView({ block: 'start' });
  }

  const toggled = (set, value) => {
    const next = new Set(set);
    if (!next.delete(value)) next.add(value);
    return next;
  };
  const reset = { text: '', verdicts: new Set(), subject: '', shown: all, onlyDisagreeing: false, first: undefined, second: undefined };

  get('verdicts').append(...model.counts.map(({ verdict, count }) => element('button', {
    type: 'button', class: `chip ${verdict}`, 'data-verdict': verdict, 'aria-pressed': 'false', title: model.meanings[verdict],
    onclick: () => change({ verdicts: toggled(state.verdicts, verdict) }),
  }, element('span', { class: 'glyph', 'aria-hidden': 'true' }, model.glyphs[verdict]), `${model.countedAs(verdict)} `, element('span', { class: 'version' }, format.number(count)))));

  get('engines').append(...all.map(target => element('button', {
    type: 'button', class: 'chip', 'data-target': target, 'aria-pressed': 'true', title: `Show or hide ${model.targets[target].name}`,
    onclick: () => {
      const next = toggled(new Set(state.shown), target);
      change({ shown: next.size ? all.filter(t => next.has(t)) : all });
    },
  }, model.targets[target].name)));
  get('engines').hidden = all.length < 2;
  get('disagree').closest('label').hidden = all.length < 2;

  get('compare').hidden = all.length < 2;
  for (const side of ['first', 'second']) {
    get(side).append(element('option', { value: '' }, side === 'first' ? 'a target' : 'another'), ...all.map(t => element('option', { value: t }, model.targets[t].name)));
    get(side).addEventListener('change', e => change({ [side]: e.target.value === '' ? undefined : Number(e.target.value) }));
  }
  const download = (name, type, text) => element('a', { href: `data:${type};charset=utf-8,${encodeURIComponent(text)}`, download: name }).click();
  get('markdown').addEventListener('click', () => download('comparison.md', 'text/markdown', comparison.markdown(compared, state.first, state.second)));
  get('csv').addEventListener('click', () => download('comparison.csv', 'text/csv', comparison.csv(compared, state.first, state.second)));

  get('subject').append(element('option', { value: '' }, 'All subjects'), ...model.subjects.map(s => element('option', { value: s.name }, s.name)));
  get('subject').addEventListener('change', e => change({ subject: e.target.value }));
  get('disagree').addEventListener('change', e => change({ onlyDisagreeing: e.target.checked }));
  get('text').addEventListener('input', e => change({ text: e.target.value }));
  get('reset').addEventListener('click', () => change(reset));
  addEventListener('keydown', e => {
    if (e.key !== '/' || e.target.closest('input, select, dialog')) return;
    e.preventDefault();
    get('text').focus();
  });

  const open = (behaviour, target, among) => details.open(behaviour, target, among ?? grid.behavioursShown());
  grid.onOpen(open);
  summary.show(open, () => {
    change({ ...reset, verdicts: new Set(model.reds.map(r => r.cell.verdict)) });
    get('behaviours-title').scrollIntoView();
  });

  const named = name => { const at = model.targets.findIndex(t => t.name === name); return at < 0 ? undefined : at; };
  const list = text => (text ?? '').split(',').filter(w => w);
  function goTo(asked) {
    const on = list(asked.on).map(named).filter(t => t !== undefined);
    Object.assign(state, {
      text: asked.q ?? '', verdicts: new Set(list(asked.verdict).filter(v => model.verdicts.includes(v))), onlyDisagreeing: asked.differ === '1',
      subject: model.subjects.some(s => s.name === asked.subject) ? asked.subject : '', shown: on.length ? on : all, first: named(asked.a), second: named(asked.b),
    });
    address.wentTo(asked.behaviour);
    apply();
    const behaviour = model.behaviours.find(b => b.name === asked.behaviour);
    if (behaviour) open(behaviour); else { address.wentTo(undefined); details.close(); }
  }
  addEventListener('popstate', () => goTo(address.read()));
  goTo(address.read());
})();
