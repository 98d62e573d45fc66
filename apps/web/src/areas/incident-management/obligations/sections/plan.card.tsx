import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { stateKey, toneOf } from '../duty.rules.ts';
import { TellForm } from '../forms/tell.form.tsx';
import type { Duties, PlanRow, Telling } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { DueText, Remaining } from './remaining.tsx';
import './plan.css';

type Props = { readonly subjectId: string; readonly duties: Duties };

/** Whom the company wants told by when, what of it was done, and the same on a page of paper. */
export function PlanCard({ subjectId, duties }: Props) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const { text } = useDutyWords();
  const [asked, setAsked] = useState<PlanRow | null>(null);
  const [wrong, setWrong] = useState<Telling | null>(null);
  const { plan, tellings } = duties;
  if (plan.length === 0 && tellings.length === 0) return null;
  const mayTell = duties.can.change && may('obligations.tell');
  const paper = (format: 'pdf' | 'docx') =>
    `/api/v1/subjects/${subjectId}/communication-plan?format=${format}&language=${locale}`;
  return (
    <Card
      title={say('obligations.plan.title')}
      note={say('obligations.plan.count', {
        told: plan.filter(({ tellingId }) => tellingId !== null).length,
        all: plan.length,
      })}
      actions={
        may('obligations.plan') && (
          <span className="m-row">
            <a href={paper('pdf')}>{say('obligations.plan.print')}</a>
            <a href={paper('docx')}>{say('filings.format.docx')}</a>
          </span>
        )
      }
      isTight
    >
      <ul className="m-plan">
        {plan.map((row) => {
          const telling = tellings.find(({ id }) => id === row.tellingId) ?? null;
          return (
            <li key={`${row.regimeId} ${row.stage} ${row.recipient}`}>
              <div>
                <div className="m-strong m-typed">{text(row.recipientName)}</div>
                {row.holders.length > 0 && <div className="m-typed">{row.holders.join('、')}</div>}
                <div className="m-second m-typed">
                  {text(row.rule)} ・ {text(row.channel)}
                </div>
                {row.what !== null && <div className="m-second m-typed">{text(row.what)}</div>}
              </div>
              <div className="m-plan-state">
                {telling === null ? (
                  <>
                    {row.due === null && <Chip tone={toneOf(row.state)}>{say(stateKey(row.state))}</Chip>}
                    {row.due !== null && <DueText due={row.due} />}
                    {row.due !== null && <Remaining state={row.state} due={row.due} />}
                  </>
                ) : (
                  <Told telling={telling} onWrong={mayTell ? () => setWrong(telling) : null} />
                )}
                {telling === null && mayTell && (
                  <div>
                    <Button
                      size="small"
                      aria-label={say('obligations.tell.act-named', { name: text(row.recipientName) })}
                      onClick={() => setAsked(row)}
                    >
                      {say('obligations.tell.act')}
                    </Button>
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <TakenBack tellings={tellings} />
      <Dialog title={say('obligations.tell.title')} isOpen={asked !== null} onClose={() => setAsked(null)} size={560}>
        {asked !== null && (
          <TellForm
            key={`${asked.regimeId} ${asked.stage} ${asked.recipient}`}
            subjectId={subjectId}
            duties={duties}
            row={asked}
            onClose={() => setAsked(null)}
          />
        )}
      </Dialog>
      <Dialog title={say('obligations.tell.wrong-title')} isOpen={wrong !== null} onClose={() => setWrong(null)}>
        {wrong !== null && (
          <ReasonForm
            explained={say('obligations.tell.wrong-explained')}
            label={say('obligations.ruling.reason')}
            act={say('obligations.tell.wrong-act')}
            kind="danger"
            about={wrong.id}
            stale={['obligation']}
            onClose={() => setWrong(null)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/obligation-tellings/{id}/take-back', {
                params: { id: wrong.id },
                body: { reason },
                idempotencyKey,
              });
              return say('obligations.tell.wrong-done');
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}

function Told({ telling, onWrong }: { readonly telling: Telling; readonly onWrong: (() => void) | null }) {
  const { say } = useSay();
  const { nameOf, factText } = useDutyWords();
  const { toldTo } = telling;
  return (
    <>
      <div>
        <Chip tone="green">{say('obligations.plan.done')}</Chip> <Moment at={telling.toldAt} as="short" />
      </div>
      <div className="m-second m-typed">
        {[
          telling.recordedBy.name,
          telling.channel,
          toldTo === '' ? '' : say('obligations.plan.told-to', { name: toldTo }),
        ]
          .filter((part) => part !== '')
          .join(' ・ ')}
      </div>
      {telling.told.map(({ key, fact }) => (
        <div key={key}>
          <span className="m-second">{nameOf(key)}</span>{' '}
          <span className="m-strong m-typed">{factText(fact, key)}</span>
        </div>
      ))}
      {telling.note !== '' && <div className="m-second m-typed">{telling.note}</div>}
      {onWrong !== null && (
        <Button size="small" kind="plain" onClick={onWrong}>
          {say('obligations.tell.wrong')}
        </Button>
      )}
    </>
  );
}

/** Records of tellings that were wrong stay readable. */
function TakenBack({ tellings }: { readonly tellings: readonly Telling[] }) {
  const { say } = useSay();
  const back = tellings.filter(({ takenBack }) => takenBack !== null);
  if (back.length === 0) return null;
  return (
    <details className="m-duty-bottom">
      <summary>{say('obligations.tell.taken-back', { count: back.length })}</summary>
      <ul className="m-duty-history">
        {back.map(({ id, toldAt, channel, takenBack }) => (
          <li key={id}>
            <Moment at={toldAt} as="short" />
            <span className="m-typed">{channel}</span>
            <span className="m-second m-typed">
              {takenBack?.by.name}：{takenBack?.reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
