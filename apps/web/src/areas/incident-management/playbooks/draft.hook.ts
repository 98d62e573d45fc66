import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';
import { useDrafts } from '../../../shared/session.queries.ts';
import { useStale } from '../../../shared/stale.hook.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import { type Definition, type Draft, draftQuery } from './queries.ts';

type Kept = { readonly version: number; readonly definition: Definition };

/** What was typed and not saved survives a reload, as long as nobody has saved another draft meanwhile. */
function readKept(text: string, version: number): Definition | null {
  if (text === '') return null;
  const kept = JSON.parse(text) as Kept;
  return kept.version === version ? kept.definition : null;
}

/** The draft as it is being edited, and the act of saving it. */
export function useDraftEditing(draft: Draft) {
  const { say } = useSay();
  const drafts = useDrafts();
  const queries = useQueryClient();
  const submit = useSubmit();
  const { code, version } = draft;
  const name = `playbook ${code}`;
  const [edited, setEdited] = useState<Definition | null>(() => readKept(drafts.read(name), version));
  const [basedOn, setBasedOn] = useState<string | null>(null);
  useStale(submit.problem, draftQuery(code).queryKey);

  const change = (definition: Definition) => {
    setEdited(definition);
    drafts.write(name, JSON.stringify({ version, definition } satisfies Kept));
  };
  const forget = () => {
    setEdited(null);
    setBasedOn(null);
    drafts.write(name, '');
  };
  const definition = edited ?? draft.definition;
  const save = () =>
    submit.run({ definition, version, basedOn }, async (idempotencyKey) => {
      const body = { definition, ...(basedOn === null ? {} : { basedOn }) };
      const saved = await call('POST /api/v1/playbooks/{code}/draft', {
        params: { code },
        body,
        version,
        idempotencyKey,
      });
      queries.setQueryData(draftQuery(code).queryKey, saved);
      queries.removeQueries({ queryKey: ['playbook', 'difference', code] });
      await queries.invalidateQueries({ queryKey: ['playbook', 'list'] });
      forget();
      toastDone(say('playbooks.edit.saved'), say('platform.act.close'));
    });
  /** Takes over a whole version or file, to be saved as the draft. */
  const takeOver = (taken: Definition, from: string | null) => {
    change(taken);
    setBasedOn(from);
  };
  return { definition, isChanged: edited !== null, submit, change, save, forget, takeOver };
}
