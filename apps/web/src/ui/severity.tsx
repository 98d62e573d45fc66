import './severity.css';

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low';

const bars: Readonly<Record<SeverityLevel, number>> = { critical: 4, high: 3, medium: 2, low: 1 };

/** How bad it is, as four bars and a word: readable without colour by the number of bars. */
export function SeverityMark({ level, word }: { readonly level: SeverityLevel | null; readonly word: string }) {
  const count = level === null ? 0 : bars[level];
  return (
    <span className="m-severity" data-level={level ?? 'none'}>
      <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
        {[0, 1, 2, 3].map((at) => (
          <rect key={at} x={at * 4} y={9 - at * 3} width="3" height={5 + at * 3} rx="0.8" data-on={at < count} />
        ))}
      </svg>
      {word}
    </span>
  );
}
