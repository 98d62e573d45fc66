import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Notice, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { ApproveForm } from '../forms/approve.form.tsx';
import { RuleForm } from '../forms/rule.form.tsx';
import { authorityLink } from '../links.ts';
import {
  type Authority,
  type AuthorityDraft,
  authorityQuery,
  type Definition,
  draftKey,
  draftQuery,
  type Rule,
} from '../queries.ts';
import { DifferenceList } from '../sections/difference-list.tsx';
import { MatrixTables } from '../sections/matrix-table.tsx';

/** The next version of the matrix: written by some, approved by somebody else. */
export function AuthorityDraftPage() {
  const { say } = useSay();
  const authority = useQuery(authorityQuery);
  const draft = useQuery(draftQuery);
  if (authority.data === undefined || draft.data === undefined)
    return (
      <Page title={say('authority.edit.title')}>
        <Waiting query={authority.data === undefined ? authority : draft} />
      </Page>
    );
  return <Editor key={draft.data.version} authority={authority.data} draft={draft.data} />;
}

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** An empty rule with an id and a number that no other one has. */
function newRule(rules: readonly Rule[]): Rule {
  let at = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${at}`)) at += 1;
  return {
    ...{ id: `rule-${at}`, number: '', force: 'order', actionKinds: [], scope: { kind: 'all', names: [] } },
    ...{ severityAtLeast: null, when: 'always', mayOrder: [], mustInform: [], carriesOut: [], carriesOutText: '' },
    ...{ needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
  };
}

function Editor({ authority, draft }: { readonly authority: Authority; readonly draft: AuthorityDraft }) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, draftKey);
  const [definition, setDefinition] = useState<Definition>(draft.definition);
  const [edited, setEdited] = useState<Rule | null>(null);
  const [asked, setAsked] = useState<'approve' | 'discard' | null>(null);
  const isChanged = JSON.stringify(definition) !== JSON.stringify(draft.definition);
  const { rules, business } = definition;
  const setBusiness = (change: Partial<Definition['business']>) =>
    setDefinition({ ...definition, business: { ...business, ...change } });
  const put = (rule: Rule) => {
    const isThere = rules.some(({ id }) => id === rule.id);
    const next = isThere ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule];
    setDefinition({ ...definition, rules: next });
    setEdited(null);
  };
  const save = () =>
    submit.run([draft.version, definition], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/authority/draft', {
        version: draft.version,
        body: { definition },
        idempotencyKey,
      });
      queries.setQueryData(draftKey, saved);
      await queries.invalidateQueries({ queryKey: ['authority'] });
      toastDone(say('authority.edit.saved'), say('platform.act.close'));
    });
  const discard = () =>
    submit.run(['discard', draft.version], async (idempotencyKey) => {
      await call('POST /api/v1/authority/draft/discard', { version: draft.version, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['authority'] });
      await queries.invalidateQueries({ queryKey: draftKey });
      toastDone(say('authority.edit.discarded'), say('platform.act.close'));
      go(authorityLink);
    });
  const mayEdit = authority.can.draft;
  return (
    <Page
      title={say('authority.edit.title')}
      actions={
        mayEdit ? (
          <>
            {draft.isBegun && <Button onClick={() => setAsked('discard')}>{say('authority.edit.discard')}</Button>}
            <Button
              kind="primary"
              isBusy={submit.busy}
              disabled={!isChanged && draft.isBegun}
              onClick={() => void save()}
            >
              {say('authority.edit.save')}
            </Button>
          </>
        ) : undefined
      }
    >
      <p className="m-second">
        {draft.isBegun
          ? say('authority.edit.begun', { names: draft.authors.map(({ name }) => name).join('、') })
          : say('authority.edit.new')}
      </p>
      {!draft.isBegun && authority.versions.length === 0 && (
        <Notice tone="quiet">{say('authority.edit.proposal')}</Notice>
      )}
      {isChanged && <Notice tone="amber">{say('authority.edit.unsaved')}</Notice>}
      <Refusal problem={submit.problem} />
      {draft.isBegun && !isChanged && (
        <ApprovalCard authority={authority} draft={draft} onApprove={() => setAsked('approve')} />
      )}
      <MatrixTables
        rules={rules}
        {...(mayEdit
          ? {
              actions: (rule: Rule) => (
                <Button
                  size="small"
                  aria-label={say('authority.edit.change-named', { number: rule.number })}
                  onClick={() => setEdited(rule)}
                >
                  {say('authority.edit.change')}
                </Button>
              ),
            }
          : {})}
      />
      {mayEdit && (
        <p>
          <Button onClick={() => setEdited(newRule(rules))}>{say('authority.edit.add')}</Button>
        </p>
      )}
      <Card title={say('authority.edit.business')} note={say('authority.edit.business-text')}>
        <fieldset className="m-form" disabled={!mayEdit}>
          <legend className="m-hidden">{say('authority.edit.business')}</legend>
          <div className="m-row">
            {dayNames.map((name, day) => (
              <Check
                key={name}
                label={say(`authority.day.${name}`)}
                checked={business.days.includes(day)}
                onChange={(event) =>
                  setBusiness({
                    days: event.currentTarget.checked
                      ? [...business.days, day].toSorted()
                      : business.days.filter((one) => one !== day),
                  })
                }
              />
            ))}
          </div>
          <div className="m-authority-test">
            <TextField
              label={say('authority.edit.from')}
              type="time"
              value={business.from}
              onChange={(event) => setBusiness({ from: event.currentTarget.value })}
            />
            <TextField
              label={say('authority.edit.until')}
              type="time"
              value={business.until}
              onChange={(event) => setBusiness({ until: event.currentTarget.value })}
            />
          </div>
          <Check
            label={say('authority.edit.holidays')}
            checked={business.closesOnHolidays}
            onChange={(event) => setBusiness({ closesOnHolidays: event.currentTarget.checked })}
          />
        </fieldset>
      </Card>
      <Dialog
        title={
          edited !== null && rules.some(({ id }) => id === edited.id)
            ? say('authority.edit.rule', { number: edited.number })
            : say('authority.edit.rule-new')
        }
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        size={720}
      >
        {edited !== null && (
          <RuleForm
            key={edited.id}
            rule={edited}
            authority={authority}
            rules={rules}
            onDone={put}
            onRemove={
              rules.some(({ id }) => id === edited.id)
                ? () => {
                    setDefinition({ ...definition, rules: rules.filter(({ id }) => id !== edited.id) });
                    setEdited(null);
                  }
                : null
            }
            onClose={() => setEdited(null)}
          />
        )}
      </Dialog>
      <Dialog
        title={say('authority.edit.approve')}
        isOpen={asked === 'approve'}
        onClose={() => setAsked(null)}
        size={560}
      >
        {asked === 'approve' && (
          <ApproveForm draft={draft} onClose={() => setAsked(null)} onDone={() => go(authorityLink)} />
        )}
      </Dialog>
      <Dialog title={say('authority.edit.discard')} isOpen={asked === 'discard'} onClose={() => setAsked(null)}>
        <p>{say('authority.edit.discard-text')}</p>
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(null)}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" isBusy={submit.busy} onClick={() => void discard()}>
            {say('authority.edit.discard')}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

/** What is missing, what changes, and the way to approve for whoever may. */
function ApprovalCard(props: {
  readonly authority: Authority;
  readonly draft: AuthorityDraft;
  readonly onApprove: () => void;
}) {
  const { authority, draft, onApprove } = props;
  const { say, has } = useSay();
  const { current } = authority;
  const sayProblem = (code: string) => {
    const key = `authority.problem.${code}`;
    return has(key) ? say(key) : code;
  };
  return (
    <>
      {draft.problems.length > 0 && (
        <Notice tone="amber">
          <p className="m-strong">{say('authority.edit.problems')}</p>
          <ul>
            {draft.problems.map(({ path, code, name }) => (
              <li key={`${path} ${code}`}>
                {name} {sayProblem(code)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {current !== null && (
        <Card title={say('authority.edit.changes')} isTight>
          <DifferenceList from={current.number} to="draft" />
        </Card>
      )}
      {draft.can.approve ? (
        <p>
          <Button kind="primary" disabled={draft.problems.length > 0} onClick={onApprove}>
            {say('authority.edit.approve')}
          </Button>
        </p>
      ) : (
        <p className="m-second">{say('authority.edit.not-yours')}</p>
      )}
    </>
  );
}
