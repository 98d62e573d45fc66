import type { ObligationAnchorKind, ObligationRuling } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { type DutyRow, stateKey, toneOf } from '../duty.rules.ts';
import type { Counted, Duties, Duty, DutyStage } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { AnchorPart } from './anchor.part.tsx';
import { ForceMark } from './mark.tsx';
import { RecipientsPart } from './recipients.part.tsx';
import { DueText, Remaining } from './remaining.tsx';
import { SpokenText } from './spoken.tsx';

type Props = {
  readonly subjectId: string;
  readonly duties: Duties;
  readonly row: DutyRow;
  readonly onAnchor: (kind: ObligationAnchorKind) => void;
  readonly onFact: (key: string) => void;
};

/** One duty: the counting in a sentence, why it applies, the rule with its source, the anchor with its rivals, who gets it. */
export function DutyDetail({ subjectId, duties, row, onAnchor, onFact }: Props) {
  const { say } = useSay();
  const { text, nameOf } = useDutyWords();
  const { duty, stage, state } = row;
  const due = stage?.clock?.due ?? null;
  const missing = stage === null ? duty.verdict.missing : [...new Set([...duty.verdict.missing, ...stage.missing])];
  return (
    <Card
      title={
        <span className="m-duty-name">
          {text(duty.shortName)} {stage !== null && text(stage.name)}
          <ForceMark force={stage?.force ?? duty.kind} />
        </span>
      }
      note={<Remaining state={state} due={due} />}
      isTight
    >
      {stage !== null && <Counting stage={stage} />}
      <div className="m-duty-facts">
        <Facts
          isStacked
          items={[
            due === null
              ? null
              : {
                  label: say(stage?.force === 'guideline' ? 'obligations.force.guideline' : 'obligations.detail.due'),
                  value: (
                    <>
                      <DueText due={due} /> <Chip tone={toneOf(state)}>{say(stateKey(state, stage?.force))}</Chip>
                    </>
                  ),
                },
            { label: say('obligations.detail.why'), value: <Why duty={duty} /> },
            { label: say('obligations.detail.source'), value: <Sources duty={duty} /> },
            stage === null || stage.anchor.on === 'filing'
              ? null
              : {
                  label: say('obligations.detail.anchor'),
                  value: <AnchorPart duties={duties} stage={stage} onAnchor={onAnchor} />,
                },
            stage === null || stage.recipients.length === 0
              ? null
              : {
                  label: say('obligations.detail.recipients'),
                  value: <RecipientsPart subjectId={subjectId} duties={duties} duty={duty} stage={stage} />,
                },
            stage === null || stage.note === null
              ? null
              : { label: say('obligations.detail.note'), value: text(stage.note) },
            missing.length === 0
              ? null
              : {
                  label: say('obligations.detail.missing'),
                  value: (
                    <ul className="m-duty-plain">
                      {missing.map((key) => (
                        <li key={key}>
                          <button type="button" className="m-duty-link" onClick={() => onFact(key)}>
                            {nameOf(key)}
                          </button>
                        </li>
                      ))}
                    </ul>
                  ),
                },
          ]}
        />
        <RulingPart subjectId={subjectId} duty={duty} mayChange={duties.can.change} />
      </div>
    </Card>
  );
}

/** The sentence that says how it was counted; while the anchor is only proposed, what it would be. */
function Counting({ stage }: { readonly stage: DutyStage }) {
  const { say } = useSay();
  if (stage.clock !== null) return <CountedPart clock={stage.clock} />;
  if (stage.provisional === null) return null;
  return (
    <>
      <div className="m-duty-facts">
        <Notice tone="amber">{say('obligations.detail.provisional')}</Notice>
      </div>
      <CountedPart clock={stage.provisional} />
    </>
  );
}

function CountedPart({ clock }: { readonly clock: Counted }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  return (
    <div className="m-duty-counting">
      <p>
        <SpokenText sentence={clock.explanation} />
      </p>
      {clock.readings.length > 0 && (
        <ul className="m-duty-plain">
          {clock.readings.map(({ name, on }) => (
            <li key={text(name)}>
              {text(name)}: <strong className="m-duty-strong">{on}</strong>
            </li>
          ))}
        </ul>
      )}
      {clock.safeOn !== null && <p>{say('obligations.detail.safe', { day: clock.safeOn })}</p>}
      {clock.basis.calendar !== null && !clock.basis.calendar.isVerified && (
        <p className="m-second">{say('obligations.detail.unverified')}</p>
      )}
    </div>
  );
}

function Why({ duty }: { readonly duty: Duty }) {
  const { say } = useSay();
  const { text, factText, nameOf, questionOf, valueText } = useDutyWords();
  const holding = duty.verdict.triggers.filter(({ holds }) => holds === 'yes');
  return (
    <>
      <p>
        <SpokenText sentence={duty.verdict.reason} />
      </p>
      {holding.map((trigger) => (
        <div key={trigger.code} className="m-duty-trigger">
          <span className="m-strong">{text(trigger.name)}</span>
          {trigger.isPrecaution && <Chip tone="amber">{say('obligations.detail.precaution')}</Chip>}
          <div className="m-second">
            {trigger.uses
              .map(({ from, key, state, value }) =>
                from === 'fact'
                  ? `${nameOf(key)}: ${factText({ state, value }, key)}`
                  : say('obligations.detail.declared', {
                      name: nameOf(key),
                      value: valueText(value, { type: 'choices', choices: questionOf(key)?.choices ?? [], unit: null }),
                    }),
              )
              .join(' ・ ')}
          </div>
        </div>
      ))}
    </>
  );
}

function Sources({ duty }: { readonly duty: Duty }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  return (
    <>
      <div className="m-strong">{text(duty.name)}</div>
      <ul className="m-duty-plain">
        {duty.sources.map((source) => (
          <li key={text(source.title) + (source.clause === null ? '' : text(source.clause))}>
            {source.url === null ? (
              text(source.title)
            ) : (
              <a className="m-duty-source" href={source.url} target="_blank" rel="noreferrer noopener">
                {text(source.title)}
              </a>
            )}
            {source.clause !== null && ` ${text(source.clause)}`}
          </li>
        ))}
      </ul>
      <div className="m-second">
        {say('obligations.detail.version', {
          version: duty.version,
          confidence: say(`obligations.confidence.${duty.confidence}`),
        })}
      </div>
    </>
  );
}

type RulingProps = { readonly subjectId: string; readonly duty: Duty; readonly mayChange: boolean };

/** Somebody's word over the rules: it applies, or it does not. Asked for with a reason; taken back the same way. */
function RulingPart({ subjectId, duty, mayChange }: RulingProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const { may } = useMe();
  const [asked, setAsked] = useState<ObligationRuling | null>(null);
  const { applicability, ruling, isRulingContradicted } = duty.verdict;
  const mayRule = mayChange && may('obligations.rule');
  const isOff = applicability === 'switched-off' || applicability === 'not-in-force';
  return (
    <>
      {ruling !== null && (
        <Notice tone={isRulingContradicted ? 'amber' : 'quiet'}>
          {say(ruling.applies ? 'obligations.ruling.applies' : 'obligations.ruling.does-not', {
            name: ruling.by,
            reason: ruling.reason,
          })}
          {isRulingContradicted && <p>{say('obligations.ruling.contradicted')}</p>}
        </Notice>
      )}
      {mayRule && !isOff && (
        <div className="m-row m-duty-rulings">
          {ruling !== null && (
            <Button size="small" kind="plain" onClick={() => setAsked('by-rule')}>
              {say('obligations.ruling.by-rule')}
            </Button>
          )}
          {applicability !== 'not-applicable' && (
            <Button size="small" kind="plain" onClick={() => setAsked('not-applicable')}>
              {say('obligations.ruling.not-applicable')}
            </Button>
          )}
          {applicability !== 'applicable' && (
            <Button size="small" kind="plain" onClick={() => setAsked('applicable')}>
              {say('obligations.ruling.applicable')}
            </Button>
          )}
        </div>
      )}
      <Dialog
        title={asked === null ? '' : say(`obligations.ruling.title-${asked}`)}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
      >
        {asked !== null && (
          <ReasonForm
            explained={say(`obligations.ruling.explained-${asked}`, { name: text(duty.shortName) })}
            label={say('obligations.ruling.reason')}
            act={say('obligations.ruling.save')}
            kind={asked === 'not-applicable' ? 'danger' : 'primary'}
            about={[duty.regimeId, asked]}
            stale={['obligation']}
            onClose={() => setAsked(null)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/subjects/{id}/obligation-rulings', {
                params: { id: subjectId },
                body: { regimeId: duty.regimeId, ruling: asked, reason },
                idempotencyKey,
              });
              return say('obligations.ruling.done');
            }}
          />
        )}
      </Dialog>
    </>
  );
}
