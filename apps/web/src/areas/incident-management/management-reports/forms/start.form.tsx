import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices } from '../../../../ui/field.tsx';
import { managementReportLink } from '../links.ts';

type Props = { readonly subjectId: string; readonly kind: 'progress' | 'closing'; readonly onClose: () => void };

/** Begins a report; everything asked here can be changed later. */
export function StartReportForm({ subjectId, kind, onClose }: Props) {
  const { say, locale } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [language, setLanguage] = useState<'ja' | 'en'>(locale);
  const [audience, setAudience] = useState<'plain' | 'technical'>('plain');
  const begin = () =>
    submit.run([subjectId, kind, language, audience], async (idempotencyKey) => {
      const made = await call('POST /api/v1/subjects/{id}/management-reports', {
        params: { id: subjectId },
        body: { kind, language, audience, isFinal: false, nextReportAt: null },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['management-report', 'list'] });
      onClose();
      go(managementReportLink(made.id));
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
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
      {kind === 'progress' && (
        <Choices
          label={say('management-reports.field.audience')}
          value={audience}
          options={[
            { value: 'plain', label: say('management-reports.audience.plain') },
            { value: 'technical', label: say('management-reports.audience.technical') },
          ]}
          onChoose={setAudience}
        />
      )}
      <p className="m-second">{say('management-reports.start.explain')}</p>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy}>
          {say('management-reports.start.act')}
        </Button>
      </div>
    </form>
  );
}
