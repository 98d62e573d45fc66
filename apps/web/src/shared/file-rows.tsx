import type { ReactNode } from 'react';
import { IconDownload, IconFile } from '../ui/icons.ts';
import { useSay } from './language.ts';
import { fileSize } from './sizes.format.ts';
import './file-rows.css';

type Row = {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly href: string;
  /** Where it comes from. */
  readonly origin: ReactNode;
};

/** Files that came with something else, each with where it comes from and the way to keep it. */
export function FileRows({ rows, mayDownload }: { readonly rows: readonly Row[]; readonly mayDownload: boolean }) {
  const { say } = useSay();
  return (
    <ul className="m-file-rows">
      {rows.map((row) => (
        <li key={row.key}>
          <IconFile size={18} stroke={1.5} aria-hidden="true" />
          <div className="m-file-rows-words">
            <div>
              <span className="m-strong m-typed">{row.name}</span>{' '}
              <span className="m-second m-whole">{fileSize(row.size)}</span>
            </div>
            <div className="m-second">{row.origin}</div>
          </div>
          {mayDownload && (
            <a
              className="m-button"
              data-kind="outline"
              data-size="small"
              href={row.href}
              download={row.name}
              aria-label={say('platform.file.download-name', { name: row.name })}
            >
              <IconDownload size={16} stroke={1.75} />
              {say('platform.file.download')}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
