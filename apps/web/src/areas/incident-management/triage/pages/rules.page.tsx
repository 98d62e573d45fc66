import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { EditionHistory } from '../parts/edition-history.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { TriagePage } from '../parts/triage-page.tsx';
import { accountsQuery, classesQuery, compartmentsQuery, rulesQuery, type TriageRules } from '../queries.ts';
import { type DraftRule, fromDraft, isRuleUnfinished, moved, newRule, toDraft } from '../rules.draft.ts';
import { type RuleNames, RuleRow } from '../sections/rule-row.tsx';
import { RulesTrialSection } from '../sections/rules-trial.section.tsx';
import { useSettingDraft } from '../setting.save.ts';

/** The rules that propose triage, in their order: to read, to change as a whole, to try before keeping. */
export function RulesPage() {
  const { say } = useSay();
  const rules = useQuery(rulesQuery);
  return (
    <TriagePage>
      <p className="m-second">{say('triage.rules.text')}</p>
      {rules.data === undefined && <Waiting query={rules} />}
      {rules.data !== undefined && <Rules key={rules.data.latestVersion} rules={rules.data} />}
      {rules.data !== undefined && <EditionHistory versions={rules.data.versions} />}
    </TriagePage>
  );
}

function useNames(rules: TriageRules): RuleNames {
  const { locale } = useSay();
  const { may } = useMe();
  const classes = useQuery(classesQuery);
  const accounts = useQuery({ ...accountsQuery, enabled: may('accounts.list') });
  const compartments = useQuery(compartmentsQuery);
  return useMemo(
    () => ({
      classes: new Map(classes.data?.items.map((one) => [one.code, one.name[locale]])),
      accounts: new Map([...rules.accounts, ...(accounts.data?.items ?? [])].map(({ id, name }) => [id, name])),
      compartments: new Map(
        [...rules.compartments, ...(compartments.data?.items ?? [])].map(({ id, name }) => [id, name]),
      ),
    }),
    [rules, classes.data, accounts.data, compartments.data, locale],
  );
}

function Rules({ rules }: { readonly rules: TriageRules }) {
  const { say } = useSay();
  const kept = useMemo(() => toDraft(rules.rules), [rules.rules]);
  const draft = useSettingDraft<readonly DraftRule[]>(kept, rulesQuery.queryKey);
  const names = useNames(rules);
  const [open, setOpen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const made = useRef(0);
  const mayChange = rules.can.change;
  const isBlocked = draft.value.some(isRuleUnfinished);

  const add = () => {
    made.current += 1;
    const rule = newRule(`new ${made.current}`);
    draft.set([rule, ...draft.value]);
    setOpen(rule.key);
  };
  const save = () => {
    const body = { rules: fromDraft(draft.value), ...(note.trim() === '' ? {} : { note }) };
    void draft.save(body, (idempotencyKey) =>
      call('POST /api/v1/triage-rules', { body, version: rules.latestVersion, idempotencyKey }),
    );
  };
  const addButton = (
    <Button kind="primary" icon={IconPlus} onClick={add}>
      {say('triage.rule.add')}
    </Button>
  );

  return (
    <>
      <Card
        title={say('triage.rules.title')}
        note={`${say('platform.list.count', { count: draft.value.length })} ・ ${say('triage.history.version', { version: rules.version })}`}
        actions={mayChange && draft.value.length > 0 && addButton}
        isTight
      >
        {draft.value.length === 0 && <Empty action={mayChange && addButton}>{say('triage.rules.empty')}</Empty>}
        <ol className="m-rules">
          {draft.value.map((rule, at) => (
            <RuleRow
              key={rule.key}
              rule={rule}
              place={at + 1}
              count={draft.value.length}
              names={names}
              mayChange={mayChange}
              isOpen={open === rule.key}
              onOpen={(isOpen) => setOpen(isOpen ? rule.key : null)}
              onChange={(changed) => draft.set(draft.value.map((one) => (one.key === rule.key ? changed : one)))}
              onMove={(by) => draft.set(moved(draft.value, at, by))}
              onRemove={() => draft.set(draft.value.filter((one) => one.key !== rule.key))}
            />
          ))}
        </ol>
      </Card>
      {mayChange && <RulesTrialSection rules={() => fromDraft(draft.value)} isBlocked={isBlocked} names={names} />}
      <SaveBar draft={draft} onSave={save} isBlocked={isBlocked}>
        <TextField
          label={say('triage.save.note')}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </SaveBar>
    </>
  );
}
