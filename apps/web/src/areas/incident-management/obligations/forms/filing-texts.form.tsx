import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Choices, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Filing, type FilingItem, filingKey } from '../filing.queries.ts';

/** The text by its sections; each field may be written by hand in place of what the record says. */
export function FilingTexts({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, filingKey(filing.id));
  const [edits, setEdits] = useState<Readonly<Record<string, string | null>>>({});
  const [language, setLanguage] = useState(filing.language);
  const hasChanges = Object.keys(edits).length > 0 || language !== filing.language;
  const save = () =>
    submit.run([filing.version, edits, language], async (idempotencyKey) => {
      const saved = await call('PATCH /api/v1/filings/{id}', {
        params: { id: filing.id },
        version: filing.version,
        body: { language, texts: Object.entries(edits).map(([key, text]) => ({ key, text })) },
        idempotencyKey,
      });
      queries.setQueryData(filingKey(filing.id), saved);
      await queries.invalidateQueries({ queryKey: ['obligation'] });
      toastDone(say('filings.change.done'), say('platform.act.close'));
    });
  return (
    <Card
      title={say('filings.text.title')}
      note={say('filings.text.note', {
        filled: filing.sections.filter(({ completeness }) => completeness === 'filled').length,
        all: filing.sections.length,
      })}
      isTight
    >
      <ol className="m-duty-squares" aria-label={say('filings.text.squares')}>
        {filing.sections.map(({ number, heading, completeness }) => (
          <li key={heading} data-state={completeness} title={heading}>
            <span>{number ?? '・'}</span>
            <span className="m-hidden">
              {heading} {say(`filings.completeness.${completeness}`)}
            </span>
          </li>
        ))}
      </ol>
      {filing.sections.map(({ number, heading, items }) => (
        <section key={heading} className="m-filing-section" aria-label={heading}>
          <h3>
            {number !== null && <span className="m-filing-number">{number}</span>} {heading}
          </h3>
          {items.map((item) => (
            <Item
              key={item.key}
              item={item}
              edit={edits[item.key]}
              onEdit={
                filing.can.change
                  ? (text) => {
                      const { [item.key]: _, ...others } = edits;
                      setEdits(text === undefined ? others : { ...others, [item.key]: text });
                    }
                  : null
              }
            />
          ))}
        </section>
      ))}
      {filing.can.change && (
        <div className="m-filing-end">
          <Choices
            label={say('filings.language.label')}
            value={language}
            options={[
              { value: 'ja', label: say('filings.language.ja') },
              { value: 'en', label: say('filings.language.en') },
            ]}
            onChoose={setLanguage}
          />
          <Refusal problem={submit.problem} />
          {filing.approval !== null && hasChanges && <p className="m-second">{say('filings.change.voids')}</p>}
          <Button kind="primary" isBusy={submit.busy} disabled={!hasChanges} onClick={() => void save()}>
            {say('filings.change.save')}
          </Button>
        </div>
      )}
    </Card>
  );
}

type ItemProps = {
  readonly item: FilingItem;
  /** Null: back to what the record says. */
  readonly edit: string | null | undefined;
  readonly onEdit: ((text: string | null | undefined) => void) | null;
};

function Item({ item, edit, onEdit }: ItemProps) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  const shown = edit === undefined ? item.value : (edit ?? item.composed);
  return (
    <div className="m-filing-item" data-state={item.state}>
      <div className="m-row">
        <span className="m-second">{item.label}</span>
        {item.isRequired && <Chip>{say('filings.item.required')}</Chip>}
        {item.state === 'estimated' && <Chip tone="amber">{say('obligations.state.estimated')}</Chip>}
        {(edit !== undefined ? edit !== null : item.isEdited) && (
          <Chip tone="accent">{say('filings.item.edited')}</Chip>
        )}
        {item.isOutdated && edit === undefined && <Chip tone="amber">{say('filings.item.outdated')}</Chip>}
        {item.tooLongBy > 0 && <Chip tone="amber">{say('filings.item.too-long', { count: item.tooLongBy })}</Chip>}
        {onEdit !== null && !isOpen && (
          <Button
            size="small"
            kind="plain"
            aria-label={say('filings.item.edit-named', { name: item.label })}
            onClick={() => setOpen(true)}
          >
            {say('filings.item.edit')}
          </Button>
        )}
      </div>
      {onEdit === null || !isOpen ? (
        <p className="m-typed m-filing-value">{shown}</p>
      ) : (
        <>
          <ProseField
            label={<span className="m-hidden">{item.label}</span>}
            rows={Math.min(12, Math.max(2, shown.split('\n').length + 1))}
            maxLength={20_000}
            value={shown}
            onChange={(event) => onEdit(event.currentTarget.value)}
          />
          <div className="m-row">
            {(edit ?? item.value) !== item.composed && (
              <Button size="small" kind="plain" onClick={() => onEdit(item.isEdited ? null : undefined)}>
                {say('filings.item.reset')}
              </Button>
            )}
          </div>
        </>
      )}
      {item.isOutdated && edit === undefined && (
        <p className="m-second m-typed">{say('filings.item.now', { value: item.composed })}</p>
      )}
    </div>
  );
}
