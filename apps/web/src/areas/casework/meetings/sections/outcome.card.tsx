import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { decisionsTabId } from '../../decisions/links.ts';
import { tasksTabId } from '../../tasks/links.ts';
import { DecideForm } from '../forms/decide.form.tsx';
import { type Meeting, meetingFileLink } from '../queries.ts';

/** What came out of a meeting. Decisions and tasks are records of their own; here they are shown as they stand now. */
export function OutcomeCards({ meeting }: { readonly meeting: Meeting }) {
  const { say, locale } = useSay();
  const record = useSubjectLink()(meeting.subject) ?? '';
  const [briefId, setBrief] = useState<string | null>(null);
  const { decisions, tasks, briefs, can } = meeting;
  return (
    <>
      <Card title={say('meetings.decisions.title')} note={String(decisions.length)} isTight>
        <ul className="m-meeting-list">
          {decisions.length === 0 && (
            <li>
              <span className="m-second">{say('meetings.decisions.empty')}</span>
            </li>
          )}
          {decisions.map((one) => (
            <li key={one.id}>
              <div className="m-meeting-main m-typed">
                <Link to={`${record}/${decisionsTabId}`}>{one.number}</Link> {one.question}
                {one.outcome !== '' && <strong> → {one.outcome}</strong>}
                {one.by !== '' && (
                  <div className="m-second">{say('meetings.decide.by', { name: one.by, rule: one.rule })}</div>
                )}
              </div>
              <Chip tone={one.waitsFor === null ? 'green' : 'amber'}>
                {one.waitsFor === null
                  ? say(`meetings.decision-state.${one.state}`)
                  : say(`meetings.waits-for.${one.waitsFor}`)}
              </Chip>
            </li>
          ))}
          {can.decide &&
            briefs.map((one) => (
              <li key={one.id}>
                <div className="m-meeting-main m-typed">
                  {one.number} {one.question}
                </div>
                <Button size="small" onClick={() => setBrief(one.id)}>
                  {say('meetings.decisions.brief-act', { number: one.number })}
                </Button>
              </li>
            ))}
        </ul>
        <Dialog title={say('meetings.decide.act')} isOpen={briefId !== null} onClose={() => setBrief(null)} size={640}>
          {briefId !== null && (
            <DecideForm meeting={meeting} line={null} itemId="" briefId={briefId} onClose={() => setBrief(null)} />
          )}
        </Dialog>
      </Card>
      <Card title={say('meetings.tasks.title')} note={String(tasks.length)} isTight>
        <ul className="m-meeting-list">
          {tasks.length === 0 && (
            <li>
              <span className="m-second">{say('meetings.tasks.empty')}</span>
            </li>
          )}
          {tasks.map((one) => (
            <li key={one.id}>
              <div className="m-meeting-main m-typed">
                <Link to={`${record}/${tasksTabId}`}>{one.title}</Link>
                <div className="m-second">
                  {one.assignee === '' ? say('meetings.minutes.nobody') : one.assignee}
                  {one.dueAt !== null && (
                    <>
                      {' '}
                      ・ <Moment at={one.dueAt} as="short" />
                    </>
                  )}
                </div>
              </div>
              <Chip tone={one.state === 'done' ? 'green' : 'neutral'}>{say(`meetings.task-state.${one.state}`)}</Chip>
            </li>
          ))}
          {(decisions.length > 0 || tasks.length > 0) && (
            <li>
              <a href={meetingFileLink(meeting.number, { format: 'csv', language: locale })}>
                {say('meetings.page.actions')}
              </a>
            </li>
          )}
        </ul>
      </Card>
    </>
  );
}
