import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconFilePlus } from '../../../../ui/icons.ts';
import { filingLink } from '../links.ts';
import type { Duties, Duty, DutyStage, FilingRow } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly duties: Duties;
  readonly duty: Duty;
  readonly stage: DutyStage;
};

/** Who gets it: what was filed with whom, the draft that is open, or a button to begin one. */
export function RecipientsPart({ subjectId, duties, duty, stage }: Props) {
  const { say, locale } = useSay();
  const { text } = useDutyWords();
  const { may } = useMe();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const own = duties.filings.filter((one) => one.regimeId === duty.regimeId && one.stage === stage.stage);
  const mayStart = duties.can.change && may('filings.start');
  const start = (recipient: string) =>
    submit.run([duty.regimeId, stage.stage, recipient, own.length], async (idempotencyKey) => {
      const body = { regimeId: duty.regimeId, stage: stage.stage, recipient, language: locale };
      const { id } = await call('POST /api/v1/subjects/{id}/filings', {
        params: { id: subjectId },
        body,
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['obligation'] });
      go(filingLink(id));
    });
  return (
    <>
      <ul className="m-duty-plain">
        {stage.recipients.map((one) => {
          const filings = own.filter(({ recipient }) => recipient === one.code);
          const open = filings.find(({ state }) => state !== 'filed');
          return (
            <li key={one.code} className="m-duty-candidate">
              <span className="m-strong">{text(one.name)}</span>
              {one.code.includes(':') && ` ${one.code.split(':')[1]}`}
              <div className="m-second">
                {one.url === null ? (
                  text(one.channel)
                ) : (
                  <a href={one.url} target="_blank" rel="noreferrer noopener">
                    {text(one.channel)}
                  </a>
                )}
              </div>
              {filings
                .filter(({ state }) => state === 'filed')
                .map((filing) => (
                  <FiledLine key={filing.id} filing={filing} />
                ))}
              {open !== undefined && <OpenLine filing={open} />}
              {open === undefined && mayStart && (
                <Button size="small" icon={IconFilePlus} isBusy={submit.busy} onClick={() => void start(one.code)}>
                  {say(filings.length === 0 ? 'filings.start.act' : 'filings.start.again')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Refusal problem={submit.problem} />
    </>
  );
}

function FiledLine({ filing }: { readonly filing: FilingRow }) {
  const { say } = useSay();
  return (
    <div className="m-row">
      <Chip tone="green">{say(filing.kind === 'withdrawal' ? 'filings.state.withdrawal' : 'filings.state.filed')}</Chip>
      <Link to={filingLink(filing.id)}>
        {filing.filedAt !== null && <Moment at={filing.filedAt} as="short" />}
        {filing.receipt !== null && ` ${say('filings.receipt.short', { receipt: filing.receipt })}`}
      </Link>
    </div>
  );
}

function OpenLine({ filing }: { readonly filing: FilingRow }) {
  const { say } = useSay();
  return (
    <div className="m-row">
      <Chip tone={filing.state === 'approved' ? 'green' : 'accent'}>{say(`filings.state.${filing.state}`)}</Chip>
      <Link to={filingLink(filing.id)}>
        {say('filings.open', { filled: filing.filled, all: filing.sections, name: filing.changedBy.name })}
      </Link>
    </div>
  );
}
