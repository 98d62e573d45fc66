import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { Notice, SelectField } from '../../../../ui/field.tsx';
import type { Definition } from '../definition.read.ts';
import { OwnRuleForm } from '../forms/own-rule.form.tsx';
import { beginFrom, draftOf, type RuleDraft } from '../own-rule.draft.ts';
import { readRuleFile, ruleFile } from '../own-rule.file.ts';
import { type Rules, rulesKey } from '../rules.queries.ts';
import { useDutyWords } from '../words.hook.ts';

type Editing = { readonly draft: RuleDraft; readonly version: number };

/** Contracts, insurance and the company's own rules: written in a form, in versions, taken along as a file. */
export function OwnRulesCard({ rules }: { readonly rules: Rules }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const { may } = useMe();
  const { zone } = useReading();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [imported, setImported] = useState<readonly Definition[] | null>(null);
  const [isWrongFile, setWrongFile] = useState(false);
  const mayWrite = may('obligation-rules.write');
  const begin = (templateId: string) => {
    const template = rules.templates.find(({ id }) => id === templateId) ?? null;
    const id = `own-${crypto.randomUUID().slice(0, 13)}`;
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
    setEditing({ draft: beginFrom(template, { id, today, zone }), version: 0 });
  };
  const read = (content: string) => {
    const found = readRuleFile(content);
    setWrongFile(found === null);
    setImported(found);
  };
  const names = (imported ?? []).map(({ name, id }) => text(asText(name)) || String(id)).join('、');
  return (
    <Card
      title={say('obligation-rules.own.title')}
      note={say('obligation-rules.own.count', { count: rules.own.length })}
      isTight
      actions={
        rules.own.length > 0 && (
          <Button
            size="small"
            onClick={() =>
              downloadText(
                'obligation-rules.json',
                ruleFile(
                  rules.own.flatMap(({ versions }) => (versions[0] === undefined ? [] : [versions[0].definition])),
                ),
              )
            }
          >
            {say('obligation-rules.own.export')}
          </Button>
        )
      }
    >
      <div className="m-duty-facts">
        <p className="m-second">{say('obligation-rules.own.explained')}</p>
        {rules.own.length === 0 && <p>{say('obligation-rules.own.none')}</p>}
      </div>
      <ul className="m-rule-list">
        {rules.own.map((own) => (
          <OwnLine key={own.regimeId} own={own} onEdit={mayWrite ? setEditing : null} />
        ))}
      </ul>
      {mayWrite && (
        <div className="m-duty-bottom m-own-begin">
          <SelectField
            label={say('obligation-rules.own.new')}
            value=""
            onChange={(event) => {
              if (event.currentTarget.value !== '') begin(event.currentTarget.value);
            }}
          >
            <option value="">{say('obligations.fact.choose')}</option>
            {rules.templates.map(({ id, name }) => (
              <option key={String(id)} value={String(id)}>
                {text(asText(name))}
              </option>
            ))}
            <option value="empty">{say('obligation-rules.own.empty')}</option>
          </SelectField>
          <FileButton onRead={read}>{say('obligation-rules.own.import')}</FileButton>
        </div>
      )}
      {isWrongFile && (
        <div className="m-duty-facts">
          <Notice tone="red">{say('obligation-rules.own.wrong-file')}</Notice>
        </div>
      )}
      <Dialog
        title={say(
          editing === null || editing.version === 0 ? 'obligation-rules.own.new' : 'obligation-rules.own.change',
        )}
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size={760}
      >
        {editing !== null && (
          <OwnRuleForm
            key={`${editing.draft.id} ${editing.version}`}
            rules={rules}
            begun={editing.draft}
            version={editing.version}
            onClose={() => setEditing(null)}
          />
        )}
      </Dialog>
      <Dialog title={say('obligation-rules.own.import')} isOpen={imported !== null} onClose={() => setImported(null)}>
        {imported !== null && (
          <ReasonForm
            explained={say('obligation-rules.own.import-explained', { count: imported.length, names })}
            isTyped
            label={say('obligation-rules.own.why')}
            act={say('obligation-rules.own.import')}
            kind="primary"
            about={imported}
            stale={['obligation-rule', 'obligation']}
            onClose={() => setImported(null)}
            send={async (reason, key) => {
              for (const definition of imported) {
                const current = rules.own.find(({ regimeId }) => regimeId === definition.id)?.versions[0];
                const saved = await call('POST /api/v1/obligation-rules/own', {
                  body: { definition, version: current?.version ?? 0, reason },
                  idempotencyKey: `${key.slice(0, 30)}-${String(definition.id).slice(0, 30)}`,
                });
                queries.setQueryData(rulesKey, saved);
              }
              return say('obligation-rules.own.imported', { count: imported.length });
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}

function asText(value: unknown): { readonly ja: string; readonly en: string } {
  const { ja, en } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return { ja: typeof ja === 'string' ? ja : '', en: typeof en === 'string' ? en : '' };
}

type LineProps = { readonly own: Rules['own'][number]; readonly onEdit: ((editing: Editing) => void) | null };

function OwnLine({ own, onEdit }: LineProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const [showsVersions, setShowsVersions] = useState(false);
  const [current] = own.versions;
  if (current === undefined) return null;
  const name = text(asText(current.definition.name));
  const draft = draftOf(current.definition);
  return (
    <li>
      <span className="m-duty-question">
        <span className="m-strong m-typed">{name}</span>
        <div className="m-second">
          {say('obligation-rules.own.version', {
            version: current.version,
            day: String(current.definition.effectiveFrom ?? say('obligation-rules.own.always')),
          })}{' '}
          ・ <Moment at={current.writtenAt} as="short" /> {current.writtenBy.name}
        </div>
        <div className="m-second m-typed">{current.reason}</div>
        {draft === null && <div className="m-second">{say('obligation-rules.own.not-in-form')}</div>}
        {showsVersions && (
          <ul className="m-duty-history">
            {own.versions.map((version) => (
              <li key={version.version}>
                <Moment at={version.writtenAt} as="short" />
                <span>
                  {say('obligation-rules.own.version', {
                    version: version.version,
                    day: String(version.definition.effectiveFrom ?? say('obligation-rules.own.always')),
                  })}
                </span>
                <span className="m-second m-typed">
                  {version.writtenBy.name}：{version.reason}
                </span>
              </li>
            ))}
          </ul>
        )}
      </span>
      {own.versions.length > 1 && (
        <Button
          size="small"
          kind="plain"
          aria-expanded={showsVersions}
          onClick={() => setShowsVersions(!showsVersions)}
        >
          {say('obligation-rules.own.versions', { count: own.versions.length })}
        </Button>
      )}
      {onEdit !== null && draft !== null && (
        <Button
          size="small"
          aria-label={say('obligation-rules.own.change-named', { name })}
          onClick={() => onEdit({ draft, version: current.version })}
        >
          {say('obligations.facts.change')}
        </Button>
      )}
    </li>
  );
}

function FileButton(props: { readonly onRead: (text: string) => void; readonly children: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{props.children}</Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={props.children}
        onChange={async (event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) props.onRead(await file.text());
          if (input.current !== null) input.current.value = '';
        }}
      />
    </>
  );
}
