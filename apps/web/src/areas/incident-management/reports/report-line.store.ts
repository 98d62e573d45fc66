type Line = { readonly last: Promise<unknown>; readonly version: number };

const lines = new Map<string, Line>();

/**
 * Runs acts on the same report one after the other, each with the version that the one before gave it: our own earlier
 * act must not make the next one stale. A change by somebody else still does.
 */
export async function inLine<Answer>(
  report: { readonly id: string; readonly version: number },
  act: (version: number) => Promise<{ readonly answer: Answer; readonly version: number }>,
): Promise<Answer> {
  const { id } = report;
  const before = lines.get(id);
  const turn = (before?.last ?? Promise.resolve()).then(async () => {
    const version = Math.max(report.version, lines.get(id)?.version ?? 0);
    const done = await act(version);
    lines.set(id, { last: lines.get(id)?.last ?? Promise.resolve(), version: done.version });
    return done.answer;
  });
  // One that failed does not hold up the next.
  const last = turn.catch(() => undefined);
  lines.set(id, { last, version: before?.version ?? 0 });
  return turn;
}
