/**
 * Lets those who ask for the same thing at the same time share a reading. Nobody is answered by a reading that began
 * before he asked, so what was changed before is never missed. Failures are everybody's who shared it.
 */
export function makeSharedReading<Answer>(read: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
  type Line = { readonly running: Promise<Answer>; next: Promise<Answer> | null };
  const lines = new Map<string, Line>();

  function begin(key: string): Promise<Answer> {
    const line: Line = { running: read(key), next: null };
    lines.set(key, line);
    const end = () => {
      if (lines.get(key) === line && line.next === null) lines.delete(key);
    };
    line.running.then(end, end);
    return line.running;
  }

  return (key) => {
    const line = lines.get(key);
    if (line === undefined) return begin(key);
    const again = () => begin(key);
    line.next ??= line.running.then(again, again);
    return line.next;
  };
}
