import { useSay } from '../../../../shared/language.ts';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { useAuthority } from '../../../governance/authority/sections/who-may.hook.ts';

/** What a decision is about: the action, what it is done to, and which evidence it costs. */
export type ActionDraft = { readonly actionKind: string; readonly system: string; readonly evidenceLost: string };

/** What a form begins with that is opened from elsewhere: the action, the question, and the option that orders it. */
export type Initial = { readonly action: ActionDraft; readonly question: string; readonly order: string };

export const emptyAction: ActionDraft = { actionKind: 'stop-service', system: '', evidenceLost: '' };

/** The body of a request from what was typed. */
export const actionBody = ({ actionKind, system, evidenceLost }: ActionDraft) => ({
  actionKind,
  target: { system: system.trim(), site: '', tag: '' },
  evidenceLost: evidenceLost.trim(),
});

/** The fields of the action, shared by a brief, an order and what was said. */
export function ActionFields({
  draft,
  onChange,
}: {
  readonly draft: ActionDraft;
  readonly onChange: (draft: ActionDraft) => void;
}) {
  const { say, locale } = useSay();
  const { data } = useAuthority();
  const names = [
    ...new Set(
      (data?.current?.definition.rules ?? []).flatMap(({ scope }) => (scope.kind === 'system' ? scope.names : [])),
    ),
  ];
  const kind = data?.actionKinds.find(({ code }) => code === draft.actionKind);
  return (
    <>
      <SelectField
        label={say('decisions.form.action')}
        hint={say('decisions.form.action-hint')}
        value={draft.actionKind}
        onChange={(event) => onChange({ ...draft, actionKind: event.currentTarget.value })}
      >
        {(data?.actionKinds ?? []).map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('decisions.form.system')}
        hint={say('decisions.form.system-hint')}
        maxLength={120}
        list="m-decision-systems"
        value={draft.system}
        onChange={(event) => onChange({ ...draft, system: event.currentTarget.value })}
      />
      <datalist id="m-decision-systems">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {kind?.losesEvidence === true && (
        <ProseField
          label={say('decisions.form.evidence-lost')}
          hint={say('decisions.form.evidence-lost-hint')}
          required
          rows={2}
          maxLength={2_000}
          value={draft.evidenceLost}
          onChange={(event) => onChange({ ...draft, evidenceLost: event.currentTarget.value })}
        />
      )}
    </>
  );
}
