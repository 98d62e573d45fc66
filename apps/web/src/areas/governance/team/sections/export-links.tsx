import { useSay } from '../../../../shared/language.ts';
import { IconDownload } from '../../../../ui/icons.ts';

/** A table to take along, as Excel and as CSV, in the language of the reader. */
export function ExportLinks({ path }: { readonly path: string }) {
  const { say, locale } = useSay();
  return (
    <>
      <a className="m-button" data-kind="plain" href={`${path}?language=${locale}`} download>
        <IconDownload size={16} stroke={1.75} />
        {say('team.page.export')}
      </a>
      <a className="m-button" data-kind="plain" href={`${path}?format=csv&language=${locale}`} download>
        <IconDownload size={16} stroke={1.75} />
        {say('team.page.export-csv')}
      </a>
    </>
  );
}
