import { useSay } from '../../../../shared/language.ts';
import { ProseField, SelectField } from '../../../../ui/field.tsx';
import {
  noTarget,
  type Target,
  TargetFields,
  trimmedTarget,
} from '../../../governance/authority/sections/target.fields.tsx';
import { useAuthority } from '../../../governance/authority/sections/who-may.hook.ts';

/** What a decision is about: the action, what it is done to, and which evidence it costs. */
export type ActionDraft = { readonly actionKind: string; readonly target: Target; readonly evidenceLost: string };

/** What a form begins with that is opened from elsewhere: the action, the question, and the option that orders it. */
export type Initial = { readonly action: ActionDraft; readonly question: string; readonly order: string };

export const emptyAction: ActionDraft = { actionKind: 'stop-service', target: noTarget, evidenceLost: '' };

/** The body of a request from what was typed. */
export const actionBody = ({ actionKind, target, evidenceLost }: ActionDraft) => ({
  actionKind,
  target: trimmedTarget(target),
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
      <TargetFields
        label={say('decisions.form.system')}
        hint={say('decisions.form.system-hint')}
        target={draft.target}
        onChange={(target) => onChange({ ...draft, target })}
      />
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
