import type { ObligationAnchorKind } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { isDrawn, rowsOf } from '../duty.rules.ts';
import { AnchorForm } from '../forms/anchor.form.tsx';
import { FactForm } from '../forms/fact.form.tsx';
import { dutyRulesLink } from '../links.ts';
import { type Duties, dutiesQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { ChangedCard } from './changed.card.tsx';
import { DutyDetail } from './duty-detail.tsx';
import { DutyList } from './duty-list.tsx';
import { DutyTimeline } from './duty-timeline.tsx';
import { AskedFacts, FactsCard } from './facts.card.tsx';
import { PlanCard } from './plan.card.tsx';
import './obligations.css';

/** What has to be reported to whom by when, why, and what is missing for it. */
export function Section({ subject }: SectionProps) {
  const duties = useQuery(dutiesQuery(subject.id));
  if (duties.data === undefined) return <Waiting query={duties} />;
  return <Shown subjectId={subject.id} duties={duties.data} />;
}

function Shown({ subjectId, duties }: { readonly subjectId: string; readonly duties: Duties }) {
  const { say } = useSay();
  const { may } = useMe();
  const { fieldOf, nameOf } = useDutyWords();
  const { running, asked, quiet } = rowsOf(duties);
  const [selected, setSelected] = useState<string | null>(null);
  const [factKey, setFactKey] = useState<string | null>(null);
  const [anchorKind, setAnchorKind] = useState<ObligationAnchorKind | null>(null);
  const row = [...running, ...asked, ...quiet].find(({ key }) => key === selected) ?? running[0] ?? asked[0] ?? null;
  const field = factKey === null ? undefined : fieldOf(factKey);
  const undeclared = asked.filter(({ state }) => state === 'scope-undeclared');
  const applied = duties.items.filter(({ verdict }) => verdict.applicability === 'applicable');
  return (
    <>
      {undeclared.length > 0 && (
        <Notice
          tone="amber"
          actions={
            may('obligation-rules.show') ? (
              <Link to={dutyRulesLink}>{say('obligations.undeclared.act')}</Link>
            ) : undefined
          }
        >
          {say('obligations.undeclared.text', { count: undeclared.length })}
        </Notice>
      )}
      <div className="m-duty-columns">
        <div className="m-stack">
          <DutyTimeline
            duties={duties}
            rows={running.filter(isDrawn)}
            selected={row?.key ?? null}
            onSelect={setSelected}
          />
          <DutyList
            running={running}
            asked={asked}
            quiet={quiet}
            filings={duties.filings}
            selected={row?.key ?? null}
            onSelect={setSelected}
          />
          <ChangedCard duties={duties} />
          <PlanCard subjectId={subjectId} duties={duties} />
        </div>
        <aside className="m-stack" aria-label={say('obligations.detail.label')}>
          {row !== null && (
            <DutyDetail
              key={row.key}
              subjectId={subjectId}
              duties={duties}
              row={row}
              onAnchor={setAnchorKind}
              onFact={setFactKey}
            />
          )}
        </aside>
        <div className="m-stack">
          <AskedFacts subjectId={subjectId} duties={duties} onFact={setFactKey} />
          <FactsCard duties={duties} onFact={setFactKey} />
        </div>
      </div>
      <Dialog
        title={factKey === null ? '' : nameOf(factKey)}
        isOpen={field !== undefined}
        onClose={() => setFactKey(null)}
        size={560}
      >
        {field !== undefined && (
          <FactForm
            key={field.key}
            subjectId={subjectId}
            field={field}
            fact={duties.facts.find(({ key }) => key === field.key) ?? null}
            onClose={() => setFactKey(null)}
          />
        )}
      </Dialog>
      <Dialog
        title={say('obligations.anchor.title')}
        isOpen={anchorKind !== null}
        onClose={() => setAnchorKind(null)}
        size={560}
      >
        {anchorKind !== null && (
          <AnchorForm
            subjectId={subjectId}
            kind={anchorKind}
            duties={applied}
            hasAsserted={(kind, regimeId) =>
              duties.anchors.some((one) => one.kind === kind && one.regimeId === regimeId && one.assertion !== null)
            }
            onClose={() => setAnchorKind(null)}
          />
        )}
      </Dialog>
    </>
  );
}
