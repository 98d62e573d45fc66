import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Notice, ProseField, SelectField } from '../../../../ui/field.tsx';
import { preparedMessageQuery, type Report } from '../queries.ts';
import { unfilledHeading } from '../unfilled.rules.ts';

/**
 * Keeps a prepared text back while a heading of it stands there empty: mail that left cannot be called back. `isReady`
 * is asked when somebody sends, `problem` says what is missing from then on.
 */
export function useUnfilled(report: Report, text: string) {
  const { say } = useSay();
  const { may } = useMe();
  const [isAsked, setAsked] = useState(false);
  const prepared = useQuery({ ...preparedMessageQuery(report.id), enabled: may('correspondence.prepare') });
  const heading = unfilledHeading(text, prepared.data?.templates.map((template) => template.text) ?? []);
  return {
    problem: isAsked && heading !== null ? say('reports.message.unfilled', { heading }) : null,
    isReady: () => {
      setAsked(true);
      return heading === null;
    },
  };
}

type MessagePartProps = {
  readonly report: Report;
  readonly purpose: 'reply' | 'question' | 'hand-over';
  readonly label: ReactNode;
  readonly text: string;
  readonly onWrite: (text: string) => void;
  readonly problem?: string | null;
  readonly hasFocus?: boolean;
  /** Who gets it, where that is not the reporter. */
  readonly to?: string;
};

/** The mail that leaves with an act: to whom, a prepared text to begin with, and what would keep it back. */
export function MessagePart(props: MessagePartProps) {
  const { report, purpose, label, text, onWrite, problem, hasFocus, to } = props;
  const { say, locale } = useSay();
  const { may } = useMe();
  const [inserted, setInserted] = useState<string | null>(null);
  const prepared = useQuery({ ...preparedMessageQuery(report.id), enabled: may('correspondence.prepare') });
  const templates = prepared.data?.templates.filter((template) => template.purpose === purpose) ?? [];
  const { address } = report.reporter;
  const isMail = purpose === 'hand-over' || address !== null;
  return (
    <>
      {prepared.data !== undefined && prepared.data.silences.length > 0 && (
        <Notice tone="amber">{say('reports.message.silenced')}</Notice>
      )}
      {prepared.data?.hasRelay === false && isMail && <Notice tone="amber">{say('reports.message.no-relay')}</Notice>}
      {templates.length > 0 && (
        <SelectField
          label={say('reports.message.template')}
          value=""
          onChange={(event) => {
            const chosen = templates.find(({ key }) => key === event.currentTarget.value);
            if (chosen === undefined) return;
            // Above what was typed, so that nothing is lost; in the place of another one that nobody touched.
            const isUntouched = text.trim() === '' || text.trim() === inserted?.trim();
            onWrite(isUntouched ? chosen.text : `${chosen.text}\n\n${text}`);
            setInserted(chosen.text);
          }}
        >
          <option value="">{say('reports.message.template-none')}</option>
          {templates.map(({ key, name }) => (
            <option key={key} value={key}>
              {name[locale]}
            </option>
          ))}
        </SelectField>
      )}
      <ProseField
        label={label}
        hint={
          purpose === 'hand-over'
            ? to === undefined || to === ''
              ? undefined
              : say('reports.message.to', { address: to })
            : address === null
              ? say('reports.message.on-page')
              : say('reports.message.to', { address })
        }
        rows={7}
        maxLength={100_000}
        value={text}
        onChange={(event) => onWrite(event.currentTarget.value)}
        problem={problem}
        data-autofocus={hasFocus === true ? true : undefined}
      />
    </>
  );
}
