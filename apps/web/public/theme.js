// Runs before the first paint, so that neither theme nor language flashes. Kept outside the bundle because the
// content security policy allows no inline script.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be switched off; the defaults serve.
    }
  };
  const root = document.documentElement;
  const wanted = read('matoi.theme');
  const isDark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  const locale = read('matoi.locale') ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');
  root.lang = locale === 'en' ? 'en' : 'ja';
})();
