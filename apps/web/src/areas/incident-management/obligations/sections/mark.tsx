import type { ObligationForce } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { markKey } from '../duty.rules.ts';

/** What a duty rests on: 法令 solid, 契約 outlined, 目安 dashed, 社内 soft. The word stands in it. */
export function ForceMark({ force }: { readonly force: ObligationForce }) {
  const { say } = useSay();
  return (
    <span className="m-duty-mark" data-force={force}>
      {say(markKey(force))}
    </span>
  );
}
