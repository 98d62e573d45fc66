import type { Tlp } from '@matoi/contract/values';
import './tlp-chip.css';

/** A label of the Traffic Light Protocol 2.0 in its exact colours, always with its word. */
export function TlpChip({ label }: { readonly label: Tlp }) {
  return (
    <span className="m-tlp" data-tlp={label} lang="en">
      {tlpText(label)}
    </span>
  );
}

/** `TLP:AMBER+STRICT`, as the standard writes it in every language. */
export function tlpText(label: Tlp): string {
  return `TLP:${label.toUpperCase()}`;
}
