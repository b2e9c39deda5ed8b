'use strict';

// What the page shows, in its address: '#BEHAVIOUR&q=upsert&a=sqlite&b=postgres@18'. A behaviour that opens is a step that Back takes back.
const address = (() => {
  let filters = {}, behaviour;
  const decode = text => { try { return decodeURIComponent(text); } catch { return text; } };
  const encode = text => encodeURIComponent(text).replaceAll('%40', '@').replaceAll('%2C', ',');

  function write(how) {
    const parts = [
      ...behaviour === undefined ? [] : [encode(behaviour)],
      ...Object.entries(filters).filter(([, value]) => value).map(([name, value]) => `${name}=${encode(value)}`),
    ];
    history[how]({ open: behaviour !== undefined }, '', location.pathname + location.search + (parts.length ? '#' + parts.join('&') : ''));
  }

  return {
    read() {
      const asked = {};
      for (const part of location.hash.slice(1).split('&').filter(p => p)) {
        const at = part.indexOf('=');
        if (at < 0) asked.behaviour = decode(part); else asked[part.slice(0, at)] = decode(part.slice(at + 1));
      }
      return asked;
    },
    filter(by) { filters = by; write('replaceState'); },
    open(name) {
      if (behaviour === name) return;
      const isStep = behaviour === undefined && !history.state?.left;
      behaviour = name;
      write(isStep && this.read().behaviour !== name ? 'pushState' : 'replaceState');
    },
    // The step is left in the history, and taken by the next behaviour that opens.
    close() {
      if (behaviour === undefined) return;
      behaviour = undefined;
      write('replaceState');
      history.replaceState({ left: true }, '');
    },
    // Back has changed the address already.
    wentTo(name) { behaviour = name; },
  };
})();
