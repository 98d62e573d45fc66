import type { ReactNode } from 'react';
import { type SentenceKey, useSay } from '../../../../shared/language.ts';
import { type useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Check, Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';

type Query = Parameters<typeof Waiting>[0]['query'];

/** What stands in the place of a source that is not there yet, or not at all. */
export function NoSource(props: { readonly title: SentenceKey; readonly query: Query; readonly isRead: boolean }) {
  const { say } = useSay();
  return (
    <Page title={say(props.title)}>
      {props.isRead ? <Notice tone="amber">{say('record.find.not-found')}</Notice> : <Waiting query={props.query} />}
    </Page>
  );
}

type NameProps = {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly problem: ReturnType<ReturnType<typeof useFieldProblem>>;
};

export function NameField({ name, onName, problem }: NameProps) {
  const { say } = useSay();
  return (
    <TextField
      label={say('sources.field.name')}
      required
      maxLength={100}
      value={name}
      onChange={(event) => onName(event.currentTarget.value)}
      problem={problem}
    />
  );
}

export function ActiveField(props: { readonly isActive: boolean; readonly onActive: (isActive: boolean) => void }) {
  const { say } = useSay();
  return (
    <Check
      label={say('sources.field.active')}
      checked={props.isActive}
      onChange={(event) => props.onActive(event.currentTarget.checked)}
    />
  );
}

type TrialProps<Found> = {
  readonly title: SentenceKey;
  readonly label: SentenceKey;
  readonly hint: SentenceKey;
  readonly empty: SentenceKey;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly trial: Query & { readonly data: Found | undefined };
  /** Below the example, what is there to choose from. */
  readonly aid?: ReactNode;
  readonly children: (found: Found) => ReactNode;
};

/** An example, and beside it what is read out of it: anew with every change. */
export function TrialSide<Found>(props: TrialProps<Found>) {
  const { say } = useSay();
  const { text, trial } = props;
  const isEmpty = text.trim() === '';
  return (
    <div className="m-stack m-source-side">
      <Card title={say(props.title)}>
        <div className="m-form m-source-example">
          <ProseField
            label={say(props.label)}
            hint={say(props.hint)}
            rows={8}
            spellCheck={false}
            value={text}
            onChange={(event) => props.onText(event.currentTarget.value)}
          />
          {props.aid}
        </div>
      </Card>
      <Card title={say('sources.preview.title')}>
        {isEmpty && <p className="m-second">{say(props.empty)}</p>}
        {!isEmpty && trial.error !== null && <Waiting query={{ ...trial, isPending: false }} />}
        {trial.error === null && trial.data !== undefined && props.children(trial.data)}
      </Card>
    </div>
  );
}
