import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { playbookLink } from '../links.ts';
import { type RunList, runsQuery } from '../queries.ts';

type StartProps = { readonly subjectId: string; readonly list: RunList; readonly kind?: 'primary' | 'outline' };

/** Starts a playbook on the record: those for its class stand first. */
export function StartRun({ subjectId, list, kind = 'outline' }: StartProps) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  if (!list.can.start || list.proposals.length === 0) return null;
  return (
    <>
      <Button kind={kind} icon={IconPlus} onClick={() => setOpen(true)}>
        {say('playbooks.start.act')}
      </Button>
      <Dialog title={say('playbooks.start.title')} isOpen={isOpen} onClose={() => setOpen(false)} size={640}>
        <Choices subjectId={subjectId} list={list} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Choices({ subjectId, list, onDone }: StartProps & { readonly onDone: () => void }) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const start = (code: string) =>
    submit.run({ code, subjectId }, async (idempotencyKey) => {
      await call('POST /api/v1/playbook-runs', { body: { subjectId, code }, idempotencyKey });
      await queries.invalidateQueries({ queryKey: runsQuery(subjectId).queryKey });
      onDone();
    });
  return (
    <div className="m-form">
      <Refusal problem={submit.problem} />
      <ul className="m-start-list">
        {list.proposals.map(({ code, title, purpose, fits, label }) => (
          <li key={code}>
            <div>
              <div className="m-row">
                <Link to={playbookLink(code)}>{title[locale]}</Link>
                {fits && <Chip tone="green">{say('playbooks.start.fits')}</Chip>}
                <span className="m-second">{label}</span>
              </div>
              <p className="m-second">{purpose[locale]}</p>
            </div>
            <Button
              kind={fits ? 'primary' : 'outline'}
              isBusy={submit.busy}
              aria-label={say('playbooks.start.label', { title: title[locale] })}
              onClick={() => void start(code)}
            >
              {say('playbooks.start.begin')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
