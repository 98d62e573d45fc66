/** Where a key leads from one tab of several; null for keys that lead nowhere. The row does not go round. */
export function nextTab(press: { readonly key: string; readonly at: number; readonly count: number }): number | null {
  const { key, at, count } = press;
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
