import type { InstructionState } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { IconDots } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { HandForm, NoteForm, ResendForm, WithdrawForm } from '../forms/recipient.forms.tsx';
import type { Instruction, InstructionRecipient } from '../queries.ts';
import { OrderFacts } from './order-facts.tsx';
import '../tasks.css';

const tones: Readonly<Record<InstructionState, Tone>> = {
  queued: 'neutral',
  sent: 'neutral',
  withheld: 'amber',
  bounced: 'red',
  opened: 'neutral',
  acknowledged: 'accent',
  refused: 'amber',
  done: 'green',
  withdrawn: 'neutral',
};

type ItemProps = { readonly instruction: Instruction; readonly hasSubject?: boolean };

/** One instruction with what each recipient said, those who have said nothing on top. */
export function InstructionItem({ instruction, hasSubject }: ItemProps) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const [isOpen, setOpen] = useState(false);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const to = hasSubject === true ? linkTo(instruction.subject) : null;
  const { counts, withdrawn } = instruction;
  const isWaiting = counts.silent > 0 || instruction.recipients.some(({ state }) => state === 'acknowledged');
  return (
    <li className="m-instruction" aria-label={instruction.title}>
      <div className="m-instruction-head">
        <Chip tone={instruction.kind === 'order' ? 'accent' : 'neutral'}>
          {say(`instructions.kind.${instruction.kind}`)}
        </Chip>
        <span className="m-second">{instruction.number}</span>
        <h3>{instruction.title}</h3>
        {withdrawn !== null && <Chip>{say('instructions.state.withdrawn')}</Chip>}
        {instruction.can.withdraw && isWaiting && (
          <Button size="small" kind="plain" onClick={() => setWithdrawing(true)}>
            {say('instructions.act.withdraw')}
          </Button>
        )}
      </div>
      <div className="m-row m-second">
        {to !== null && <Link to={to}>{`${instruction.subject.number ?? ''} ${instruction.subject.title}`}</Link>}
        <span>
          {say('instructions.item.sent', { name: instruction.sentBy.name })}{' '}
          <Moment at={instruction.sentAt} as="short" />
        </span>
        {instruction.dueAt !== null && (
          <span className="m-task-due" data-overdue={instruction.recipients.some(({ isOverdue }) => isOverdue)}>
            {say('tasks.due.by')} <Moment at={instruction.dueAt} as="short" />
          </span>
        )}
        <span>
          {say('instructions.item.counts', { done: counts.done, count: counts.total, silent: counts.silent })}
        </span>
        <Button size="small" kind="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('instructions.item.words')}
        </Button>
      </div>
      <OrderFacts of={instruction} endedText="tasks.order.sent-ended-text" isOpen={isWaiting && withdrawn === null} />
      {isOpen && (
        <dl className="m-instruction-words">
          <dt className="m-second">{say('instructions.field.what')}</dt>
          <dd>{instruction.what}</dd>
          {instruction.why !== '' && (
            <>
              <dt className="m-second">{say('instructions.field.why')}</dt>
              <dd>{instruction.why}</dd>
            </>
          )}
          {instruction.caution !== '' && (
            <>
              <dt className="m-second">{say('instructions.field.caution')}</dt>
              <dd>{instruction.caution}</dd>
            </>
          )}
          {instruction.reportBack !== '' && (
            <>
              <dt className="m-second">{say('instructions.field.report-back')}</dt>
              <dd>{instruction.reportBack}</dd>
            </>
          )}
        </dl>
      )}
      {withdrawn !== null && <p className="m-second">{withdrawn.reason}</p>}
      <ul className="m-recipients">
        {instruction.recipients.map((recipient) => (
          <RecipientRow key={recipient.id} recipient={recipient} />
        ))}
      </ul>
      {isWithdrawing && <WithdrawForm instruction={instruction} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

const timeKeys = [
  'queuedAt',
  'sentAt',
  'withheldAt',
  'bouncedAt',
  'openedAt',
  'remindedAt',
  'escalatedAt',
  'acknowledgedAt',
  'refusedAt',
  'doneAt',
] as const;

function RecipientRow({ recipient }: { readonly recipient: InstructionRecipient }) {
  const { say } = useSay();
  const [asked, setAsked] = useState<'resend' | 'hand' | 'note' | null>(null);
  const { can, state, times } = recipient;
  const entries = [
    ...(can.note ? [{ id: 'note', label: say('instructions.act.note'), onChoose: () => setAsked('note') }] : []),
    ...(can.link ? [{ id: 'hand', label: say('instructions.act.hand'), onChoose: () => setAsked('hand') }] : []),
    ...(can.resend
      ? [{ id: 'resend', label: say('instructions.act.resend'), onChoose: () => setAsked('resend') }]
      : []),
  ];
  const close = () => setAsked(null);
  return (
    <li className="m-recipient" aria-label={recipient.name}>
      <div className="m-recipient-who">
        <Chip tone={tones[state]}>
          {state === 'withheld' && recipient.handed !== null
            ? say('instructions.state.handed')
            : say(`instructions.state.${state}`)}
        </Chip>
        <span className="m-strong">{recipient.name}</span>
        {recipient.department !== '' && <span>{recipient.department}</span>}
        {recipient.address !== null && <span className="m-second">{recipient.address}</span>}
        {recipient.isOverdue && <Chip tone="red">{say('tasks.due.overdue')}</Chip>}
      </div>
      {entries.length > 0 && (
        <Menu label={say('tasks.act.more', { title: recipient.name })} groups={[{ entries }]}>
          <IconButton icon={IconDots} label={say('tasks.act.more', { title: recipient.name })} />
        </Menu>
      )}
      <div className="m-recipient-times m-second">
        {timeKeys.map((key) => {
          const at = times[key];
          return at === null ? null : (
            <span key={key}>
              {say(`instructions.time.${key}`)} <Moment at={at} as="short" />
            </span>
          );
        })}
        {recipient.handed !== null && (
          <span>
            {say('instructions.time.handed', { name: recipient.handed.by.name, means: recipient.handed.means })}{' '}
            <Moment at={recipient.handed.at} as="short" />
          </span>
        )}
      </div>
      {state === 'bounced' && recipient.problem !== null && (
        <p className="m-recipient-times m-second m-mono">{recipient.problem}</p>
      )}
      {state === 'withheld' && recipient.handed === null && (
        <p className="m-recipient-times">{say('instructions.item.other-means')}</p>
      )}
      {(recipient.isSilent || state === 'acknowledged') &&
        times.escalatedAt !== null &&
        !recipient.isEscalationTold && (
          <p className="m-recipient-times">
            {recipient.superior === null
              ? say('instructions.item.no-superior')
              : say('instructions.item.superior-not-told', { name: recipient.superior.name })}
          </p>
        )}
      {recipient.answers.length > 0 && (
        <ul className="m-recipient-answers">
          {recipient.answers.map((answer) => (
            <li key={answer.id}>
              <span className="m-second">
                {say(`instructions.answer.${answer.kind}`)} <Moment at={answer.occurredAt} as="short" />
                {answer.isByHand && ` ${say('instructions.answer.by-hand', { name: answer.by.name })} `}
                {answer.isByHand && <Moment at={answer.recordedAt} as="short" />}
              </span>
              {answer.text !== '' && <div dir="auto">{answer.text}</div>}
              {answer.files.map((file) => (
                <div key={file.id}>
                  <a href={`/api/v1/instruction-recipients/${recipient.id}/files/${file.id}`} download>
                    {file.name}
                  </a>{' '}
                  <span className="m-second">{fileSize(file.size)}</span>
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
      {asked === 'resend' && <ResendForm recipient={recipient} onClose={close} />}
      {asked === 'hand' && <HandForm recipient={recipient} onClose={close} />}
      {asked === 'note' && <NoteForm recipient={recipient} onClose={close} />}
    </li>
  );
}
