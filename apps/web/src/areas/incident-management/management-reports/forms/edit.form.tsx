import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Check, Choices, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { diffTexts } from '../../incidents/texts.diff.ts';
import { type ManagementReport, managementReportKey } from '../queries.ts';

type Section = ManagementReport['sections'][number];
type Code = Section['code'];

/** Changes a draft: for whom, in which language, when the next one follows, and the words of each part. */
export function EditReportForm({ report }: { readonly report: ManagementReport }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, managementReportKey(report.id));
  const [language, setLanguage] = useState(report.language);
  const [audience, setAudience] = useState(report.audience);
  const [isFinal, setFinal] = useState(report.isFinal);
  const [next, setNext] = useState(report.nextReportAt === null ? '' : localInput(new Date(report.nextReportAt), zone));
  const [texts, setTexts] = useState<Readonly<Partial<Record<Code, string | null>>>>({});
  const write = (code: Code, text: string | null) => setTexts((before) => ({ ...before, [code]: text }));
  const nextReportAt = next === '' ? null : (instantOf(next, zone)?.toISOString() ?? null);
  // What was written belongs to the language and audience in which it was written.
  const isSameText = language === report.language && audience === report.audience;
  const edits = isSameText
    ? report.sections.flatMap(({ code }) => {
        const text = texts[code];
        return text === undefined ? [] : [{ code, text: text === null ? null : text.trim() }];
      })
    : [];
  const save = () =>
    submit.run([report.id, report.version, language, audience, isFinal, next, texts], async (idempotencyKey) => {
      const saved = await call('PATCH /api/v1/management-reports/{id}', {
        params: { id: report.id },
        version: report.version,
        body: { language, audience, isFinal, nextReportAt, edits },
        idempotencyKey,
      });
      setTexts({});
      queries.setQueryData(managementReportKey(report.id), saved);
      toastDone(say('management-reports.edit.saved'), say('platform.act.close'));
    });
  const part = (section: Section) => (
    <Part
      key={section.code}
      section={section}
      written={texts[section.code]}
      onWrite={(text) => write(section.code, text)}
    />
  );
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Choices
        label={say('management-reports.field.language')}
        value={language}
        options={[
          { value: 'ja', label: say('management-reports.language.ja') },
          { value: 'en', label: say('management-reports.language.en') },
        ]}
        onChoose={setLanguage}
      />
      {report.kind === 'progress' && (
        <>
          <Choices
            label={say('management-reports.field.audience')}
            value={audience}
            options={[
              { value: 'plain', label: say('management-reports.audience.plain') },
              { value: 'technical', label: say('management-reports.audience.technical') },
            ]}
            onChoose={setAudience}
          />
          <Check
            label={say('management-reports.field.final')}
            checked={isFinal}
            onChange={(event) => setFinal(event.currentTarget.checked)}
          />
          {!isFinal && (
            <TextField
              type="datetime-local"
              label={say('management-reports.field.next')}
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
            />
          )}
        </>
      )}
      {isSameText ? (
        <div>
          {report.sections.filter((section) => !isBare(section)).map(part)}
          {report.sections.some(isBare) && (
            <details>
              <summary>{say('management-reports.part.bare')}</summary>
              {report.sections.filter(isBare).map(part)}
            </details>
          )}
        </div>
      ) : (
        <p className="m-second">{say('management-reports.edit.other-shape')}</p>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button type="submit" isBusy={submit.busy}>
          {say('management-reports.edit.save')}
        </Button>
      </div>
    </form>
  );
}

/** A part about which the record says nothing in words, and nobody wrote anything. */
const isBare = ({ text, composed, previous }: Section) => text === '' && composed === '' && (previous ?? '') === '';

/** One part: what the record says, what somebody wrote in its place, and what is new since the last issue. */
function Part(props: {
  readonly section: Section;
  /** Not saved yet: a text, null for what the record says; undefined: nothing was touched. */
  readonly written: string | null | undefined;
  readonly onWrite: (text: string | null) => void;
}) {
  const { section, written, onWrite } = props;
  const { say } = useSay();
  const id = useId();
  const text = written === undefined ? section.text : (written ?? section.composed);
  const isEdited = written === undefined ? section.isEdited : written !== null;
  const pieces = section.previous === null ? [] : diffTexts(section.previous, text);
  const isChanged = pieces.some(({ kind }) => kind !== 'same');
  return (
    <div className="m-report-part">
      <div className="m-report-part-head">
        <label htmlFor={id}>{section.heading}</label>
        {isEdited && <Chip>{say('management-reports.part.edited')}</Chip>}
        {section.isOutdated && written === undefined && (
          <Chip tone="amber">{say('management-reports.part.outdated')}</Chip>
        )}
        {isEdited && (
          <Button size="small" kind="plain" onClick={() => onWrite(null)}>
            {say('management-reports.part.restore')}
          </Button>
        )}
      </div>
      <textarea
        id={id}
        className="m-input"
        rows={Math.min(12, Math.max(2, text.split('\n').length + 1))}
        maxLength={20_000}
        value={text}
        onChange={(event) => onWrite(event.currentTarget.value)}
      />
      {section.isOutdated && written === undefined && (
        <details>
          <summary>{say('management-reports.part.composed')}</summary>
          <p className="m-report-diff">{section.composed}</p>
        </details>
      )}
      {isChanged && (
        <details>
          <summary>{say('management-reports.part.differences')}</summary>
          <p className="m-report-diff">
            {pieces.map((piece, at) => {
              const key = `${at} ${piece.kind}`;
              if (piece.kind === 'added') return <ins key={key}>{piece.text}</ins>;
              if (piece.kind === 'removed') return <del key={key}>{piece.text}</del>;
              return <span key={key}>{piece.text}</span>;
            })}
          </p>
        </details>
      )}
    </div>
  );
}
