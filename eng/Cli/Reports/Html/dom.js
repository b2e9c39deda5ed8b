'use strict';

// An element. Texts become text nodes, never markup: what engines answered is not to be trusted.
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'style') made.style.cssText = value; // The content policy forbids the attribute.
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter(c => c !== undefined && c !== ''));
  return made;
}

const format = {
  milliseconds: ms => ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`,
  number: n => n.toLocaleString('en'),
  date: iso => new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  plural: (n, one, many) => `${format.number(n)} ${n === 1 ? one : many}`,
};

const badge = cell => element('span', { class: `badge ${cell.isRed ? 'bad' : cell.verdict}` },
  element('span', { class: 'glyph', 'aria-hidden': 'true' }, cell.glyph), cell.word);
