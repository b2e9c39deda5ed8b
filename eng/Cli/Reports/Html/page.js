'use strict';

// The filters, and what ties the parts together.
(() => {
  const get = id => document.getElementById(id);
  const all = model.targets.map((_, i) => i);
  const state = { text: '', verdicts: new Set(), subject: '', shown: all, onlyDisagreeing: false };

  function apply() {
    const selected = model.select(state);
    grid.show(selected, state.shown);
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
  const reset = { text: '', verdicts: new Set(), subject: '', shown: all, onlyDisagreeing: false };

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
  apply();
  const asked = model.behaviours.find(b => b.name === decodeURIComponent(location.hash.slice(1)));
  if (asked) open(asked);
})();
