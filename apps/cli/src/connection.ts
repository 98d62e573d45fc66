import { type SentenceKey, sentence } from '@matoi/catalogues';
import { CallProblem, type Client, createClient } from '@matoi/client';
import { environment } from './environment.ts';

/** A refusal for the terminal: the sentence, the code, and the exit code of the command. */
export class CliRefusal extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, message: string, exitCode: number) {
    super(message);
    // main.ts tells refusals of commands by this name, whichever package they come from.
    this.name = 'CliProblem';
    this.code = code;
    this.exitCode = exitCode;
  }
}

const exitCodes = { usage: 2, refused: 5 } as const;

/** Connects to the server named by MATOI_URL with the token in MATOI_TOKEN. */
export function connect(): Client {
  const { origin, token } = environment();
  if (token === null) {
    const message =
      'Set MATOI_TOKEN to an API token ("matoi token create") and MATOI_URL to the address of the server.';
    throw new CliRefusal('usage', message, exitCodes.usage);
  }
  return createClient({ origin, fetch, headers: () => ({ authorization: `Bearer ${token}` }) });
}

/** Runs a call and turns a refusal of the server into its sentence, with the fields that it names. */
export async function orExplain<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error;
    const { code, params, fields } = error.problem;
    const named = fields.map((field) => `\n  ${field.path}: ${field.code}`).join('');
    throw new CliRefusal(code, sentence('en', code as SentenceKey, params) + named, exitCodes.refused);
  }
}
