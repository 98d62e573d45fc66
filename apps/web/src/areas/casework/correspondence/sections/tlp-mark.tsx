import type { MessageTlp } from '@matoi/contract/values';
import './correspondence.css';

/** A marking of the Traffic Light Protocol, always with its word, in its own colours. */
export function TlpMark({ tlp }: { readonly tlp: MessageTlp }) {
  return (
    <span className="m-tlp-mark" data-tlp={tlp}>
      {`TLP:${tlp.toUpperCase()}`}
    </span>
  );
}
