import type { Locale } from '@matoi/contract/values';
import type { ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';
import { Switch } from '../ui/page.tsx';
import { changeLanguage, useSay } from './language.ts';
import '../ui/threshold.css';

type ThresholdProps = {
  readonly note: string;
  /** Steps, where there are several. */
  readonly rail?: ReactNode;
  readonly hint?: ReactNode;
  /** A quiet third column on wide screens. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of the pages before the sign-in: dark rail, one column. */
export function Threshold({ note, rail, hint, aside, children }: ThresholdProps) {
  const { say, locale } = useSay();
  return (
    <div className="m-threshold" data-aside={aside !== undefined}>
      <header className="m-rail">
        <div className="m-rail-brand">
          <Mark size={40} className="m-mark" />
          <span>
            <strong>Matoi 纏</strong>
            <span>{note}</span>
          </span>
        </div>
        {rail}
        {hint !== undefined && <div className="m-rail-note">{hint}</div>}
        <div className="m-threshold-language">
          <Switch<Locale>
            label={say('platform.account-menu.language')}
            value={locale}
            options={[
              { value: 'ja', label: <span lang="ja">日本語</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
            onChoose={(value) => void changeLanguage(value)}
          />
        </div>
      </header>
      <main className="m-threshold-main">{children}</main>
      {aside !== undefined && <aside className="m-threshold-aside">{aside}</aside>}
    </div>
  );
}
