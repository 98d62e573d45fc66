import './phase-bar.css';

type Step = { readonly id: string; readonly state: 'not-started' | 'active' | 'done' | 'not-applicable' };

/** How far something is, as a row of short bars; what it means stands in `label`. */
export function PhaseBar({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  return (
    <span className="m-phase-bar" role="img" aria-label={label} title={label}>
      {steps.map(({ id, state }) => (
        <span key={id} data-state={state} />
      ))}
    </span>
  );
}
