import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Chip } from '../../../../ui/card.tsx';
import { IconShieldCheck } from '../../../../ui/icons.ts';
import type { Analysis } from '../queries.ts';

type PartProps = { readonly analysis: Analysis };

/** The stations of a mail from its origin, with the time between them. */
export function Hops({ analysis }: PartProps) {
  const { say } = useSay();
  return (
    <>
      <p className="m-second">{say('specimens.part.hops-note')}</p>
      <ol className="m-hops">
        {analysis.hops.map((hop, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stations of a mail never change their order
          <li key={at} className="m-hop" data-broken={hop.at === null}>
            <div className="m-row">
              <span className="m-mono m-specimen-wide">
                {hop.from === null ? say('specimens.hop.broken') : hop.from}
                {hop.address !== null && ` [${hop.address.replaceAll('.', '[.]')}]`}
              </span>
              {hop.delay !== null && (
                <Chip tone={hop.delay < -600_000 || hop.delay > 3_600_000 ? 'amber' : 'neutral'}>
                  {say('specimens.hop.delay')} <Delay value={hop.delay} />
                </Chip>
              )}
            </div>
            <div className="m-second">
              {hop.by !== null && `${say('specimens.hop.by')} ${hop.by}`}
              {hop.protocol !== null && ` ・ ${hop.protocol}`}
              {hop.at !== null && (
                <>
                  {' ・ '}
                  <Moment at={hop.at} />
                </>
              )}
            </div>
            {hop.from === null && <div className="m-mono m-specimen-wide">{hop.raw}</div>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Delay({ value }: { readonly value: number }) {
  const { say } = useSay();
  const seconds = Math.round(value / 1000);
  if (Math.abs(seconds) < 120) return say('specimens.hop.seconds', { count: seconds });
  if (Math.abs(seconds) < 7_200) return say('specimens.hop.minutes', { count: Math.round(seconds / 60) });
  return say('specimens.hop.hours', { count: Math.round(seconds / 3_600) });
}

/** What hosts say that they checked, each with whether that counts. */
export function Claims({ analysis }: PartProps) {
  const { say } = useSay();
  return (
    <>
      {analysis.claims.length === 0 && <p className="m-second">{say('specimens.part.claims-none')}</p>}
      <ul className="m-specimen-list">
        {analysis.claims.map((claim) => (
          <li key={`${claim.kind} ${claim.raw}`}>
            <div className="m-row">
              <Chip tone={claim.isTrusted ? 'green' : 'neutral'} icon={claim.isTrusted ? IconShieldCheck : undefined}>
                {say(claim.isTrusted ? 'specimens.claim.trusted' : 'specimens.claim.untrusted')}
              </Chip>
              {claim.results.map(({ method, result, about }) => (
                <Chip
                  key={`${method} ${result} ${about}`}
                  tone={claim.isTrusted ? (result === 'pass' ? 'green' : 'red') : 'neutral'}
                >
                  {`${method}=${result}${about === null ? '' : ` (${about})`}`}
                </Chip>
              ))}
            </div>
            <div className="m-mono m-specimen-wide m-second">{claim.raw}</div>
          </li>
        ))}
      </ul>
      {analysis.signatures.map(({ domain, selector }) => (
        <p className="m-second" key={`${domain} ${selector}`}>
          {say('specimens.claim.signed', { domain: `${domain ?? '?'} (${selector ?? '?'})` })}
        </p>
      ))}
    </>
  );
}

/** The links, none of which can be followed. */
export function Links({ analysis }: PartProps) {
  const { say } = useSay();
  return (
    <ul className="m-specimen-list">
      {analysis.links.map((link) => (
        <li key={`${link.defanged} ${link.text}`}>
          <div className="m-mono m-specimen-wide">{link.defanged}</div>
          {link.text !== '' && (
            <div className="m-second m-specimen-wide">{say('specimens.link.shown', { text: link.text })}</div>
          )}
          <div className="m-row">
            {link.problems.length === 0 && <span className="m-second">{say('specimens.link.ok')}</span>}
            {link.problems.map((problem) => (
              <Chip key={problem} tone="amber">
                {say(`specimens.link.${problem}`)}
              </Chip>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The attachments by their bytes. */
export function Files({ analysis }: PartProps) {
  const { say } = useSay();
  return (
    <ul className="m-specimen-list">
      {analysis.files.map((file) => (
        <li key={`${file.name} ${file.sha256}`}>
          <div className="m-row">
            <span className="m-strong m-specimen-wide">{file.name}</span>
            <span className="m-second">{fileSize(file.size)}</span>
            {file.problems.map((problem) => (
              <Chip key={problem} tone="amber">
                {say(`specimens.file.${problem}`)}
              </Chip>
            ))}
          </div>
          <div className="m-second m-specimen-wide">
            {file.mediaType}
            {file.contentType !== null && ` ・ ${say('specimens.file.content', { type: file.contentType })}`}
          </div>
          <dl className="m-specimen-digests m-mono">
            {(['sha256', 'sha1', 'md5'] as const).map((kind) => (
              <div key={kind}>
                <dt>{say(`observables.type.${kind}`)}</dt>
                <dd>{file[kind]}</dd>
              </div>
            ))}
          </dl>
          {file.archive !== null && (
            <details>
              <summary>
                {say('specimens.file.entries', {
                  count: `${file.archive.entries.length}${file.archive.isCut ? '+' : ''}`,
                })}
              </summary>
              <ul className="m-specimen-entries">
                {file.archive.entries.map((entry) => (
                  <li key={entry.name} className="m-specimen-wide">
                    {entry.name} <span className="m-second">{fileSize(entry.size)}</span>
                    {entry.isEncrypted && <Chip>{say('specimens.file.locked')}</Chip>}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
