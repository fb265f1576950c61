/* What is chosen, in the address, so that it can be shared. */
(function () {
  'use strict';
  const S = window.sonoprobe;
  if (!S.data) {
    return;
  }
  S.readFragment = () => {
    const [section, query] = location.hash.replace(/^#\/?/, '').split('?');
    const params = Object.create(null);
    (query || '')
      .split('&')
      .filter(Boolean)
      .forEach((part) => {
        const at = part.indexOf('=');
        try {
          params[decodeURIComponent(part.slice(0, at))] = decodeURIComponent(part.slice(at + 1));
        } catch (e) {
          /* not ours */
        }
      });
    return { section, params };
  };
  S.shared = {};
  S.fragment = (section, parts) => {
    const common = Object.entries(S.shared).map(([k, v]) => k + '=' + encodeURIComponent(v));
    history.replaceState(null, '', '#/' + section + '?' + common.concat(parts).join('&'));
  };
})();
