import { useSay } from '../../../../shared/language.ts';
import { Page } from '../../../../ui/page.tsx';
import { PasswordSection } from '../sections/password.section.tsx';
import { PersonSection } from '../sections/person.section.tsx';
import { PushSection } from '../sections/push.section.tsx';
import { SessionsSection } from '../sections/sessions.section.tsx';
import { TokensSection } from '../sections/tokens.section.tsx';
import { TotpSection } from '../sections/totp.section.tsx';

/** My own account: name, language and theme, password, codes, push messages, sessions, tokens. */
export function AccountPage() {
  const { say } = useSay();
  return (
    <Page title={say('account.page.title')} isNarrow>
      <PersonSection />
      <PasswordSection />
      <TotpSection />
      <PushSection />
      <SessionsSection />
      <TokensSection />
    </Page>
  );
}
