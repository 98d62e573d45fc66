import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Chip, Facts } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { piecesOf } from '../draft.rules.ts';
import type { MailFinding } from '../queries.ts';

/** What a template finds in a mail, and where. */
export function FindingSection({ finding }: { readonly finding: MailFinding }) {
  const { say } = useSay();
  return (
    <div className="m-stack">
      {finding.isMatch === true && <Notice tone="green">{say('sources.mail.is-match')}</Notice>}
      {finding.isMatch === false && (
        <Notice tone="amber">
          {say('sources.mail.no-match', { from: finding.from ?? '—', subject: finding.subject })}
        </Notice>
      )}
      {finding.isMatch === null && <p className="m-second">{say('sources.mail.no-headers')}</p>}
      <Facts
        isStacked
        items={[
          { label: say('sources.role.title'), value: finding.title === '' ? '—' : finding.title },
          { label: say('sources.role.external-id'), value: finding.externalId ?? '—' },
          {
            label: say('sources.role.severity'),
            value: <Chip>{say(`sources.severity.${finding.severity ?? 'none'}`)}</Chip>,
          },
          {
            label: say('sources.role.occurred-at'),
            value: finding.occurredAt === null ? '—' : <Moment at={finding.occurredAt} />,
          },
          {
            label: say('sources.role.detected-at'),
            value: finding.detectedAt === null ? '—' : <Moment at={finding.detectedAt} />,
          },
          { label: say('sources.role.host'), value: finding.hosts.length === 0 ? '—' : finding.hosts.join(', ') },
          ...finding.acts.map((act) => ({
            label: say('sources.role.acts'),
            value: (
              <>
                <Moment at={act.at} /> {act.what}
              </>
            ),
          })),
        ]}
      />
      <pre className="m-source-mail">
        {piecesOf(finding.text, finding.marks).map((piece) =>
          piece.mark === null ? (
            <span key={piece.at}>{piece.text}</span>
          ) : (
            <mark key={piece.at} title={say(`sources.role.${piece.mark.role}`)}>
              {piece.text}
            </mark>
          ),
        )}
      </pre>
    </div>
  );
}
