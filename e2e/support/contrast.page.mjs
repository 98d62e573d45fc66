/**
 * Runs inside of a page, beside axe: finds text whose contrast is too weak, and looks only at text that nobody has
 * looked at before. Measuring contrast is the most expensive thing that axe does, and most text of a page (menu, head,
 * cells of a table) looks exactly like text of the page before.
 *
 * Two texts look alike when they and everything around them, outwards, are of the same kind and style. Text that floats
 * over something that it does not lie in (a label over a bar) is looked at each time.
 *
 * Takes the marks of what was in order before; answers what is wrong and the marks of what is in order now.
 */
globalThis.contrastFindings = async (inOrder) => {
  const styles = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize', 'fontWeight', 'textShadow'];
  const effects = ['filter', 'mixBlendMode', 'visibility', 'clip', 'clipPath', 'position', 'transform'];
  const rule = { type: 'rule', values: ['color-contrast'] };
  const known = new Set(inOrder);
  const seen = new Map();

  const look = (element) => {
    const before = seen.get(element);
    if (before !== undefined) return before;
    const around = element.parentElement === null ? { mark: '', floats: false } : look(element.parentElement);
    const style = getComputedStyle(element);
    const own = [element.localName, element.matches(':disabled, [aria-disabled="true"]')];
    for (const name of [...styles, ...effects]) own.push(style[name]);
    const mark = hashOf(`${around.mark} ${own.join()}`);
    const isOpaque = /^rgb\(/.test(style.backgroundColor);
    const lifts = style.position === 'absolute' || style.position === 'fixed' || style.transform !== 'none';
    const found = { mark, floats: !isOpaque && (lifts || around.floats) };
    seen.set(element, found);
    return found;
  };

  const fresh = [];
  const asked = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    if (!saysSomething(element)) continue;
    const { mark, floats } = look(element);
    if (!floats && (known.has(mark) || asked.has(mark))) continue;
    asked.add(mark);
    fresh.push(element);
  }
  if (fresh.length === 0) return { violations: [], inOrder: [] };

  const resultTypes = ['passes', 'violations', 'incomplete'];
  const options = { runOnly: rule, resultTypes, selectors: false, elementRef: true, iframes: false, preload: false };
  const results = await globalThis.axe.run({ include: fresh }, options);
  const passed = results.passes.flatMap(({ nodes }) => nodes.map(({ element }) => look(element)));
  const marks = new Set(passed.filter(({ floats }) => !floats).map(({ mark }) => mark));
  for (const { nodes } of results.incomplete) for (const { element } of nodes) marks.delete(look(element).mark);
  for (const { nodes } of results.violations) for (const { element } of nodes) marks.delete(look(element).mark);
  const wrong = results.violations.flatMap(({ nodes }) => nodes.map(({ element }) => element));
  if (wrong.length === 0) return { violations: [], inOrder: [...marks] };
  const named = await globalThis.axe.run(
    { include: wrong },
    { ...options, resultTypes: ['violations'], selectors: true },
  );
  return {
    violations: named.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, target: target.join(' '), reason: failureSummary ?? '' })),
    ),
    inOrder: [...marks],
  };
};

function saysSomething(element) {
  if (element.matches('input, select, textarea')) return true;
  return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
}

/** 53 bits of a text: enough that no two of some thousand marks are the same by chance. */
function hashOf(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
