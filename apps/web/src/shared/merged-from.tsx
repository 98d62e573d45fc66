import { useSay } from './language.ts';
import { Link } from './link.tsx';
import { useSubjectLink } from './registry.tsx';

type Props = {
  /** The merged record that something lies on; null for the record of the page. */
  readonly from: { readonly kind: string; readonly number: string | null } | null;
  /** Only the words, where a link cannot stand. */
  readonly isText?: boolean;
};

/** Says of something that it lies on a record that was merged into the one of the page, with the way there. */
export function MergedFrom({ from, isText }: Props) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  if (from === null) return null;
  const words = say('platform.merged-from', { number: from.number ?? '' });
  const to = isText === true ? null : linkOf(from);
  if (to === null) return <span className="m-second m-whole">{words}</span>;
  return (
    <Link to={to} className="m-second m-whole">
      {words}
    </Link>
  );
}
