import type { SentenceKey } from '../../shared/language.ts';

/** NIST SP 800-63B §3.1.1 as the contract has it: 15 to 256 characters, no rules of composition. */
const shortest = 15;
const longest = 256;

/** The sentence that says why a new password cannot be used, or null when it can. */
export function passwordProblem(password: string): SentenceKey | null {
  if (password.length < shortest) return 'account.password.too-short';
  return password.length > longest ? 'account.password.too-long' : null;
}
