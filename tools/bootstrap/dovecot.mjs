import { existsSync } from 'node:fs';
import { installPackages, isDebian } from './apt.mjs';
import { say } from './say.mjs';

/**
 * Sees to it that the tests of IMAP find a Dovecot, where that disturbs nobody: as root on Debian, and not where systemd
 * would start a mail server for everybody. The tests that need one say themselves when it is missing.
 */
export async function provideDovecot() {
  if (existsSync('/usr/sbin/dovecot')) return;
  if (!isDebian() || process.getuid?.() !== 0 || existsSync('/run/systemd/system')) {
    say('no Dovecot was found: tests of IMAP are skipped; on Debian it is `apt-get install dovecot-imapd`');
    return;
  }
  const reason = await installPackages('Dovecot for the tests of IMAP', ['dovecot-imapd']);
  if (reason !== undefined) say(`no Dovecot: ${reason}`);
}
