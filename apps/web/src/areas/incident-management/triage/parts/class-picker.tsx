import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { classGroups, classWords, isFound } from '../class.search.ts';
import { classesQuery } from '../queries.ts';

type ClassPickerProps = {
  /** The code of the class (`own:mis-sent`), or null. */
  readonly value: string | null;
  readonly onChoose: (code: string | null) => void;
  /** Left out: 「分類」. */
  readonly label?: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with the choice, in words. */
  readonly problem?: string | null | undefined;
  readonly canClear?: boolean;
  /** Only types of RSIT, for the mapping of one's own classes. */
  readonly isRsitOnly?: boolean;
  /** Takes the focus when it appears, as behind the key `c` of the inbox. */
  readonly hasFocus?: boolean;
};

/**
 * Chooses a class by typing: Japanese or English name, reading in kana, code. Arrow keys and Enter choose, Escape
 * closes. Retired classes are not offered; one that the record has already stays readable. Loads the classes itself.
 */
export function ClassPicker(props: ClassPickerProps) {
  const { value, onChoose, label, hint, problem, canClear, isRsitOnly, hasFocus } = props;
  const { say, locale } = useSay();
  const classes = useQuery(classesQuery);
  const items = classes.data?.items;
  const words = useMemo(() => new Map(items?.map((one) => [one.code, classWords(one)])), [items]);
  const groups = useMemo(() => {
    const offered = (items ?? []).filter((one) => isRsitOnly !== true || one.scheme === 'rsit');
    return classGroups(offered, { locale, ownLabel: say('triage.class.own-group'), keep: value });
  }, [items, isRsitOnly, locale, say, value]);
  if (classes.data === undefined) return <Waiting query={classes} />;
  return (
    <SearchSelect
      label={label ?? say('triage.field.class')}
      hint={hint}
      problem={problem}
      value={value}
      options={groups.map((group) => ({
        group: group.label,
        items: group.classes.map((one) => ({ value: one.code, label: one.name[locale] })),
      }))}
      matches={(code, typed) => isFound(words.get(code) ?? '', typed)}
      onChoose={onChoose}
      nothing={say('platform.select.nothing')}
      {...(canClear === undefined ? {} : { canClear })}
      {...(hasFocus === undefined ? {} : { hasFocus })}
    />
  );
}
